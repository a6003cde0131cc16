"""Activations: what a hidden unit makes of what arrives at it; each function stands beside its derivative."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rnn.network.activation_looks import LINEAR, LOGISTIC, RELU, TANH, Look
from rnn.network.parameters import Array

ZERO, HALF, ONE = np.array(0.0), np.array(0.5), np.array(1.0)  # arrays: NumPy would make one of a number at each call


@dataclass(frozen=True)
class Activation:
    """h = function(a) and its derivative dh/da = slope(h), written with h itself; both take an array to write into."""

    label: str
    function: Callable[..., Array]
    slope: Callable[..., Array]
    look: Look


def tanh_slope(h: Array, out: Array | None = None) -> Array:
    """1 - h^2."""
    out = np.square(h, out)
    slope: Array = np.subtract(ONE, out, out)
    return slope


def relu(a: Array, out: Array | None = None) -> Array:
    """max(a, 0); of a complex number its real part decides."""
    return np.asarray(np.maximum(a, ZERO, out=out))


def relu_slope(h: Array, out: Array | None = None) -> Array:
    """1 where the unit is on, 0 where it is off; 0 at exactly zero, as PyTorch and JAX have it."""
    return np.asarray(np.greater(h, ZERO, np.empty_like(h) if out is None else out))


def linear(a: Array, out: Array | None = None) -> Array:
    """The number itself."""
    return np.positive(a, out)


def linear_slope(h: Array, out: Array | None = None) -> Array:
    """1 everywhere."""
    out = np.empty_like(h) if out is None else out
    out[...] = ONE
    return out


def logistic(a: Array, out: Array | None = None) -> Array:
    """1 / (1 + exp(-a)), as (1 + tanh(a/2)) / 2, which overflows nowhere."""
    out = np.multiply(a, HALF, out)
    out = np.tanh(out, out)
    out = np.add(out, ONE, out)
    return np.asarray(np.multiply(out, HALF, out))


def logistic_slope(h: Array, out: Array | None = None) -> Array:
    """H (1 - h), at most 1/4."""
    out = np.subtract(ONE, h, out)
    return np.asarray(np.multiply(out, h, out))


ACTIVATIONS = {
    "tanh": Activation("tanh", np.tanh, tanh_slope, TANH),
    "relu": Activation("ReLU", relu, relu_slope, RELU),
    "linear": Activation("linear", linear, linear_slope, LINEAR),
    "logistic": Activation("logistic (sigmoid)", logistic, logistic_slope, LOGISTIC),
}
