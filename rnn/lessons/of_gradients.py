"""Quantities of the gradient at each time step: its norm, the local and the carried term, the influence of one loss."""

from __future__ import annotations

import numpy as np

from rnn.lenses.itemised import by_loss_step
from rnn.lenses.walk.backward import asked_of_state
from rnn.lessons.quantity import Curve, Quantity
from rnn.network.norms import norm
from rnn.network.parameters import Array
from rnn.training.trainer import Trainer


def gradient(trainer: Trainer, sequence: int, step: int, unit: int | None = None) -> float:
    """Return |dL/dh_t|, or the entry of one unit."""
    shown = trainer.latest.alone(sequence)
    return float(shown.dh_norm[0, step] if unit is None else shown.dh[0, step, unit])


def before_activation(trainer: Trainer, sequence: int, step: int, unit: int | None = None) -> float:
    """Return |dL/da_t|, or the entry of one unit."""
    shown = trainer.latest.alone(sequence)
    return float(shown.da_norm[0, step] if unit is None else shown.da[0, step, unit])


def local(trainer: Trainer, sequence: int, step: int, unit: int | None = None) -> float:
    """Return the norm of the local term of dh_t, or its entry for one unit."""
    return _term("local", trainer, sequence, step, unit)


def carried(trainer: Trainer, sequence: int, step: int, unit: int | None = None) -> float:
    """Return the norm of the carried term of dh_t, or its entry for one unit."""
    return _term("carried", trainer, sequence, step, unit)


def _term(name: str, trainer: Trainer, sequence: int, step: int, unit: int | None) -> float:
    term = asked_of_state(trainer.latest.alone(sequence), step + 1, unit or 0)[name]
    return norm(term.ravel()) if unit is None else float(term[unit, 0])


def influence(trainer: Trainer, sequence: int, loss_step: int, step: int) -> float:
    """Return |dL_s/dh_t|, the influence of the loss at s on the state at t."""
    items = by_loss_step(trainer.latest.alone(sequence))
    return float(items.norm[np.flatnonzero(items.steps == loss_step + 1)[0], step])


def gradient_ratio(trainer: Trainer, sequence: int) -> float:
    """Return |dL/dh_1| relative to |dL/dh_T|."""
    norms = trainer.latest.alone(sequence).dh_norm[0]
    return float(norms[0] / norms[-1])


def gradient_curve(trainer: Trainer, sequence: int) -> tuple[Array, Array]:
    """Return the time steps, counted from 1, and |dL/dh_t| at each."""
    norms = trainer.latest.alone(sequence).dh_norm[0]
    return np.arange(1, len(norms) + 1), norms


def influence_curve(trainer: Trainer, sequence: int, loss_step: int) -> tuple[Array, Array]:
    """Return the time steps up to s and the influence of the loss at s on each state."""
    items = by_loss_step(trainer.latest.alone(sequence))
    norms = items.norm[np.flatnonzero(items.steps == loss_step + 1)[0], : loss_step + 1]
    return np.arange(1, len(norms) + 1), norms


OF_GRADIENTS = {
    "gradient": Quantity("the norm of ∂L/∂h_t, or its entry for one unit", gradient, ("step", "unit?")),
    "before_activation": Quantity(
        "the norm of ∂L/∂a_t, before the activation, or its entry for one unit", before_activation, ("step", "unit?")
    ),
    "local": Quantity("the norm of the local term of ∂L/∂h_t, or its entry for one unit", local, ("step", "unit?")),
    "carried": Quantity(
        "the norm of the carried term of ∂L/∂h_t, or its entry for one unit", carried, ("step", "unit?")
    ),
    "gradient_ratio": Quantity("the gradient norm at t = 1 relative to that at t = T", gradient_ratio),
    "influence": Quantity("the norm of ∂L_s/∂h_t, the influence of the loss at s", influence, ("step", "step")),
}
CURVES_OF_GRADIENTS = {
    "gradient": Curve(
        "the norm of ∂L/∂h_t at every time step", gradient_curve, "time step t", "gradient norm", log=True
    ),
    "influence": Curve(
        "the norm of ∂L_s/∂h_t at every time step up to s",
        influence_curve,
        "time step t",
        "gradient norm",
        ("step",),
        log=True,
    ),
}
