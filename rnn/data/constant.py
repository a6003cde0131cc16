"""The best constant prediction; a network with a lower loss has learned something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from rnn.network.batch import Batch, learned, shares
from rnn.network.losses import Loss
from rnn.network.parameters import Array


@dataclass(frozen=True)
class Constant:
    """The best constant prediction over some batches.

    loss : its loss
    error : its root mean squared error |yhat - y_t|
    steps : mean number of time steps per sequence that count
    weights, targets : what it was computed from: the weight of each time step in the loss, (N, T), and (N, T, D_out)
    """

    loss: float
    error: float
    steps: float
    weights: Array = field(compare=False, repr=False)
    targets: Array = field(compare=False, repr=False)


def constant(loss: Loss, batches: Sequence[Batch]) -> Constant:
    """Return the loss of the mean target, the best constant for squared error and cross-entropy."""
    weights, targets = _counted(batches)
    mean = np.broadcast_to(mean_target(batches), targets.shape)
    squares = np.sum(np.square(mean - targets), axis=-1)
    return Constant(
        float(np.sum(weights * loss.at_steps(mean, targets))),
        float(np.sqrt(np.sum(weights * squares))),
        sum(int(batch.counts.sum()) for batch in batches) / sum(learned(batch.counts) for batch in batches),
        weights,
        targets,
    )


def mean_target(batches: Sequence[Batch]) -> Array:
    """Mean of the targets (D_out,), weighted as in the loss."""
    weights, targets = _counted(batches)
    return np.asarray(np.tensordot(weights, targets, axes=2))


def _counted(batches: Sequence[Batch]) -> tuple[Array, Array]:
    """The weight of each time step in the mean loss, (N, T), and the targets, (N, T, D_out), of all batches."""
    weights = np.concatenate([shares(batch.counts) for batch in batches]) / len(batches)
    return weights, np.concatenate([batch.target for batch in batches])
