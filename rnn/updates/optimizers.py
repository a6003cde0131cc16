"""Optimizers, each a pure function (state, gradient, settings) -> (state, update).

The state is one vector, initially zero. All operations are along the last axis, so that the same code updates many
networks: state (..., n), gradient (..., P), settings scalars or (..., 1).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from rnn.network.parameters import Array


class Settings(NamedTuple):
    """Hyperparameters of the optimizers.

    momentum : decay of the accumulated gradients (mu; Adam's beta_1)
    decay : decay of the running mean of squared gradients (RMSProp's rho, Adam's beta_2)
    epsilon : added to the root of that mean to avoid a division by zero
    """

    learning_rate: float | Array
    momentum: float | Array = 0.9
    decay: float | Array = 0.999
    epsilon: float | Array = 1e-8


@dataclass(frozen=True)
class Optimizer:
    """An update rule, update(state, gradient, settings) -> (state, update); the update is added to the parameters.

    state_size : length of the state, from the number of parameters
    decay : default of `Settings.decay`
    """

    label: str
    update: Callable[[Array, Array, Settings], tuple[Array, Array]]
    state_size: Callable[[int], int]
    decay: float = 0.999


def sgd(state: Array, gradient: Array, settings: Settings) -> tuple[Array, Array]:
    """Gradient descent: the update is -rate g."""
    return state, -settings.learning_rate * gradient


def momentum(state: Array, gradient: Array, settings: Settings) -> tuple[Array, Array]:
    """Momentum: v = mu v + g, and the update is -rate v (Polyak 1964, in the form of PyTorch)."""
    velocity = settings.momentum * state + gradient
    return velocity, -settings.learning_rate * velocity


def rmsprop(state: Array, gradient: Array, settings: Settings) -> tuple[Array, Array]:
    """RMSProp: s = rho s + (1 - rho) g^2, the update is -rate g / (sqrt(s) + epsilon) (Tieleman and Hinton 2012)."""
    squares = settings.decay * state + (1 - settings.decay) * gradient**2
    return squares, -settings.learning_rate * gradient / (np.sqrt(squares) + settings.epsilon)


def adam(state: Array, gradient: Array, settings: Settings) -> tuple[Array, Array]:
    """Adam: running means m of g and s of g^2, with bias correction (Kingma and Ba 2015).

        m = beta_1 m + (1 - beta_1) g        c_1 = beta_1 c_1 + (1 - beta_1), which is 1 - beta_1^t
        s = beta_2 s + (1 - beta_2) g^2      c_2 likewise
        the update is -rate (m / c_1) / (sqrt(s / c_2) + epsilon)

    The state is [m, s, c_1, c_2]; accumulated c_1 and c_2 stay correct when a beta changes during training.
    """
    size = gradient.shape[-1]
    first, second = settings.momentum, settings.decay
    mean = first * state[..., :size] + (1 - first) * gradient
    squares = second * state[..., size:-2] + (1 - second) * gradient**2
    weight = first * state[..., -2:-1] + (1 - first)
    weight_of_squares = second * state[..., -1:] + (1 - second)
    step = (mean / weight) / (np.sqrt(squares / weight_of_squares) + settings.epsilon)
    return np.concatenate([mean, squares, weight, weight_of_squares], axis=-1), -settings.learning_rate * step


OPTIMIZERS = {
    "sgd": Optimizer("gradient descent (SGD)", sgd, lambda size: 0),
    "momentum": Optimizer("momentum", momentum, lambda size: size),
    "rmsprop": Optimizer("RMSProp", rmsprop, lambda size: size, decay=0.99),
    "adam": Optimizer("Adam", adam, lambda size: 2 * size + 2),
}
