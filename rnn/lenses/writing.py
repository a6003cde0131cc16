"""Writing: the network reads a seed text, then its own letters, each drawn from the probabilities that it predicts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice

import numpy as np

from rnn.data.letters import Alphabet, used_letters
from rnn.data.tasks import TASKS
from rnn.experiment.sequence_choices import TEXT
from rnn.network.losses import LOSSES
from rnn.network.options import Options
from rnn.network.parameters import Array, Parameters
from rnn.training.trainer import Trainer

LETTERS = 200
"""Letters that are written."""
MOST_SEED_LETTERS = 100
MOST_SEED = 9999
HOTTEST = 2.0
"""The highest temperature."""
TINY = 1e-12
"""Stands for outputs of a squared error that are no probabilities, since they are not positive."""


@dataclass(frozen=True)
class Sampling:
    """How letters are drawn.

    seed_text : what the network reads first; empty: the beginning of its own text
    temperature : 0 takes the most probable letter; the higher, the more equal are the probabilities
    seed : of the random numbers
    """

    seed_text: str = ""
    temperature: float = 0.7
    seed: int = 1


AT_FIRST = Sampling()


@dataclass(frozen=True, eq=False)
class Written:
    """What was read and what was written after it.

    probabilities : (N, K), of each symbol at each letter that is written
    unknown : letters of the seed text that have no symbol
    """

    read: str
    written: str
    probabilities: Array
    unknown: str = ""


def why_nothing_is_written(trainer: Trainer) -> str | None:
    """Why the network's output cannot be the next letter; None where it can."""
    if trainer.experiment.alphabet is None:
        return "Only a network that learns letters can write. Choose a poem under Tasks, or give a text of your own."
    if not np.isfinite(trainer.parameters.vector).all() or not np.isfinite(trainer.latest.yhat).all():
        return "The outputs of this network are not finite: there is nothing to draw a letter from."
    return None


def writing(trainer: Trainer, sampling: Sampling, letters: int = LETTERS) -> Written:
    """Return what the network writes after the seed text.

    Letters of the seed text without a symbol are read as the other symbol, or are left out where there is none.
    """
    alphabet, ahead = alphabet_of(trainer), trainer.experiment.ahead
    unknown = alphabet.unknown(sampling.seed_text)
    read = sampling.seed_text
    if not alphabet.has_other:
        read = "".join(letter for letter in read if letter not in unknown)
    if len(read) < ahead:
        read = first_letters(trainer, ahead)
    options, generator = trainer.experiment.options_at(trainer.epoch), np.random.default_rng(sampling.seed)
    drawn = sampled(trainer.parameters, options, alphabet.encode(read), sampling.temperature, generator, ahead)
    symbols, probabilities = zip(*islice(drawn, letters), strict=True)
    return Written(read, alphabet.decode(np.array(symbols)), np.array(probabilities), unknown)


def alphabet_of(trainer: Trainer) -> Alphabet:
    """Return the symbols of a network that learns letters."""
    alphabet = trainer.experiment.alphabet
    assert alphabet is not None
    return alphabet


def learned_text(trainer: Trainer) -> str:
    """Return the letters that are used of the text, or the word of a task."""
    experiment = trainer.experiment
    if experiment.task != TEXT:
        return TASKS[experiment.task].word
    return used_letters(experiment.text, experiment.series_settings)


def first_letters(trainer: Trainer, least: int = 1, most: int = 12) -> str:
    """Return the first word of what is learned, or its first letter where that word is long."""
    text = learned_text(trainer)
    end = text.find(" ")
    return text[: max(least, end if 0 < end < most else 1)]


def write(
    parameters: Parameters,
    options: Options,
    alphabet: Alphabet,
    seed_text: str,
    temperature: float,
    letters: int,
    seed: int,
    ahead: int = 1,
) -> str:
    """Return `letters` letters that follow a seed text of at least `ahead` letters; otherwise as `sampled`."""
    symbols, generator = alphabet.encode(seed_text), np.random.default_rng(seed)
    drawn = islice(sampled(parameters, options, symbols, temperature, generator, ahead), letters)
    return alphabet.decode(np.array([symbol for symbol, _ in drawn]))


def sampled(
    parameters: Parameters,
    options: Options,
    seed_symbols: Array,
    temperature: float,
    generator: np.random.Generator,
    ahead: int = 1,
) -> Iterator[tuple[int, Array]]:
    """Yield symbols without end, each with the probabilities (K,) from which it is drawn.

        h_t = f(W_xh x_t + g W_hh h_{t-1} + b_h)     x_t: the symbol at t, of the seed text or drawn before
        P(symbol at t + ahead) = softmax(o_t / temperature), o_t = W_hy h_t + b_y

    seed_symbols : (N,), N >= ahead
    """
    W_xh, W_hh, W_hy = parameters.W_xh, options.gain * parameters.W_hh, parameters.W_hy
    b_h, b_y = parameters.b_h[:, 0], parameters.b_y[:, 0]
    h = np.zeros(len(b_h)) if parameters.h_0 is None else parameters.h_0[:, 0]
    text = seed_symbols.tolist()
    for t in count():
        with np.errstate(all="ignore"):
            h = options.activation.function(W_xh[:, text[t]] + W_hh @ h + b_h)  # W_xh x_t, where x_t has a single 1
            if t + ahead < len(text):
                continue  # the letter that this output predicts is known
            probability = at_temperature(W_hy @ h + b_y, temperature, options)
        text.append(drawn_from(probability, generator.random()))
        yield text[-1], probability


def at_temperature(o: Array, temperature: float, options: Options) -> Array:
    """Return the probabilities of the symbols, (K,), from the net outputs o_t.

    With the squared error o_t is the probability itself, as far as it is positive, and its logarithm is taken.
    """
    scores = o if options.loss is LOSSES["cross-entropy"] else np.log(np.maximum(o, TINY))
    if temperature == 0:
        return np.asarray(np.eye(len(scores))[scores.argmax()])
    powers = np.exp((scores - scores.max()) / temperature)
    return np.asarray(powers / powers.sum())


def drawn_from(probability: Array, chance: float) -> int:
    """Return the symbol at which the summed probabilities pass a chance in [0, 1)."""
    sums = probability.cumsum()
    return min(int(sums.searchsorted(chance * sums[-1], side="right")), len(sums) - 1)
