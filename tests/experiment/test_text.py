"""A text as the data of an experiment: windows, baselines, links and files, and nothing held out is learned."""

from __future__ import annotations

from itertools import pairwise
from math import log
from urllib.parse import parse_qsl

import numpy as np
import pytest
from hypothesis import given

from rnn import Experiment, Trainer, from_json, from_query, to_json, to_query
from rnn.data.limits import MOST_TEXT_LETTERS
from rnn.experiment.choices import ExperimentError
from rnn.experiment.differences import differing, value_in_words
from rnn.experiment.left_empty import acting
from rnn.experiment.text_choices import LEARNS_LETTERS, WINDOW, text_choices
from rnn.words.about_data import about_sequence
from rnn.words.hints import hints
from rnn.words.verdict import needed_lag
from tests.support.texts import HOSTILE, RHYME, letters


def of(text, **choices):
    return Experiment(task="text", text=text, **{"loss": "cross-entropy"} | choices)


def said_in(batch_rows, alphabet):
    return alphabet.decode(batch_rows.argmax(axis=1))


def test_target_is_the_letter_ahead():
    for ahead in (1, 3):
        experiment = of(RHYME, ahead=ahead)

        assert said_in(experiment.x[0], experiment.alphabet) == RHYME[:-ahead]
        assert said_in(experiment.y[0], experiment.alphabet) == RHYME[ahead:]
        assert experiment.target_follows


def test_windows_are_passages_of_the_text():
    experiment = of(RHYME, window=10)

    assert experiment.always_fresh
    for batch in (experiment.batch, experiment.batch_at(3)):
        for x, y in zip(batch.x, batch.target, strict=True):
            passage = said_in(x, experiment.alphabet)
            assert passage + said_in(y, experiment.alphabet)[-1] in RHYME


def test_letters_outside_the_rows_that_are_used_have_no_symbol():
    experiment = of("xyz" + RHYME + "!?", rows_from=4, rows_to=3 + len(RHYME))

    assert experiment.alphabet == of(RHYME).alphabet
    np.testing.assert_array_equal(experiment.x, of(RHYME).x)


def test_hello_is_a_case_of_it_with_the_same_numbers():
    choices = {"loss": "cross-entropy", "hidden_size": 8, "learning_rate": 0.3, "start_scale": 0.1}
    task, text = (Trainer.start(one) for one in (Experiment(task="hello", **choices), of("hello", **choices)))

    np.testing.assert_array_equal(task.experiment.x, text.experiment.x)
    np.testing.assert_array_equal(task.advance(epochs=50).parameters.vector, text.advance(epochs=50).parameters.vector)
    assert task.experiment.alphabet == text.experiment.alphabet


def test_scaling_and_transformation_do_not_reach_letters():
    plain, other = of(RHYME), of(RHYME, scaling="standard", transformation="difference")

    np.testing.assert_array_equal(plain.x, other.x)
    assert other.units is None
    assert "scaling" not in hints(plain)
    assert "scaling" not in hints(of("a" * 900 + "b"))
    assert needed_lag(other) is None


@pytest.mark.parametrize("window", [None, 8])
@pytest.mark.parametrize("ahead", [1, 3])
def test_nothing_that_is_held_out_reaches_what_is_learned(window, ahead):
    chosen = {"window": window, "held_out": 40.0, "ahead": ahead, "sequences": 4, "hidden_size": 4}
    whole = 0.4 * (len(RHYME) if window else len(RHYME) - ahead)
    other = RHYME[: len(RHYME) - round(whole)].ljust(len(RHYME), "Ω")
    one, two = (Trainer.start(of(text, **chosen)).advance(epochs=20) for text in (RHYME, other))

    np.testing.assert_array_equal(one.parameters.vector, two.parameters.vector)
    assert one.latest.loss == two.latest.loss
    assert one.latest.held_out_loss != two.latest.held_out_loss
    assert "Ω" not in two.experiment.alphabet.letters


def entropy(pairs):
    """The cross-entropy of predicting the second of each pair by how often it follows the first."""
    return -np.mean([log(pairs.count(pair) / sum(a == pair[0] for a, _ in pairs)) for pair in pairs])


def test_baselines_are_letter_frequencies_and_letter_pairs():
    pairs = [*pairwise("to be or not to be")]
    constant, present = of("to be or not to be").lines

    assert constant == (pytest.approx(entropy([("", b) for _, b in pairs])), "constant baseline, letter frequencies")
    assert present == (pytest.approx(entropy(pairs)), "memoryless baseline, letter pairs")


def test_baselines_of_windows_that_are_drawn_count_the_whole_text():
    experiment = of(RHYME, window=10, sequences=2)
    pairs = [*pairwise(RHYME)]
    _, present = experiment.lines
    shown = [
        pair
        for x, y in zip(experiment.x, experiment.y, strict=True)
        for pair in zip(said_in(x, experiment.alphabet), said_in(y, experiment.alphabet), strict=True)
    ]

    chances = [pairs.count(pair) / sum(a == pair[0] for a, _ in pairs) for pair in shown]
    assert present.value == pytest.approx(-np.mean(np.log(chances)))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_link_and_file_keep_any_letters(text):
    experiment = of(text)

    assert from_json(to_json(experiment)) == experiment
    link = from_query(parse_qsl(to_query(experiment), keep_blank_values=True))
    assert (link.experiment, link.notices) == (experiment, ())


@given(letters)
def test_every_text_comes_back_from_link_and_file(text):
    experiment = of(text)

    assert from_json(to_json(experiment).encode()) == experiment
    assert from_query(parse_qsl(to_query(experiment), keep_blank_values=True)).experiment == experiment


def test_long_text_has_no_link_but_a_file():
    experiment = of("ab" * 5000, window=20)

    assert to_query(experiment) is None
    assert from_json(to_json(experiment)) == experiment


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({"text": ""}, "Text: it has no letters. Give at least 2."),
        ({"text": "a"}, "Text: it has 1 letter. Give at least 2."),
        ({"text": "aaaa"}, "Text: every letter is a. Give a text with at least 2 different letters."),
        ({"text": "a" * (MOST_TEXT_LETTERS + 1)}, "Text: 20,001 letters are too many."),
        ({"text": "ab" * 2000}, "Text: 4,000 letters are too many to learn them whole."),
        ({"text": "abc", "window": 20}, "Window: 20 is not allowed, because the text has 2 time steps with a target."),
        ({"text": "abc", "ahead": 3}, "Steps ahead: 3 is not allowed, because the text has 3 letters in use"),
        ({"text": "abc", "rows_from": 9}, "From row: 9 is not allowed, because the text has 3 letters."),
        ({"text": 7}, "Text: 7 is not a text."),
        ({"text": "ab\udc00"}, "Text: letter 3 is half a character"),
        ({"text": RHYME, "held_out": 50.0, "held_out_of": "sequences"}, "there is only one sequence"),
        ({"text": RHYME, "held_out": 50.0, "held_out_of": "sequences", "window": 9}, "there is only one sequence"),
    ],
)
def test_text_that_cannot_be_learned_is_refused_with_what_to_give(choices, sentence):
    with pytest.raises(ExperimentError) as refusal:
        of(**choices)

    assert sentence in str(refusal.value)


def test_first_text_brings_the_loss_of_symbols_and_windows_if_it_is_long():
    present = Experiment(inputs=[1.0, 2.0, 3.0], hidden_size=7, rows_to=3)
    short, long = (present.replaced(**text_choices(text, present)) for text in ("hello", RHYME * 4))

    assert (short.loss, short.window, short.hidden_size, short.rows_to) == ("cross-entropy", None, 7, None)
    assert (long.loss, long.window, long.sequences) == ("cross-entropy", WINDOW, 16)
    assert short.inputs == Experiment().inputs
    classes = Experiment(inputs=[[0.0]] * 2, targets=[[0.0, 1.0]] * 2, loss="cross-entropy", loss_at="last")
    assert classes.replaced(**text_choices("hello", classes)).loss_at == "every"
    suited = present.replaced(**text_choices("hello", present, suited=True))
    assert {name: getattr(suited, name) for name in LEARNS_LETTERS} == LEARNS_LETTERS


def test_another_text_keeps_loss_and_window_where_they_fit():
    present = of(RHYME, loss="squared", window=30)

    assert present.replaced(**text_choices(RHYME * 9, present)).window == 30
    assert present.replaced(**text_choices("hello", present)).window is None
    assert present.replaced(**text_choices("hello", present)).loss == "squared"
    whole = of("hello")
    assert whole.replaced(**text_choices(RHYME * 40, whole)).window == WINDOW


def test_words_name_counts_and_no_letters():
    many = "".join(map(chr, range(0x4E00, 0x4E00 + 80)))

    assert about_sequence(of("hello")) == "5 letters, 4 symbols: each has the next letter as target."
    assert "80 letters, 64 symbols; the 17 rarest letters share □" in about_sequence(of(many))
    assert "Each epoch draws 16" in about_sequence(of(RHYME, window=10))
    one, two = of("hello"), of("hallo!")
    assert differing((one, two)) == ("inputs",)
    assert value_in_words(two, "inputs") == "6 letters"
    assert acting(one, "rows_to") == 5
