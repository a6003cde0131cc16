"""What a task is: a function that draws a batch, and what a person is told about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from rnn.network.batch import Batch
from rnn.network.parameters import Array


class Dials(NamedTuple):
    """What a task may be told; each is named as the experiment's choice that it comes from."""

    sequences: int = 16
    task_steps: int = 20
    delay: int = 3
    noise: float = 0.0


class Drawn(NamedTuple):
    """A batch, and for a task of symbols the number of the symbol that is right at each step, (B, T)."""

    batch: Batch
    symbol: Array | None = None


class Baseline(NamedTuple):
    """What a prediction costs that lacks something: answer(batch) -> (B, T, K), or what broadcasts to it."""

    name: str
    answer: Callable[[Batch], Array]


Lag = Callable[[Dials, Array], int]
"""(dials, loss steps of a sequence, counted from 1 in ascending order) -> a number of time steps back."""
STREAM = ("task_steps", "sequences", "batches")


@dataclass(frozen=True)
class Task:
    """draw(generator, dials) -> Drawn; the same generator state draws the same batch.

    shows : what there is to see, in one sentence
    lag : how many time steps back the task needs its gradient: the present input, those of the last `lag` steps, and
        the targets of the loss steps among them determine the target, as far as it can be known; with fewer they do
        not. Earlier targets are among them because the state already has to hold what they ask for
    dials : the choices of an experiment that mean anything to it; without "sequences" there is only one to draw
    baselines : predictions that lack what the task asks for, the poorest first
    symbols : how many symbols the target has, or None where it is a number
    one_hot : whether the target has a number for each symbol under every loss, and not only with cross-entropy
    shortest : the least number of time steps
    letters : a name for each input, where these are one-hot
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

    def drawn(self, generator: np.random.Generator, dials: Dials) -> Drawn:
        """A batch, with normal noise of standard deviation `dials.noise` on its inputs where the task has that dial."""
        drawn = self.draw(generator, dials if "sequences" in self.dials else dials._replace(sequences=1))
        if "noise" not in self.dials or not dials.noise:
            return drawn
        noisy = drawn.batch.x + dials.noise * generator.standard_normal(drawn.batch.x.shape)
        return drawn._replace(batch=replace(drawn.batch, x=noisy))


def column(values: Array) -> Array:
    """Numbers (B, T) as one feature, (B, T, 1)."""
    return np.asarray(values[..., None], dtype=float)


def always(value: float, name: str) -> Baseline:
    """Baseline that predicts `value` at every step."""
    return Baseline(name, lambda batch: np.full_like(batch.target, value))


def back(steps: int) -> Lag:
    """That many steps back, whatever the dials."""
    return lambda _dials, _loss_steps: steps


def as_delayed(dials: Dials, _loss_steps: Array) -> int:
    """From what is asked for to where it was shown."""
    return dials.delay


def from_the_first(_dials: Dials, loss_steps: Array) -> int:
    """From the last loss step to the first time step."""
    return int(loss_steps[-1]) - 1


def since_last_loss(_dials: Dials, loss_steps: Array) -> int:
    """To the loss step before, whose target tells the state; from the first loss step to the first time step."""
    return int(np.diff(loss_steps, prepend=1).max())


CHANCE = Baseline(
    "chance: all symbols equally likely", lambda batch: np.full_like(batch.target, 1 / batch.target.shape[2])
)
REPEATING = Baseline("repeating the input, on this batch", lambda batch: batch.x)
