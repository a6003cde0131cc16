"""Losses: how far the network's answer is from the target; in each the error is e_t = yhat_t - y_t."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rnn.network.parameters import Array

TINY = 1e-300  # added to a probability before its logarithm, so that an impossible symbol costs 691 and not infinity


@dataclass(frozen=True)
class Loss:
    """What the output layer says, yhat = answer(o) with o_t = W_hy h_t + b_y, and the loss shown at each step.

    answer : (..., K) to (..., K)
    at_steps : yhat and target (..., K) to (...)
    name, mean : what the axis and the words call the shown loss
    slope : d(shown loss)/do_t = slope * (yhat_t - y_t); 2 for the squared error, since it is shown without a 1/2
    """

    label: str
    answer: Callable[[Array], Array]
    at_steps: Callable[[Array, Array], Array]
    slope: float
    name: str
    mean: str


def as_it_is(output: Array) -> Array:
    """The output layer's numbers are the answer."""
    return output


def squared_error(yhat: Array, target: Array) -> Array:
    """|yhat_t - y_t|^2."""
    return np.asarray(np.sum(np.square(yhat - target), axis=-1))


def softmax(output: Array) -> Array:
    """exp(o_k) / sum_j exp(o_j): K probabilities; the largest output is subtracted first, so that none overflows."""
    powers = np.exp(output - output.real.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def cross_entropy(yhat: Array, target: Array) -> Array:
    """-sum_k y_k log yhat_k, in nats."""
    return np.asarray(-np.sum(target * np.log(yhat + TINY), axis=-1))


LOSSES = {
    "squared": Loss("squared error", as_it_is, squared_error, 2.0, "MSE", "Mean squared error"),
    "cross-entropy": Loss("softmax cross-entropy", softmax, cross_entropy, 1.0, "cross-entropy", "Mean cross-entropy"),
}
