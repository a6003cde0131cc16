"""Writing: the network reads a seed text, then its own letters, each drawn from the probabilities that it predicts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnn.data.letters import Alphabet
from rnn.network.losses import LOSSES
from rnn.network.options import Options
from rnn.network.parameters import Array, Parameters
from rnn.training.trainer import Trainer

LETTERS = 200
"""Letters that are written."""
MOST_SEED_LETTERS = 100
HOTTEST = 2.0
"""The highest temperature."""
TINY = 1e-12
"""Stands for outputs of a squared error that are no probabilities, since they are not positive."""


@dataclass(frozen=True)
class Written:
    """What was read, what was written after it, and which letters of the seed text have no symbol."""

    read: str
    written: str
    unknown: str = ""


def why_nothing_is_written(trainer: Trainer) -> str | None:
    """Why the network's output cannot be the next letter; None where it can."""
    experiment = trainer.experiment
    if experiment.alphabet is None:
        return "Only a network that learns letters can write. Choose a text: Table, CSV, text ... in the sidebar."
    if not np.isfinite(trainer.parameters.vector).all() or not np.isfinite(trainer.latest.yhat).all():
        return "The outputs of this network are not finite: there is nothing to draw a letter from."
    return None


def writing(trainer: Trainer, seed_text: str, temperature: float, seed: int, letters: int = LETTERS) -> Written:
    """Return what the network writes after `seed_text`, or after the first letters of its own text.

    Letters without a symbol are read as the other symbol, or are left out where there is none.
    """
    experiment = trainer.experiment
    alphabet, options = experiment.alphabet, experiment.options_at(trainer.epoch)
    assert alphabet is not None
    unknown = alphabet.unknown(seed_text)
    read = seed_text if alphabet.has_other else "".join(letter for letter in seed_text if letter not in unknown)
    if len(read) < experiment.ahead:
        read = first_letters(trainer, experiment.ahead)
    written = write(
        trainer.parameters, options, alphabet, read, temperature, letters, np.random.default_rng(seed), experiment.ahead
    )
    return Written(read, written, unknown)


def first_letters(trainer: Trainer, least: int = 1, most: int = 12) -> str:
    """Return the beginning of what is learned, up to the end of its first word if that is near."""
    experiment = trainer.experiment
    assert experiment.alphabet is not None
    text = experiment.text[(experiment.rows_from or 1) - 1 :] if experiment.text else experiment.alphabet.letters
    end = text.find(" ")
    return text[: max(least, end if 0 < end < most else 1)]


def write(
    parameters: Parameters,
    options: Options,
    alphabet: Alphabet,
    seed_text: str,
    temperature: float,
    letters: int,
    generator: np.random.Generator,
    ahead: int = 1,
) -> str:
    """Return `letters` letters, each drawn `ahead` time steps after the letter whose output predicts it.

        h_t = f(W_xh x_t + g W_hh h_{t-1} + b_h)     where x_t is the letter at t, of the seed text or drawn before
        P(letter at t + ahead) = softmax(o_t / temperature), o_t = W_hy h_t + b_y

    seed_text : at least `ahead` letters
    temperature : 0 takes the most probable letter; the higher, the more equal are the probabilities
    """
    W_xh, W_hh, W_hy = parameters.W_xh, options.gain * parameters.W_hh, parameters.W_hy
    b_h, b_y = parameters.b_h[:, 0], parameters.b_y[:, 0]
    h = np.zeros(len(b_h)) if parameters.h_0 is None else parameters.h_0[:, 0]
    text = alphabet.encode(seed_text).tolist()
    read = len(text)
    chances = generator.random(letters)
    with np.errstate(all="ignore"):
        for t in range(read + letters - ahead):
            h = options.activation.function(W_xh[:, text[t]] + W_hh @ h + b_h)  # W_xh x_t: x_t has a single 1
            if t + ahead >= read:
                probability = at_temperature(W_hy @ h + b_y, temperature, options)
                text.append(drawn(probability, chances[len(text) - read]))
    return alphabet.decode(np.array(text[read:]))


def at_temperature(o: Array, temperature: float, options: Options) -> Array:
    """Return the probabilities of the symbols, (K,), from the net outputs o_t.

    With the squared error o_t is the probability itself, as far as it is positive, and its logarithm is taken.
    """
    scores = o if options.loss is LOSSES["cross-entropy"] else np.log(np.maximum(o, TINY))
    if temperature == 0:
        return np.asarray(np.eye(len(scores))[scores.argmax()])
    powers = np.exp((scores - scores.max()) / temperature)
    return np.asarray(powers / powers.sum())


def drawn(probability: Array, chance: float) -> int:
    """Return the symbol at which the summed probabilities pass a chance in [0, 1)."""
    sums = probability.cumsum()
    return min(int(sums.searchsorted(chance * sums[-1], side="right")), len(sums) - 1)
