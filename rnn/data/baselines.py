"""Baselines: the loss that is reached without what a task asks for, to compare a network's with."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from rnn.data.tasks import CHANCE, Task
from rnn.network.batch import Batch, shares
from rnn.network.losses import LOSSES


class Line(NamedTuple):
    """A loss, and what reaches it."""

    value: float
    name: str


def lines(task: Task, loss: str, batch: Batch) -> tuple[Line, ...]:
    """The loss of each of the task's baselines on this batch, at the steps that count; none that is zero.

    With cross-entropy a task whose answer is one number knows only chance.
    """
    counted = np.ones(batch.x.shape[:2], dtype=bool) if batch.counted is None else batch.counted
    baselines = task.baselines if loss == "squared" or task.one_hot else (CHANCE,)
    at_steps = ((LOSSES[loss].at_steps(baseline.answer(batch), batch.target), baseline.name) for baseline in baselines)
    values = ((float(np.sum(shares(counted) * losses)), name) for losses, name in at_steps)
    return tuple(Line(value, name) for value, name in values if value > 0)
