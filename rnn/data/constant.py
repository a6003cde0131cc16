"""The best constant prediction; a network with a lower loss has learned something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rnn.network.batch import Batch, learned, shares
from rnn.network.losses import Loss


@dataclass(frozen=True)
class Constant:
    """The best constant prediction over some batches.

    loss : its loss
    error : its root mean squared error |yhat - y_t|
    steps : mean number of time steps per sequence that count
    """

    loss: float
    error: float
    steps: float


def constant(loss: Loss, batches: Sequence[Batch]) -> Constant:
    """Return the loss of the mean target, the best constant for squared error and cross-entropy."""
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
