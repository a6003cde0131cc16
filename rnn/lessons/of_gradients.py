"""Quantities of the gradient: its norm at each time step, the local and the carried term, norms per parameter."""

from __future__ import annotations

import numpy as np

from rnn.lessons.quantity import Curve, Quantity
from rnn.network.norms import norm
from rnn.network.parameters import Array
from rnn.training.trainer import Trainer


def gradient(trainer: Trainer, sequence: int, step: int, unit: int | None = None) -> float:
    """Return |dL/dh_t|, or the entry of one unit."""
    shown = trainer.latest.alone(sequence)
    return float(shown.dh_norm[0, step] if unit is None else shown.dh[0, step, unit])


def gradient_norm(trainer: Trainer, sequence: int, parameter: str | None = None) -> float:
    """Return the norm of the gradient of one parameter, or of all."""
    shown = trainer.latest
    return shown.gradient_norm if parameter is None else norm(shown.gradients[parameter].ravel())


def gradient_curve(trainer: Trainer, sequence: int) -> tuple[Array, Array]:
    """Return the time steps, counted from 1, and |dL/dh_t| at each."""
    norms = trainer.latest.alone(sequence).dh_norm[0]
    return np.arange(1, len(norms) + 1), norms


OF_GRADIENTS = {
    "gradient": Quantity(
        "the gradient norm |∂L/∂h_t| at a time step, or its entry for one unit", gradient, ("step", "unit?")
    ),
    "gradient_norm": Quantity(
        "the norm of the gradient of one parameter, or of all together", gradient_norm, ("parameter?",)
    ),
}
CURVES_OF_GRADIENTS = {
    "gradient": Curve(
        "the gradient norm |∂L/∂h_t| at every time step", gradient_curve, "time step t", "|∂L/∂h_t|", log=True
    ),
}
