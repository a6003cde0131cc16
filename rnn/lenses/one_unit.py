"""One unit: h <- f(w h + b), its fixed points, its path, and the product of slopes along it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import acosh, isfinite, sqrt

import numpy as np

from rnn.network.activations import ACTIVATIONS, Activation
from rnn.network.parameters import Array
from rnn.training.trainer import Trainer

BEGIN, STEPS = 0.5, 50
"""Where the path begins (as in figure 6 of Pascanu et al. 2013), and its steps."""
WIDEST = 4.0
"""The weights that are compared lie between -WIDEST and WIDEST, and the biases likewise."""
WEIGHTS = 161
SETTLING, LAST = 400, 2
HALVINGS = 60


@dataclass(frozen=True)
class OneUnit:
    """A unit with a weight on itself, a bias and an activation; a constant input is part of the bias."""

    w: float
    b: float
    activation: str = "tanh"

    @property
    def rule(self) -> Activation:
        """Its activation."""
        return ACTIVATIONS[self.activation]

    def next(self, h: Array) -> Array:
        """f(w h + b) of every state h."""
        states = self.w * np.array(h, dtype=float, ndmin=1) + self.b
        return np.asarray(self.rule.function(states)).reshape(np.shape(h))

    def slope(self, h: Array) -> Array:
        """dh_t/dh_{t-1} = w f'(w h_{t-1} + b) of every state h_t = f(...)."""
        states = np.array(h, dtype=float, ndmin=1)
        return self.w * np.asarray(self.rule.slope(states)).reshape(np.shape(h))


@dataclass(frozen=True)
class FixedPoint:
    """A state with h = f(w h + b); stable where the slope there is between -1 and 1."""

    h: float
    slope: float

    @property
    def stable(self) -> bool:
        """Whether states nearby are drawn to it."""
        return abs(self.slope) < 1


@dataclass(frozen=True, eq=False)
class Bifurcation:
    """Fixed points and settled states over the weight w, at one bias.

    w, h, slope : (N,)  all fixed points, as a curve in parts, with nan between them
    weights : (WEIGHTS,); settled : (WEIGHTS, LAST)  the last states from BEGIN on; two of them where they alternate
    """

    w: Array
    h: Array
    slope: Array
    weights: Array
    settled: Array


def of_network(trainer: Trainer, unit: int) -> OneUnit:
    """Return unit i of the network at the epoch shown: w = g W_hh[i, i] and b = b_h[i]; the others are left out."""
    parameters, options = trainer.parameters, trainer.experiment.options_at(trainer.epoch)
    with np.errstate(over="ignore"):
        w = float(options.gain * parameters.W_hh[unit, unit])
    return OneUnit(w, float(parameters.b_h[unit, 0]), trainer.experiment.activation)


@lru_cache(maxsize=64)
@np.errstate(all="ignore")
def path(unit: OneUnit) -> Array:
    """h_0 = BEGIN to h_STEPS, (STEPS + 1,)."""
    states = [np.array(BEGIN)]
    for _ in range(STEPS):
        states.append(unit.next(states[-1]))
    return np.array(states)


@np.errstate(all="ignore")
def product_of_slopes(unit: OneUnit) -> Array:
    """|dh_n/dh_0| = prod_t |w f'(a_t)| along the path, (STEPS + 1,), from n = 0."""
    return np.abs(np.cumprod(np.concatenate([[1.0], unit.slope(path(unit)[1:])])))


@lru_cache(maxsize=64)
@np.errstate(all="ignore")
def products_over_weights(b: float, activation: str) -> tuple[Array, Array]:
    """The weights, (WEIGHTS,), and |dh_STEPS/dh_0| of each, (WEIGHTS,)."""
    weights, rule = _weights(), ACTIVATIONS[activation]
    h, product = np.full(WEIGHTS, BEGIN), np.ones(WEIGHTS)
    for _ in range(STEPS):
        h = rule.function(weights * h + b)
        product = product * weights * rule.slope(h)
    return weights, np.abs(product)


@lru_cache(maxsize=64)
@np.errstate(all="ignore")
def bifurcation(b: float, activation: str) -> Bifurcation:
    """Return the fixed points over w: each net input a belongs to one, with h = f(a) and w = (a - b) / h."""
    rule, weights = ACTIVATIONS[activation], _weights()
    near = np.geomspace(1e-6, 1.0, 120)
    a = np.unique(
        np.concatenate([-near, near, np.linspace(-12.0, 12.0, 961), np.linspace(0.0, b, 201), b + near, b - near])
    )
    h = rule.function(a)
    w = (a - b) / h
    w = np.where((np.abs(w) <= WIDEST) & (h != 0) & (np.abs(h) <= WIDEST), w, np.nan)
    if rule.function(np.array([b]))[0] == 0:  # h = 0 is fixed whatever the weight
        w = np.concatenate([w, [np.nan], weights])
        h = np.concatenate([h, [np.nan], np.zeros(WEIGHTS)])
    settled, states = np.full(WEIGHTS, BEGIN), []
    for _ in range(SETTLING):
        settled = rule.function(weights * settled + b)
        states.append(settled)
    return Bifurcation(w, h, w * rule.slope(h.copy()), weights, np.stack(states[-LAST:], axis=1))


@lru_cache(maxsize=64)
@np.errstate(all="ignore")
def fixed_points(unit: OneUnit) -> tuple[FixedPoint, ...]:
    """Return the fixed points, from the lowest; none where they are not isolated or not finite.

    f(w h + b) - h is monotone between its turning points, where f' = 1/w: bisection finds one root in each part.
    """
    if not (isfinite(unit.w) and isfinite(unit.b)):
        return ()
    if unit.activation == "linear":
        found = [] if unit.w == 1 else [unit.b / (1 - unit.w)]
    elif unit.activation == "relu":
        found = _of_relu(unit)
    else:
        low, high = (-1.0, 1.0) if unit.activation == "tanh" else (0.0, 1.0)
        ends = [low, *(h for h in _turning_points(unit) if low < h < high), high]
        found = [root for left, right in pairwise(ends) for root in _root(unit, left, right)]
    each = sorted({h for h in found if isfinite(h)})
    return tuple(FixedPoint(h, float(unit.slope(np.array(h)))) for h in each)


def _of_relu(unit: OneUnit) -> list[float]:
    off = [0.0] if unit.b <= 0 and not (unit.b == 0 and unit.w == 1) else []
    on = [] if unit.w == 1 else [unit.b / (1 - unit.w)]
    return off + [h for h in on if h > 0]


def _turning_points(unit: OneUnit) -> list[float]:
    """States at which w f'(w h + b) = 1; f' = 1 / cosh^2 a of tanh, 1 / (4 cosh^2 (a / 2)) of the logistic function."""
    steepest = unit.rule.look.steepest
    if not unit.w * steepest > 1:
        return []
    a = acosh(sqrt(unit.w * steepest)) * (1 if unit.activation == "tanh" else 2)
    return sorted((end - unit.b) / unit.w for end in (-a, a))


def _root(unit: OneUnit, left: float, right: float) -> list[float]:
    """The root of f(w h + b) - h between two states, where there is one."""
    signs = [float(unit.next(np.array(h))) - h for h in (left, right)]
    if signs[0] * signs[1] > 0:
        return []
    for _ in range(HALVINGS):
        middle = (left + right) / 2
        value = float(unit.next(np.array(middle))) - middle
        left, right = (middle, right) if value * signs[0] > 0 else (left, middle)
    return [(left + right) / 2]


def _weights() -> Array:
    return np.linspace(-WIDEST, WIDEST, WEIGHTS)
