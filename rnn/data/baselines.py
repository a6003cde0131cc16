"""Baselines: losses of predictions that lack what a task requires, for comparison with a network."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from rnn.data.constant import mean_target
from rnn.data.tasks import CHANCE, Baseline, Task
from rnn.network.batch import Batch, shares
from rnn.network.losses import LOSSES
from rnn.network.parameters import Array

LEAST = {"squared": 1e-24, "cross-entropy": 1e-12}
"""Losses up to this may be rounding errors; for the squared error relative to the largest squared target."""


class Line(NamedTuple):
    """The loss and the name of a baseline."""

    value: float
    name: str


def lines(task: Task | None, loss: str, batch: Batch, repeating: Baseline | None = None) -> tuple[Line, ...]:
    """Return the nonzero losses of the baselines on this batch, over the steps that count.

    With cross-entropy a task with scalar targets has only the chance baseline. Without a task the baselines are those
    of `own_baselines`, in descending order of their losses.
    repeating : the prediction that repeats the last value, where own numbers have one
    """
    if task is None:
        found = _losses(own_baselines(loss, batch, repeating), loss, batch)
        least = LEAST[loss] * (float(np.max(np.square(batch.target))) if loss == "squared" else 1.0)
        return tuple(sorted((line for line in found if line.value > least), reverse=True))
    found = _losses(task.baselines if loss == "squared" or task.one_hot else (CHANCE,), loss, batch)
    return tuple(line for line in found if line.value > 0)


def own_baselines(loss: str, batch: Batch, repeating: Baseline | None = None) -> tuple[Baseline, ...]:
    """Return the best constant prediction, and if it applies the best prediction from the present input alone."""
    if loss == "squared":
        constant = Baseline("constant baseline, mean", best_constant)
        return (constant, repeating) if repeating is not None else (constant,)
    constant = Baseline("constant baseline, symbol frequencies", best_constant)
    present = Baseline("memoryless baseline, present symbol", best_memoryless)
    return (constant, present) if _are_symbols(batch) else (constant,)


def best_constant(batch: Batch) -> Array:
    """Mean of the targets at every step, (B, T, K): the best constant prediction."""
    return np.broadcast_to(mean_target((batch,)), batch.target.shape)


def best_memoryless(batch: Batch) -> Array:
    """Mean of the targets for each input symbol, weighted as in the loss: the best memoryless prediction."""
    symbol = batch.x.argmax(axis=2)
    share = shares(batch.counts)
    total = np.zeros((batch.x.shape[2], batch.target.shape[2]))
    weight = np.zeros(batch.x.shape[2])
    np.add.at(total, symbol, share[..., None] * batch.target)
    np.add.at(weight, symbol, share)
    return np.asarray((total / np.where(weight, weight, 1)[:, None])[symbol])


def _are_symbols(batch: Batch) -> bool:
    """Whether all inputs at steps that count are one-hot."""
    x = batch.x[batch.counts]
    return x.shape[1] > 1 and bool(np.isin(x, (0, 1)).all() and (x.sum(axis=1) == 1).all())


def _losses(baselines: tuple[Baseline, ...], loss: str, batch: Batch) -> list[Line]:
    share = shares(batch.counts)
    at_steps = ((LOSSES[loss].at_steps(baseline.predict(batch), batch.target), baseline.name) for baseline in baselines)
    return [Line(float(np.sum(share * losses)), name) for losses, name in at_steps]
