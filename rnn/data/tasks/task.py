"""Task: a function that draws a batch, with its texts, lag and baselines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from rnn.network.batch import Batch
from rnn.network.parameters import Array


class Dials(NamedTuple):
    """Settings of a task, named as the choices of the experiment."""

    sequences: int = 16
    task_steps: int = 20
    delay: int = 3
    noise: float = 0.0


class Drawn(NamedTuple):
    """A batch, and for symbol tasks the index of the target symbol at each step, (B, T)."""

    batch: Batch
    symbol: Array | None = None


class Baseline(NamedTuple):
    """A prediction that lacks what the task requires: predict(batch) -> (B, T, K), or broadcastable to it."""

    name: str
    predict: Callable[[Batch], Array]


Lag = Callable[[Dials, Array], int]
"""(dials, loss steps of a sequence, from 1, ascending) -> number of time steps back."""
STREAM = ("task_steps", "sequences", "batches")


@dataclass(frozen=True)
class Task:
    """draw(generator, dials) -> Drawn; the same generator state draws the same batch.

    shows : one sentence on what the task shows
    lag : how many time steps back the gradient must reach: the inputs of the last `lag` steps and the present one, with
        the earlier targets among these steps, determine the target as far as it is predictable; fewer do not. Earlier
        targets are included because the state must already represent them
    dials : the choices of an experiment that affect the task; without "sequences" a batch has one sequence
    baselines : predictions that lack what the task requires, the worst first
    symbols : number of target symbols; None if the target is a number
    one_hot : whether the target is one-hot under every loss, and not only with cross-entropy
    shortest : minimum number of time steps
    letters : names of one-hot inputs
    next_value : whether the target is the input one step ahead, so that the output can be the next input
    word : what is learned letter by letter, so that a network can write it
    """

    label: str
    shows: str
    draw: Callable[[np.random.Generator, Dials], Drawn]
    lag: Lag
    baselines: tuple[Baseline, ...]
    dials: tuple[str, ...] = STREAM
    symbols: int | None = None
    one_hot: bool = False
    shortest: int = 2
    letters: str = ""
    next_value: bool = False
    word: str = ""

    def drawn(self, generator: np.random.Generator, dials: Dials) -> Drawn:
        """Draw a batch, with normal noise of std `dials.noise` on the inputs if the task has this dial."""
        drawn = self.draw(generator, dials if "sequences" in self.dials else dials._replace(sequences=1))
        if "noise" not in self.dials or not dials.noise:
            return drawn
        noisy = drawn.batch.x + dials.noise * generator.standard_normal(drawn.batch.x.shape)
        return drawn._replace(batch=replace(drawn.batch, x=noisy))


def column(values: Array) -> Array:
    """Reshape (B, T) to one feature, (B, T, 1)."""
    return np.asarray(values[..., None], dtype=float)


def always(value: float, name: str) -> Baseline:
    """Baseline that predicts `value` at every step."""
    return Baseline(name, lambda batch: np.full_like(batch.target, value))


def back(steps: int) -> Lag:
    """Lag of a fixed number of steps."""
    return lambda _dials, _loss_steps: steps


def as_delayed(dials: Dials, _loss_steps: Array) -> int:
    """Lag from a target to its input: the delay."""
    return dials.delay


def from_the_first(_dials: Dials, loss_steps: Array) -> int:
    """Lag from the last loss step to the first time step."""
    return int(loss_steps[-1]) - 1


def since_last_loss(_dials: Dials, loss_steps: Array) -> int:
    """Largest lag to the previous loss step, whose target determines the state, or to the first time step."""
    return int(np.diff(loss_steps, prepend=1).max())


CHANCE = Baseline(
    "chance baseline: all symbols equally likely", lambda batch: np.full_like(batch.target, 1 / batch.target.shape[2])
)
REPEATING = Baseline("memoryless baseline, last input, on this batch", lambda batch: batch.x)
