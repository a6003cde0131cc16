"""Wave tasks: the next value follows from a few previous values."""

from __future__ import annotations

import numpy as np

from rnn.data.tasks.task import Dials, Drawn, column
from rnn.network.batch import Batch
from rnn.network.parameters import Array


def sine(generator: np.random.Generator, dials: Dials) -> Drawn:
    """A sine with a period of 10 to 30 steps and a random phase; the target is the next value."""
    return _next_value(_wave(generator, dials, 10, 30))


def mixed_waves(generator: np.random.Generator, dials: Dials) -> Drawn:
    """The mean of a slow wave and a fast one, of periods between 20 and 40 and between 5 and 10 steps."""
    return _next_value((_wave(generator, dials, 20, 40) + _wave(generator, dials, 5, 10)) / 2)


def _wave(generator: np.random.Generator, dials: Dials, shortest: float, longest: float) -> Array:
    """Values (B, T + 1) of a sine for each sequence."""
    period = generator.uniform(shortest, longest, size=(dials.sequences, 1))
    begin = generator.uniform(0, 2 * np.pi, size=(dials.sequences, 1))
    return np.asarray(np.sin(begin + 2 * np.pi * np.arange(dials.task_steps + 1) / period))


def _next_value(wave: Array) -> Drawn:
    return Drawn(Batch(column(wave[:, :-1]), column(wave[:, 1:])))
