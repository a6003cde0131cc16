"""Tasks with one fixed series, without random numbers."""

from __future__ import annotations

import numpy as np

from rnn.data.tasks.task import Dials, Drawn, column
from rnn.network.batch import Batch
from rnn.network.parameters import Array

WORD, LETTERS = "hello", "helo"
_HELLO = [LETTERS.index(letter) for letter in WORD]


def count(_generator: np.random.Generator, dials: Dials) -> Drawn:
    """1, 2, 3 ...; the target is the next number."""
    numbers = np.arange(1, dials.task_steps + 1)[None]
    return Drawn(Batch(column(numbers), column(numbers + 1)))


def hello(_generator: np.random.Generator, _dials: Dials) -> Drawn:
    """The letters h e l l, one-hot over h, e, l, o; the target is the next letter, e l l o."""
    one_hot, following = np.eye(len(LETTERS))[_HELLO], np.array(_HELLO[1:])[None]
    return Drawn(Batch(one_hot[None, :-1], one_hot[None, 1:]), following)


def only_this_letter(batch: Batch) -> Array:
    """The best prediction from the present letter alone: after l, l and o are equally likely."""
    after = [[0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0.5, 0.5], [0, 0, 0, 0]]
    return np.asarray(batch.x @ np.array(after))
