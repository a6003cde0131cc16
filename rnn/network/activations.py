"""Activation functions and their derivatives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rnn.network.activation_looks import LINEAR, LOGISTIC, RELU, TANH, Look
from rnn.network.parameters import Array

ZERO, HALF, ONE = np.array(0.0), np.array(0.5), np.array(1.0)  # arrays: NumPy would make one of a number at each call


@dataclass(frozen=True)
class Activation:
    """An activation h = function(a), and its derivative dh/da = slope(h) as a function of h.

    Both take an optional array to write into as the second argument.
    """

    label: str
    function: Callable[..., Array]
    slope: Callable[..., Array]
    look: Look


def tanh_slope(h: Array, out: Array | None = None) -> Array:
    """Derivative of tanh, 1 - h^2."""
    out = np.square(h, out)
    slope: Array = np.subtract(ONE, out, out)
    return slope


def relu(a: Array, out: Array | None = None) -> Array:
    """Rectified linear unit, max(a, 0); complex numbers are compared by their real part."""
    return np.asarray(np.maximum(a, ZERO, out=out))


def relu_slope(h: Array, out: Array | None = None) -> Array:
    """Derivative of ReLU: 1 for h > 0, else 0; 0 at zero as in PyTorch and JAX."""
    return np.asarray(np.greater(h, ZERO, np.empty_like(h) if out is None else out))


def linear(a: Array, out: Array | None = None) -> Array:
    """Identity."""
    return np.positive(a, out)


def linear_slope(h: Array, out: Array | None = None) -> Array:
    """Derivative of the identity, 1."""
    out = np.empty_like(h) if out is None else out
    out[...] = ONE
    return out


def logistic(a: Array, out: Array | None = None) -> Array:
    """Logistic sigmoid 1 / (1 + exp(-a)), computed without overflow as (1 + tanh(a/2)) / 2."""
    out = np.multiply(a, HALF, out)
    out = np.tanh(out, out)
    out = np.add(out, ONE, out)
    return np.asarray(np.multiply(out, HALF, out))


def logistic_slope(h: Array, out: Array | None = None) -> Array:
    """Derivative of the logistic sigmoid, h (1 - h), at most 1/4."""
    out = np.subtract(ONE, h, out)
    return np.asarray(np.multiply(out, h, out))


ACTIVATIONS = {
    "tanh": Activation("tanh", np.tanh, tanh_slope, TANH),
    "relu": Activation("ReLU", relu, relu_slope, RELU),
    "linear": Activation("linear", linear, linear_slope, LINEAR),
    "logistic": Activation("logistic (sigmoid)", logistic, logistic_slope, LOGISTIC),
}
