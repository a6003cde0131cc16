"""Constant: what the best prediction costs that is the same at every step; less than that, and something is learned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rnn.network.batch import Batch, learned, shares
from rnn.network.losses import Loss


@dataclass(frozen=True)
class Constant:
    """The best constant prediction over some batches.

    loss : its loss, as it is shown
    error : the root of its mean |yhat - y_t|^2
    steps : the mean number of time steps that count in a sequence
    """

    loss: float
    error: float
    steps: float


def constant(loss: Loss, batches: Sequence[Batch]) -> Constant:
    """Predict the mean target: it is the best constant for the squared error and for cross-entropy."""
    counted = [np.ones(batch.x.shape[:2], dtype=bool) if batch.counted is None else batch.counted for batch in batches]
    weights = np.concatenate([shares(each) for each in counted]) / len(batches)
    targets = np.concatenate([batch.target for batch in batches])
    mean = np.tensordot(weights, targets, axes=2)
    squares = np.sum(np.square(mean - targets), axis=-1)
    return Constant(
        float(np.sum(weights * loss.at_steps(np.broadcast_to(mean, targets.shape), targets))),
        float(np.sqrt(np.sum(weights * squares))),
        sum(int(each.sum()) for each in counted) / sum(map(learned, counted)),
    )
