"""Losses and output functions; for each pair the error is e_t = yhat_t - y_t."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rnn.network.parameters import Array

TINY = 1e-300  # added to probabilities before the logarithm, which limits the loss to 691


@dataclass(frozen=True)
class Loss:
    """An output function yhat_t = output(o_t), with o_t = W_hy h_t + b_y, and the loss of each time step.

    output : (..., K) to (..., K)
    at_steps : yhat and target (..., K) to (...)
    name, mean : names of the shown loss, on axes and in sentences
    slope : d(shown loss)/do_t = slope * (yhat_t - y_t); 2 for the squared error, which is shown without 1/2
    """

    label: str
    output: Callable[[Array], Array]
    at_steps: Callable[[Array, Array], Array]
    slope: float
    name: str
    mean: str


def identity(output: Array) -> Array:
    """Linear output, yhat_t = o_t."""
    return output


def squared_error(yhat: Array, target: Array) -> Array:
    """Squared error |yhat_t - y_t|^2."""
    return np.asarray(np.sum(np.square(yhat - target), axis=-1))


def softmax(output: Array) -> Array:
    """Softmax exp(o_k) / sum_j exp(o_j); the largest output is subtracted first to avoid overflow."""
    powers = np.exp(output - output.real.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def cross_entropy(yhat: Array, target: Array) -> Array:
    """Cross-entropy -sum_k y_k log yhat_k, in nats."""
    return np.asarray(-np.sum(target * np.log(yhat + TINY), axis=-1))


LOSSES = {
    "squared": Loss("squared error", identity, squared_error, 2.0, "MSE", "Mean squared error"),
    "cross-entropy": Loss("softmax cross-entropy", softmax, cross_entropy, 1.0, "cross-entropy", "Mean cross-entropy"),
}
