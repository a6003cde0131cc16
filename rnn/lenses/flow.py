"""Flow: fraction of the gradient norm left k time steps back, and the factors of W_hh and of the activation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import inf, log, nan

import numpy as np

from rnn.network.bptt import Pass
from rnn.network.norms import norms
from rnn.network.parameters import Array
from rnn.network.spectrum import largest_singular_value

MOST_LOSS_STEPS = 100
LARGEST, SMALLEST = 1e300, 1e-300
HORIZON = 0.01
"""Fraction of the gradient norm that is left at the memory horizon."""


@dataclass(frozen=True, eq=False)
class Flow:
    """Gradient of each loss step s on its way back, v_k = dL_s/dh_{s-k}, relative to v_0.

    steps : (S,)            the loss steps, counted from 1; those without a gradient are left out
    left : (S, K)           |v_k| / |v_0| for the lags k = 0 ... K - 1; nan where s - k would be before the first step
    by_slope : (S, K - 1)   |D v_{k-1}| / |v_{k-1}|, D = diag(f'(a_{s-k+1})), for k = 1 ... K - 1: factor of the slopes
    by_weights : (S, K - 1) |g W_hh.T u| / |u|, u = D v_{k-1}: factor of W_hh. Both are 0 where nothing arrives,
                            and nan where `left` is
    steepest                the largest slope of the activation
    largest_singular_value  of g W_hh
    finite                  whether every gradient begins as a finite number
    """

    steps: Array
    left: Array
    by_slope: Array
    by_weights: Array
    steepest: float
    largest_singular_value: float
    finite: bool = True

    @property
    def lags(self) -> Array:
        """0, 1, ... up to the longest way back; empty where there is no gradient."""
        return np.arange(self.left.shape[1])

    @cached_property
    def quartiles(self) -> Array:
        """Lower quartile, median and upper quartile of the fraction left at each lag, over the loss steps, (3, K)."""
        ordered = np.sort(self.left, axis=0)  # nan comes last
        place = np.array([[0.25], [0.5], [0.75]]) * (np.sum(~np.isnan(ordered), axis=0) - 1)
        below = np.floor(place).astype(int)
        part = place - below
        low, high = (np.take_along_axis(ordered, index, axis=0) for index in (below, np.ceil(place).astype(int)))
        return np.asarray(low * (1 - part) + high * part)

    @property
    def median(self) -> Array:
        """Median over the loss steps of the fraction left at each lag, (K,)."""
        return np.asarray(self.quartiles[1])

    @property
    def most(self) -> Array:
        """Upper bound (gamma sigma)^k of the fraction left at each lag, (K,) (Pascanu et al. 2013, section 2.1)."""
        factor = self.steepest * self.largest_singular_value
        with np.errstate(over="ignore"):
            return np.asarray(np.minimum(factor ** self.lags.astype(float), LARGEST))

    @property
    def slope_factors(self) -> Array:
        """Factor of the slopes from lag k - 1 to k, the geometric mean over loss steps, (K - 1,)."""
        return _geometric_mean(self.by_slope, self.carries)

    @property
    def weight_factors(self) -> Array:
        """The same for W_hh."""
        return _geometric_mean(self.by_weights, self.carries)

    @property
    def slope_factor(self) -> float:
        """Factor of the slopes, the geometric mean over all loss steps and lags in `carries`."""
        return float(_geometric_mean(self.by_slope.ravel(), self.carries.ravel()))

    @property
    def weight_factor(self) -> float:
        """The same for W_hh; times `slope_factor` it is the factor of one step back on the norm."""
        return float(_geometric_mean(self.by_weights.ravel(), self.carries.ravel()))

    @property
    def carries(self) -> Array:
        """Where the gradient is nonzero after both factors, (S, K - 1)."""
        return np.asarray((self.by_slope > 0) & (self.by_weights > 0))

    def reach(self, part: float) -> float:
        """The lag at which the median first falls to `part`, between lags on the log axis; inf if it never does."""
        return first_lag(self.median, part)

    @property
    def half_life(self) -> float:
        """Steps back after which half of the gradient norm is left; inf if that is beyond the sequence."""
        return self.reach(0.5)

    @property
    def horizon(self) -> float:
        """Memory horizon: steps back after which a hundredth of the gradient norm is left."""
        return self.reach(HORIZON)


def first_lag(left: Array, part: float) -> float:
    """Return the lag at which the fraction left, (K,), first falls to `part`; inf if it never does."""
    under = np.flatnonzero(left <= part)
    if not len(under):
        return inf
    lag = int(under[0])
    above, below = (max(float(left[k]), SMALLEST) for k in (lag - 1, lag))
    return lag - 1 + log(above / part) / log(above / below)


@np.errstate(all="ignore")
def flow(shown: Pass, sequence: int = 0, most: int = MOST_LOSS_STEPS) -> Flow:
    """Follow the gradient of each loss step back to the first time step; of at most `most` evenly spaced ones.

        v_k = g W_hh.T D v_{k-1}      D = diag(f'(a_{s-k+1}))

    Truncation is ignored: this is what the network would carry. Vectors are normalized at each step and norms are
    summed as logarithms, so that nothing underflows or overflows.
    """
    shown = shown.alone(sequence)
    own = shown.error[0] @ shown.parameters.W_hy
    begin = norms(own)
    steps = np.flatnonzero(np.isfinite(begin) & (begin > 0)) + 1
    if len(steps) > most:
        steps = steps[np.round(np.linspace(0, len(steps) - 1, most)).astype(int)]
    W_hh, slope = shown.options.gain * shown.parameters.W_hh, shown.slope[0]
    longest = int(steps[-1]) if len(steps) else 1
    by_slope, by_weights = np.full((2, len(steps), longest - 1), nan)
    direction = own[steps - 1] / begin[steps - 1, None]
    for k in range(1, longest):
        later = slice(int(np.searchsorted(steps, k, side="right")), None)  # the loss steps still on their way
        through, by_slope[later, k - 1] = _unit(direction[later] * slope[steps[later] - k])
        direction[later], by_weights[later, k - 1] = _unit(through @ W_hh)
    left = _multiplied(by_slope * by_weights) if len(steps) else np.ones((0, 0))
    sigma = largest_singular_value(W_hh)
    finite = bool(np.isfinite(begin).all())
    return Flow(steps, left, by_slope, by_weights, shown.options.activation.look.steepest, sigma, finite)


def _unit(vectors: Array) -> tuple[Array, Array]:
    """Each vector divided by its norm, and the norms; a vector of zeros stays."""
    sizes = norms(vectors)
    return vectors / np.where(sizes > 0, sizes, 1.0)[:, None], sizes


def _multiplied(factors: Array) -> Array:
    """Running products along each row, beginning with 1."""
    logs = np.zeros((len(factors), factors.shape[1] + 1))
    with np.errstate(divide="ignore"):
        logs[:, 1:] = np.log10(factors)
    return np.asarray(10.0 ** np.minimum(np.cumsum(logs, axis=1), np.log10(LARGEST)))


def _geometric_mean(factors: Array, where: Array) -> Array:
    """Along the first axis, over the places in `where`; nan where there are none."""
    logs = np.log(factors, out=np.zeros_like(factors), where=where)
    count = np.sum(where, axis=0)
    return np.asarray(np.where(count > 0, np.exp(logs.sum(axis=0) / np.maximum(count, 1)), nan))
