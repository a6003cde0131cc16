"""Quantities of a run: its losses, the updates that were made, where it ended."""

from __future__ import annotations

from math import inf

import numpy as np

from rnn.lessons.quantity import Curve, Quantity
from rnn.network.parameters import Array
from rnn.training.trainer import Trainer


def loss(trainer: Trainer, sequence: int) -> float:
    """Return the loss shown at this epoch."""
    return trainer.latest.loss


def held_out_loss(trainer: Trainer, sequence: int) -> float:
    """Return the held-out loss; nan where nothing is held out."""
    return trainer.latest.held_out_loss


def loss_at_step(trainer: Trainer, sequence: int, step: int) -> float:
    """Return the loss of one time step."""
    shown = trainer.latest.alone(sequence)
    return float(shown.options.loss.at_steps(shown.yhat, shown.target)[0, step])


def first_epoch_below(trainer: Trainer, sequence: int, limit: float) -> float:
    """Return the first epoch whose loss is below a limit; inf where none is."""
    epochs, losses = loss_curve(trainer, sequence)
    below = np.flatnonzero(losses < limit)
    return float(epochs[below[0]]) if len(below) else inf


def diverged(trainer: Trainer, sequence: int) -> float:
    """Return whether the run has diverged, as 1 or 0."""
    return float(trainer.divergence is not None)


def last_epoch(trainer: Trainer, sequence: int) -> float:
    """Return the epoch at which the run stands."""
    return float(trainer.epoch)


def loss_curve(trainer: Trainer, sequence: int) -> tuple[Array, Array]:
    """Return the epochs and the losses up to this epoch."""
    history = trainer.history
    return np.append(history.first, trainer.epoch), np.append(history.series("loss")[1], trainer.latest.loss)


OF_TRAINING = {
    "loss": Quantity("the loss", loss),
    "held_out_loss": Quantity("the held-out loss", held_out_loss),
    "loss_at_step": Quantity("the loss of one time step", loss_at_step, ("step",)),
    "first_epoch_below": Quantity("the first epoch with a loss below a number", first_epoch_below, ("number",)),
    "diverged": Quantity("1 where the run has diverged, else 0", diverged, whenever=True),
    "last_epoch": Quantity("the epoch at which the run stands, also where it ended before", last_epoch, whenever=True),
}
CURVES_OF_TRAINING = {
    "loss_curve": Curve("the loss at every epoch up to this one", loss_curve, "epoch", "loss", log=True),
}
