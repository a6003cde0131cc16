"""Quantities of the gradient flow: decay with the lag, its causes, and the gradient of W_hh by lag."""

from __future__ import annotations

import numpy as np

from rnn.lenses.by_lag import by_lag
from rnn.lenses.flow import Flow, flow
from rnn.lenses.saturation import saturated_share
from rnn.lessons.quantity import Curve, Quantity
from rnn.network import spectrum
from rnn.network.parameters import Array
from rnn.text.quantities import percent
from rnn.training.trainer import Trainer
from rnn.words.verdict import needed_lag


def left(trainer: Trainer, sequence: int, lag: int) -> float:
    """Return the fraction of the gradient norm left at a lag, the median over the loss steps."""
    median = _flow(trainer, sequence).median
    return float(median[lag]) if lag < len(median) else float("nan")


def horizon(trainer: Trainer, sequence: int) -> float:
    """Return the memory horizon in steps; inf where it is beyond the sequence."""
    return _flow(trainer, sequence).horizon


def half_life(trainer: Trainer, sequence: int) -> float:
    """Return the half-life in steps; inf where it is beyond the sequence."""
    return _flow(trainer, sequence).half_life


def lag_needed(trainer: Trainer, sequence: int) -> float:
    """Return the lag that the task needs; nan where nobody knows."""
    needed = needed_lag(trainer.experiment, sequence)
    return float("nan") if needed is None else float(needed)


def _flow(trainer: Trainer, sequence: int) -> Flow:
    return flow(trainer.latest, sequence)


def spectral_radius(trainer: Trainer, sequence: int) -> float:
    """Return the largest absolute eigenvalue of W_hh with its gain."""
    return spectrum.spectral_radius(_recurrent(trainer))


def singular_value(trainer: Trainer, sequence: int) -> float:
    """Return the largest singular value of W_hh with its gain."""
    return spectrum.largest_singular_value(_recurrent(trainer))


def _recurrent(trainer: Trainer) -> Array:
    shown = trainer.latest
    return np.asarray(shown.options.gain * shown.parameters.W_hh)


def slope(trainer: Trainer, sequence: int, step: int, unit: int | None = None) -> float:
    """Return the slope of the activation of one unit, or the mean over the units."""
    slopes = trainer.latest.alone(sequence).slope[0, step]
    return float(slopes.mean() if unit is None else slopes[unit])


def saturated(trainer: Trainer, sequence: int, step: int) -> float:
    """Return the share of units that are saturated at a time step."""
    return float(saturated_share(trainer.latest, sequence)[step])


def from_lag(trainer: Trainer, sequence: int, lag: int) -> float:
    """Return the norm of the part of the gradient of W_hh that comes from one lag."""
    return float(by_lag(trainer.latest, sequence).alone[lag])


def from_beyond(trainer: Trainer, sequence: int, lag: int) -> float:
    """Return the norm of the part of the gradient of W_hh that comes from further back than a lag."""
    return float(by_lag(trainer.latest, sequence).beyond[lag])


def summed_over_lags(trainer: Trainer, sequence: int) -> float:
    """Return the norm of the gradient of W_hh of the sequence, all lags together."""
    return by_lag(trainer.latest, sequence).whole


def decay_curve(trainer: Trainer, sequence: int) -> tuple[Array, Array]:
    """Return the lags and the fraction of the gradient norm left at each."""
    found = _flow(trainer, sequence)
    return found.lags, found.median


def by_lag_curve(trainer: Trainer, sequence: int) -> tuple[Array, Array]:
    """Return the lags and what of the gradient of W_hh comes from each."""
    alone = by_lag(trainer.latest, sequence).alone
    return np.arange(len(alone)), alone


OF_FLOW = {
    "left": Quantity("the fraction of the gradient norm that is left at a lag", left, ("lag",)),
    "horizon": Quantity("the memory horizon: steps back after which 1 % is left", horizon),
    "half_life": Quantity("steps back after which half is left", half_life),
    "lag_needed": Quantity("the lag that the task needs", lag_needed),
    "spectral_radius": Quantity("the spectral radius of W_hh with its gain", spectral_radius),
    "singular_value": Quantity("the largest singular value of W_hh with its gain", singular_value),
    "slope": Quantity("the slope of the activation at a time step: of one unit, or the mean", slope, ("step", "unit?")),
    "saturated": Quantity("the share of saturated units at a time step", saturated, ("step",), percent),
    "from_lag": Quantity("the norm of what comes from one lag, of the gradient of W_hh", from_lag, ("lag",)),
    "from_beyond": Quantity(
        "the norm of what comes from further back than a lag, of the gradient of W_hh", from_beyond, ("lag",)
    ),
    "summed_over_lags": Quantity("the norm of the gradient of W_hh of the sequence", summed_over_lags),
}
CURVES_OF_FLOW = {
    "left": Curve(
        "the fraction of the gradient norm left at every lag", decay_curve, "lag k", "fraction left", log=True
    ),
    "from_lag": Curve(
        "the norm of what comes from every lag, of the gradient of W_hh", by_lag_curve, "lag k", "norm", log=True
    ),
}
