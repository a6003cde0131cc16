"""Scaling: numbers shifted and stretched per column, as learned on the time steps that are trained."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from rnn.network.batch import Batch, shares
from rnn.network.bptt import Pass
from rnn.network.parameters import Array


@dataclass(frozen=True, eq=False)
class Scale:
    """The scaled number is (number - center) / spread.

    center, spread : (D,), one for each column; a column that does not vary has the spread 1
    """

    center: Array
    spread: Array

    def scaled(self, values: Array) -> Array:
        """Return numbers (..., D) in the network's units."""
        return np.asarray((values - self.center) / self.spread)

    def restored(self, values: Array) -> Array:
        """Return numbers (..., D) in the person's own units."""
        return np.asarray(values * self.spread + self.center)


@dataclass(frozen=True, eq=False)
class Units:
    """The scales of inputs and targets."""

    x: Scale
    y: Scale


@dataclass(frozen=True)
class Scaling:
    """A way to scale: `fit` returns center and spread of each column of rows (n, D)."""

    label: str
    fit: Callable[[Array], tuple[Array, Array]]


def _as_they_are(rows: Array) -> tuple[Array, Array]:
    return np.zeros(rows.shape[1]), np.ones(rows.shape[1])


def _standard(rows: Array) -> tuple[Array, Array]:
    return rows.mean(axis=0), rows.std(axis=0)


def _from_0_to_1(rows: Array) -> tuple[Array, Array]:
    return rows.min(axis=0), np.ptp(rows, axis=0)


def _from_minus_1_to_1(rows: Array) -> tuple[Array, Array]:
    return (rows.min(axis=0) + rows.max(axis=0)) / 2, np.ptp(rows, axis=0) / 2


def _robust(rows: Array) -> tuple[Array, Array]:
    low, middle, high = np.percentile(rows, (25, 50, 75), axis=0)
    return middle, high - low


NONE = "none"
SCALINGS = {
    NONE: Scaling("no", _as_they_are),
    "standard": Scaling("standardize: mean 0, std 1", _standard),
    "minmax": Scaling("min-max: 0 to 1", _from_0_to_1),
    "symmetric": Scaling("min-max: -1 to 1", _from_minus_1_to_1),
    "robust": Scaling("robust: median, quartiles", _robust),
}
ROUNDING = 1e-9
"""A spread of less than this part of the largest number is rounding, and no spread."""


def fitted(scaling: Scaling, rows: Array) -> Scale:
    """Return the scale for rows (n, D). A column without spread, such as a constant one, is only shifted."""
    center, spread = scaling.fit(rows)
    least = ROUNDING * np.maximum(np.abs(rows).max(axis=0), 1 / np.finfo(float).max)
    return Scale(center, np.where(spread > least, spread, 1.0))


def units_of(scaling: Scaling, batch: Batch, trained: Array, target_follows: bool, scales_target: bool) -> Units:
    """Return the scales of a batch, learned on some of its steps alone.

    trained : (B, T) mask of the steps that are neither held out nor padding
    target_follows : whether the target is the input one step ahead, and so has the input's units
    scales_target : whether the target is scaled; the probabilities of symbols are not
    """
    of_inputs = fitted(scaling, batch.x[trained])
    if not scales_target:
        return Units(of_inputs, fitted(SCALINGS[NONE], batch.target[trained]))
    return Units(of_inputs, of_inputs if target_follows else fitted(scaling, batch.target[trained]))


def scaled(batch: Batch, units: Units) -> Batch:
    """Return the batch in the network's units; padding stays 0."""
    x, target = units.x.scaled(batch.x), units.y.scaled(batch.target)
    if batch.lengths is not None:
        real = (np.arange(batch.x.shape[1]) < batch.lengths[:, None])[..., None]
        x, target = np.where(real, x, 0.0), np.where(real, target, 0.0)
    return replace(batch, x=x, target=target)


def restored(shown: Pass, units: Units | None) -> Pass:
    """Return the pass with inputs, targets and predictions in the person's own units; its other arrays as they are.

    units : None if the numbers are not scaled
    """
    if units is None:
        return shown
    x, target, yhat = units.x.restored(shown.x), units.y.restored(shown.target), units.y.restored(shown.yhat)
    return replace(shown, x=x, target=target, yhat=yhat)


def root_mean_squares(shown: Pass) -> Array:
    """Return the root mean squared error of each output, (K,), over the steps that count, in the pass's own units."""
    weights = shares(shown.counts)[..., None]
    return np.asarray(np.sqrt(np.sum(weights * np.square(shown.yhat - shown.target), axis=(0, 1))))
