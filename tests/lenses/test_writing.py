"""Writing against a plain loop, at both ends of the temperature, and reproducible by its seed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn import Experiment, Trainer
from rnn.data.letters import OTHER, Alphabet
from rnn.lenses.writing import Sampling, first_letters, sampled, why_nothing_is_written, write, writing
from rnn.network.losses import LOSSES
from rnn.network.options import Options
from rnn.network.parameters import Parameters, Sizes
from rnn.words.writing import about_letters, about_written, longest_passage
from tests.support.textbook_options import answer, states
from tests.support.texts import RHYME

ALPHABET = Alphabet.of("abcde")
SYMBOLS = Options(loss=LOSSES["cross-entropy"])


def network(seed=0, size=5, hidden=7, learned_state=False):
    sizes = Sizes(size, hidden, size)
    return Parameters(sizes, np.random.default_rng(seed).normal(0, 1, sizes.total + hidden * learned_state))


def trained(epochs=0, **choices):
    given = {"task": "text", "text": RHYME, "loss": "cross-entropy", "hidden_size": 6} | choices
    return Trainer.start(Experiment(**given)).advance(epochs=epochs)


def textbook_output(parameters, options, loss, text, alphabet=ALPHABET):
    """The last output of the textbook's loop over one-hot columns."""
    weights = [parameters.W_xh, parameters.W_hh, parameters.W_hy, parameters.b_h, parameters.b_y]
    columns = [np.eye(alphabet.size)[:, [alphabet.letters.index(letter)]] for letter in text]
    h_0 = np.zeros_like(parameters.b_h) if parameters.h_0 is None else parameters.h_0
    _, h = states(weights, columns, "tanh", options.gain, h_0)
    return answer(parameters.W_hy @ h[-1] + parameters.b_y, loss)[:, 0]


@pytest.mark.parametrize("ahead", [1, 3])
@pytest.mark.parametrize("learned_state", [False, True])
@pytest.mark.parametrize("loss", LOSSES)
def test_letters_at_temperature_0_are_those_of_a_plain_loop(loss, learned_state, ahead):
    parameters, options = network(learned_state=learned_state), Options(loss=LOSSES[loss], gain=0.8)

    text = "abcd"
    for _ in range(20):
        read = text[: len(text) - ahead + 1]
        text += ALPHABET.letters[textbook_output(parameters, options, loss, read).argmax()]

    assert write(parameters, options, ALPHABET, "abcd", 0.0, 20, 1, ahead) == text[4:]


def test_probabilities_at_temperature_1_are_the_outputs():
    parameters = network()
    draws = sampled(parameters, SYMBOLS, ALPHABET.encode("ad"), 1.0, np.random.default_rng(3))

    text = "ad"
    for _ in range(10):
        symbol, probability = next(draws)
        np.testing.assert_allclose(probability, textbook_output(parameters, SYMBOLS, "cross-entropy", text))
        text += ALPHABET.letters[symbol]


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.0, 1e6])
def test_letters_are_as_frequent_as_they_are_probable(temperature):
    parameters, count = network(), 4000
    output = textbook_output(parameters, SYMBOLS, "cross-entropy", "ab") ** (1 / temperature)

    first = [write(parameters, SYMBOLS, ALPHABET, "ab", temperature, 1, seed) for seed in range(count)]

    seen = np.array([first.count(letter) for letter in ALPHABET.letters]) / count
    np.testing.assert_allclose(seen, output / output.sum(), atol=4 * 0.5 / np.sqrt(count))
    if temperature > 1e3:
        np.testing.assert_allclose(output / output.sum(), 1 / 5, atol=1e-4)


def test_same_seed_writes_the_same_and_another_something_else():
    one, again, other = (write(network(), SYMBOLS, ALPHABET, "a", 1.0, 50, seed) for seed in (1, 1, 2))

    assert one == again != other
    assert len(one) == 50


@pytest.mark.parametrize("temperature", [0.0, 1e-300, 0.1])
def test_huge_outputs_and_tiny_temperatures_write_all_the_same(temperature):
    parameters = network()
    parameters.V[:] *= 1e300

    assert len(write(parameters, SYMBOLS, ALPHABET, "a", temperature, 20, 1)) == 20


def test_network_that_has_learned_a_word_writes_it():
    run = trained(text="hello", hidden_size=8, learning_rate=0.3, start_scale=0.1, epochs=200)

    assert writing(run, Sampling("h", 0.0), letters=4).written == "ello"
    task = Trainer.start(Experiment(task="hello", loss="cross-entropy", hidden_size=8, learning_rate=0.3))
    assert writing(task, Sampling(), letters=4).read == "h"


def test_seed_text_is_the_first_word_if_none_is_given():
    run = trained()

    assert first_letters(run) == writing(run, Sampling()).read == "Who"
    assert first_letters(trained(text="unbrokenword and more")) == "u"
    assert writing(trained(ahead=5), Sampling("Wh")).read == RHYME[:5]


def test_letters_without_a_symbol_are_left_out_or_read_as_another_one():
    without, with_other = trained(), trained(held_out=40.0)

    assert (writing(without, Sampling("W😀h!")).read, writing(without, Sampling("W😀h!")).unknown) == ("Wh", "😀!")
    assert writing(with_other, Sampling("W😀h")).read == "W😀h"
    assert writing(without, Sampling("😀")).read == "Who"
    said = about_letters(without.experiment.alphabet, "😀\u202e")
    assert said == "Not in the alphabet, and left out of the seed text: 😀 U+202E."
    assert OTHER in about_letters(with_other.experiment.alphabet, "😀")


def test_what_cannot_write_says_why():
    assert "Only a network that learns letters" in why_nothing_is_written(Trainer.start(Experiment()))
    assert "Only a network that learns letters" in why_nothing_is_written(Trainer.start(Experiment(task="order")))
    assert why_nothing_is_written(trained()) is None
    wild = {"activation": "linear", "start": "identity", "start_gain": 10.0, "input_scale": 10.0}
    assert "not finite" in why_nothing_is_written(trained(text="ab" * 900, **wild))


@given(st.text("ab", max_size=40), st.text("abc", max_size=60))
def test_longest_passage_is_that_of_all_passages(written, text):
    passages = {written[i:j] for i in range(len(written) + 1) for j in range(i, len(written) + 1)}

    assert longest_passage(written, text) == max(len(passage) for passage in passages if passage in text)


def test_longest_passage_is_found():
    assert longest_passage("xhello worldx", "say hello world") == len("hello world")
    assert longest_passage("abc", "xyz") == 0
    made = writing(trained(), Sampling())
    assert about_written(made, made.written).startswith("All of it stands in the text")
    assert about_written(made, made.written[0] + "\x00").endswith("has 1 letter.")
