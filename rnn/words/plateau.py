"""Plateau: a loss that stays where it is, since next to no gradient moves the weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnn.experiment.experiment import Experiment
from rnn.network.losses import LOSSES
from rnn.network.parameters import Array
from rnn.training.trainer import Trainer

BLOCK, FEWEST, LONGER = 16, 48, 96
"""Epochs that are averaged, so that the noise of fresh batches ends no plateau; epochs that make one: at the constant
prediction's loss, elsewhere."""
NEAR, STILL, STILLER = 0.05, 0.02, 0.005
"""How far the loss may be from the constant prediction's, and its first half from its second, relative to it; how far
from the newest loss elsewhere."""
WEAK, WEAKER = 0.1, 0.01
"""The largest gradient norm on a plateau at that loss and elsewhere, relative to that of an output bias under the
errors of a constant prediction."""
ARRIVED = 0.1
"""The loss, relative to the constant prediction's, up to which a run has arrived and stands on no plateau."""


@dataclass(frozen=True)
class Plateau:
    """The mean loss over the last `epochs` epochs and the newest gradient norm.

    level, near : where the loss stays, and how far from there it may be
    """

    epochs: int
    loss: float
    gradient_norm: float
    level: float
    near: float


def plateau(trainer: Trainer) -> Plateau | None:
    """Look back from the newest epoch for as long as the loss stays near the best constant prediction's.

    None where that is shorter than FEWEST epochs, where the loss moves all the same, where the gradient is not weak, or
    where a constant is all there is to learn.
    Fresh batches have gradients of their own, whose norm does not tell.
    """
    experiment, level = trainer.experiment, trainer.experiment.constant.loss
    if trainer.epoch < FEWEST or not level:
        return None
    found = _staying(trainer, level, NEAR * level, STILL * level)
    if found is None or found.epochs < FEWEST:
        return None
    weak = experiment.always_fresh or found.gradient_norm <= WEAK * _norm_of_bias(experiment)
    return found if weak else None


def standstill(trainer: Trainer) -> Plateau | None:
    """Look back from the newest epoch for as long as the loss stays where it is, above what counts as learned.

    None where that is shorter than LONGER epochs or where the gradient is not weak. Losses of fresh batches never stay.
    """
    experiment, level = trainer.experiment, trainer.experiment.constant.loss
    if trainer.epoch < LONGER or not level or experiment.always_fresh:
        return None
    loss = float(blocks(trainer)[-1, 0])
    if loss <= ARRIVED * level:
        return None
    found = _staying(trainer, loss, STILLER * loss, STILLER * loss)
    if found is None or found.epochs < LONGER or found.gradient_norm > WEAKER * _norm_of_bias(experiment):
        return None
    return found


def _staying(trainer: Trainer, level: float, near: float, still: float) -> Plateau | None:
    """Return the last epochs at which the loss is at `level` but for `near`; None if their halves differ by `still`."""
    means = blocks(trainer)
    away = np.flatnonzero(~(np.abs(means[:, 0] - level) <= near))
    begin = int(away[-1]) + 1 if len(away) else 0
    staying, half = means[begin:, 0], (len(means) - begin) // 2
    if not half or abs(staying[:half].mean() - staying[half:].mean()) > still:
        return None
    epochs = trainer.epoch - begin * rows_of_a_block(trainer) * trainer.history.stride
    return Plateau(epochs, float(staying.mean()), float(means[-1, 1]), level, near)


def blocks(trainer: Trainer) -> Array:
    """Return mean loss and gradient norm of each block of epochs, (blocks, 2)."""
    rows, recorded = rows_of_a_block(trainer), trainer.history.mean[:, :2]
    whole = len(recorded) // rows
    return np.asarray(recorded[: whole * rows].reshape(whole, rows, 2).mean(axis=1))


def rows_of_a_block(trainer: Trainer) -> int:
    """Return the rows of the history that make a block."""
    return max(1, BLOCK // trainer.history.stride)


def _norm_of_bias(experiment: Experiment) -> float:
    """The gradient norm of an output bias if all errors of a constant prediction had the same sign."""
    constant = experiment.constant
    scale = LOSSES[experiment.loss].slope if experiment.loss_scaling == "mean" else constant.steps
    return scale * constant.error
