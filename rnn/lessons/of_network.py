"""Quantities of the network: inputs, states, predictions and weights."""

from __future__ import annotations

import numpy as np

from rnn.lenses.perturbation import exponent_at
from rnn.lenses.state_space import points_of
from rnn.lessons.quantity import Curve, Quantity
from rnn.network.parameters import Array
from rnn.text.quantities import signed
from rnn.training.trainer import Trainer


def given_input(trainer: Trainer, sequence: int, step: int, place: int = 0) -> float:
    """Return an input, the first unless another one is named."""
    return float(trainer.latest.alone(sequence).x[0, step, place])


def target(trainer: Trainer, sequence: int, step: int, place: int = 0) -> float:
    """Return a target."""
    return float(trainer.latest.alone(sequence).target[0, step, place])


def prediction(trainer: Trainer, sequence: int, step: int, place: int = 0) -> float:
    """Return a prediction."""
    return float(trainer.latest.alone(sequence).yhat[0, step, place])


def error(trainer: Trainer, sequence: int, step: int, place: int = 0) -> float:
    """Return e_t, with which the backward pass begins."""
    return float(trainer.latest.alone(sequence).error[0, step, place])


def hidden(trainer: Trainer, sequence: int, state: int, unit: int) -> float:
    """Return the state of a unit after so many steps; 0: the initial state."""
    return float(trainer.latest.alone(sequence).h[0, state, unit])


def weight(trainer: Trainer, sequence: int, parameter: str, row: int, column: int) -> float:
    """Return an entry of a parameter."""
    return float(trainer.parameters[parameter][row, column])


def weights(trainer: Trainer, sequence: int) -> float:
    """Return the number of all weights."""
    return float(trainer.parameters.sizes.total)


def stable_points(trainer: Trainer, sequence: int) -> float:
    """Return how many stable fixed points a zero input leaves; nan where none can be searched."""
    points = points_of(trainer, 0, sequence, None)
    return float("nan") if points is None else float(points.stable.sum())


def unstable_points(trainer: Trainer, sequence: int) -> float:
    """Return how many unstable fixed points a zero input leaves."""
    points = points_of(trainer, 0, sequence, None)
    return float("nan") if points is None else float(points.not_stable.sum())


def hidden_curve(trainer: Trainer, sequence: int, unit: int) -> tuple[Array, Array]:
    """Return the time steps and the states of a unit, from the initial state on."""
    states = trainer.latest.alone(sequence).h[0, :, unit]
    return np.arange(len(states)), states


def prediction_curve(trainer: Trainer, sequence: int, place: int = 0) -> tuple[Array, Array]:
    """Return the time steps, counted from 1, and the predictions."""
    outputs = trainer.latest.alone(sequence).yhat[0, :, place]
    return np.arange(1, len(outputs) + 1), outputs


OF_NETWORK = {
    "input": Quantity("an input", given_input, ("step", "input?")),
    "target": Quantity("a target", target, ("step", "output?")),
    "prediction": Quantity("a prediction", prediction, ("step", "output?")),
    "error": Quantity("the error e_t with which the backward pass begins", error, ("step", "output?")),
    "hidden": Quantity("the state of a unit at a time step; at 0 the initial one", hidden, ("state", "unit")),
    "weight": Quantity("an entry of a parameter", weight, ("parameter", "row", "column")),
    "weights": Quantity("how many weights the network has", weights),
    "stable_points": Quantity("how many stable fixed points the state has with a zero input", stable_points),
    "unstable_points": Quantity("how many unstable fixed points the state has with a zero input", unstable_points),
    "exponent": Quantity("the largest Lyapunov exponent, per time step", exponent_at, said=signed),
}
CURVES_OF_NETWORK = {
    "hidden": Curve("the state of a unit at every time step", hidden_curve, "time step t", "state", ("unit",)),
    "prediction": Curve("the prediction at every time step", prediction_curve, "time step t", "output", ("output?",)),
}
