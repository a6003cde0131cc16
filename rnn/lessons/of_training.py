"""Quantities of a run: its losses, the baselines, where it ended."""

from __future__ import annotations

from collections.abc import Callable
from math import inf, nan

import numpy as np

from rnn.lessons.quantity import Curve, Quantity
from rnn.network.parameters import Array
from rnn.training.trainer import Trainer


def loss_at_step(trainer: Trainer, sequence: int, step: int) -> float:
    """Return the loss of one time step."""
    shown = trainer.latest.alone(sequence)
    return float(shown.options.loss.at_steps(shown.yhat, shown.target)[0, step])


def baseline(trainer: Trainer, sequence: int) -> float:
    """Return the highest line of the loss chart; nan where it has none."""
    lines = trainer.experiment.lines
    return lines[0].value if lines else nan


def loss_curve(trainer: Trainer, sequence: int) -> tuple[Array, Array]:
    """Return the epochs and the losses up to this epoch."""
    history = trainer.history
    return np.append(history.first, trainer.epoch), np.append(history.series("loss")[1], trainer.latest.loss)


def lowest_loss(trainer: Trainer, sequence: int) -> float:
    """Return the lowest loss so far."""
    return min(trainer.latest.loss, float(trainer.history.series("loss")[0].min(initial=inf)))


def highest_loss(trainer: Trainer, sequence: int) -> float:
    """Return the highest loss so far."""
    return max(trainer.latest.loss, float(trainer.history.series("loss")[2].max(initial=-inf)))


def first_epoch_below(trainer: Trainer, sequence: int, limit: float) -> float:
    """Return the first epoch up to this one whose loss is below a limit; inf where none is."""
    return _first(trainer, sequence, lambda losses: losses < limit)


def first_epoch_above(trainer: Trainer, sequence: int, limit: float) -> float:
    """Return the first epoch up to this one whose loss is above a limit; inf where none is."""
    return _first(trainer, sequence, lambda losses: losses > limit)


def _first(trainer: Trainer, sequence: int, is_met: Callable[[Array], Array]) -> float:
    epochs, losses = loss_curve(trainer, sequence)
    met = np.flatnonzero(is_met(losses))
    return float(epochs[met[0]]) if len(met) else inf


OF_TRAINING = {
    "loss": Quantity("the loss", lambda trainer, sequence: trainer.latest.loss),
    "held_out_loss": Quantity("the held-out loss", lambda trainer, sequence: trainer.latest.held_out_loss),
    "loss_at_step": Quantity("the loss of one time step", loss_at_step, ("step",)),
    "lowest_loss": Quantity("the lowest loss up to this epoch", lowest_loss),
    "highest_loss": Quantity("the highest loss up to this epoch", highest_loss),
    "baseline": Quantity("the highest baseline that the loss chart draws", baseline),
    "constant_loss": Quantity(
        "the loss of the best constant prediction", lambda trainer, sequence: trainer.experiment.constant.loss
    ),
    "first_epoch_below": Quantity(
        "the first epoch up to this one with a loss below a number", first_epoch_below, ("number",), whenever=True
    ),
    "first_epoch_above": Quantity(
        "the first epoch up to this one with a loss above a number", first_epoch_above, ("number",), whenever=True
    ),
    "diverged": Quantity(
        "1 where the run has diverged, else 0",
        lambda trainer, sequence: float(trainer.divergence is not None),
        whenever=True,
    ),
    "last_epoch": Quantity(
        "the epoch at which the run stands, also where it ended before",
        lambda trainer, sequence: float(trainer.epoch),
        whenever=True,
    ),
}
CURVES_OF_TRAINING = {
    "loss_curve": Curve("the loss at every epoch up to this one", loss_curve, "epoch", "loss", log=True)
}
