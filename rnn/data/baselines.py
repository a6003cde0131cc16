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


def lines(
    task: Task | None,
    loss: str,
    batch: Batch,
    repeating: Baseline | None = None,
    learned: Batch | None = None,
    letters: bool = False,
) -> tuple[Line, ...]:
    """Return the nonzero losses of the baselines on this batch, over the steps that count.

    With cross-entropy a task with scalar targets has only the chance baseline. Without a task the baselines are those
    of `own_baselines`, in descending order of their losses.
    repeating : the prediction that repeats the last value, where own numbers have one
    learned, letters : as in `own_baselines`
    """
    if task is None:
        found = _losses(own_baselines(loss, batch, repeating, learned, letters), loss, batch)
        least = LEAST[loss] * (float(np.max(np.square(batch.target))) if loss == "squared" else 1.0)
        return tuple(sorted((line for line in found if line.value > least), reverse=True))
    found = _losses(task.baselines if loss == "squared" or task.one_hot else (CHANCE,), loss, batch)
    return tuple(line for line in found if line.value > 0)


def own_baselines(
    loss: str,
    batch: Batch,
    repeating: Baseline | None = None,
    learned: Batch | None = None,
    letters: bool = False,
) -> tuple[Baseline, ...]:
    """Return the best constant prediction, and if it applies the best prediction from the present input alone.

    learned : what the frequencies of symbols are counted in; None: in the batch itself
    letters : whether the symbols are those of a text
    """
    if loss == "squared":
        constant = Baseline("constant baseline, mean", best_constant)
        return (constant, repeating) if repeating is not None else (constant,)
    source = batch if learned is None else learned
    named = ("letter frequencies", "letter pairs") if letters else ("symbol frequencies", "present symbol")
    constant = Baseline(f"constant baseline, {named[0]}", lambda batch: best_constant(batch, source))
    present = Baseline(f"memoryless baseline, {named[1]}", lambda batch: best_memoryless(batch, source))
    return (constant, present) if _are_symbols(batch) else (constant,)


def best_constant(batch: Batch, source: Batch | None = None) -> Array:
    """Mean of the targets of `source`, or of the batch itself, at every step of the batch, (B, T, K)."""
    return np.broadcast_to(mean_target((source or batch,)), batch.target.shape)


def best_memoryless(batch: Batch, source: Batch | None = None) -> Array:
    """Mean of the targets of `source`, or of the batch itself, for each input symbol, weighted as in the loss."""
    source = source or batch
    share = shares(source.counts)
    total = np.tensordot(source.x, share[..., None] * source.target, axes=((0, 1), (0, 1)))
    weight = np.tensordot(source.x, share, axes=((0, 1), (0, 1)))
    return np.asarray((total / np.where(weight, weight, 1)[:, None])[batch.x.argmax(axis=2)])


def _are_symbols(batch: Batch) -> bool:
    """Whether all inputs at steps that count are one-hot."""
    x = batch.x[batch.counts]
    return x.shape[1] > 1 and bool(np.isin(x, (0, 1)).all() and (x.sum(axis=1) == 1).all())


def _losses(baselines: tuple[Baseline, ...], loss: str, batch: Batch) -> list[Line]:
    share = shares(batch.counts)
    at_steps = ((LOSSES[loss].at_steps(baseline.predict(batch), batch.target), baseline.name) for baseline in baselines)
    return [Line(float(np.sum(share * losses)), name) for losses, name in at_steps]
