"""Quantities of what makes the gradient vanish or explode, averaged, and the loss of each time step as a curve."""

from __future__ import annotations

import numpy as np

from rnn.lenses.flow import flow
from rnn.lenses.saturation import saturated_share
from rnn.lessons.quantity import Curve, Quantity
from rnn.network.parameters import Array
from rnn.text.quantities import share
from rnn.training.trainer import Trainer


def weight_factor(trainer: Trainer, sequence: int) -> float:
    """Return the factor of W_hh on the norm at one step back, the geometric mean over all steps."""
    return flow(trainer.latest, sequence).weight_factor


def slope_factor(trainer: Trainer, sequence: int) -> float:
    """Return the factor of the slopes on the norm at one step back, the geometric mean over all steps."""
    return flow(trainer.latest, sequence).slope_factor


def saturated_on_average(trainer: Trainer, sequence: int) -> float:
    """Return the share of saturated units, the mean over the time steps."""
    return float(saturated_share(trainer.latest, sequence).mean())


def losses_curve(trainer: Trainer, sequence: int) -> tuple[Array, Array]:
    """Return the time steps whose loss counts, counted from 1, and the loss of each."""
    shown = trainer.latest.alone(sequence)
    counted = np.flatnonzero(shown.counts[0])
    return counted + 1, shown.options.loss.at_steps(shown.yhat, shown.target)[0, counted]


OF_CAUSES = {
    "weight_factor": Quantity("the mean factor of W_hh on the gradient norm at one step back", weight_factor),
    "slope_factor": Quantity("the mean factor of the slopes on the gradient norm at one step back", slope_factor),
    "saturated_on_average": Quantity(
        "the share of saturated units, the mean over the time steps", saturated_on_average, said=share
    ),
}
CURVES_OF_CAUSES = {
    "loss_at_step": Curve("the loss of every time step", losses_curve, "time step t", "loss at t", log=True),
}
