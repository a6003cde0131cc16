"""Scaling: numbers shifted and stretched per column, as learned on the time steps that are trained."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from rnn.data.transformation import Transformation
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

    @cached_property
    def changes_nothing(self) -> bool:
        """Whether numbers stay as they are."""
        return not self.center.any() and bool((self.spread == 1).all())

    def scaled(self, values: Array) -> Array:
        """Return numbers (..., D) in the network's units."""
        if self.changes_nothing:
            return np.asarray(values, dtype=float)
        return np.asarray((values - self.center) / self.spread)

    def restored(self, values: Array) -> Array:
        """Return numbers (..., D) in the person's own units."""
        return np.asarray(values * self.spread + self.center)


@dataclass(frozen=True, eq=False)
class Units:
    """How a batch in the network's units was made from the person's own numbers.

    x, y : the scales of inputs and targets
    transformation : what was done before they were scaled; with the targets only if they are the inputs ahead
    target_follows : whether they are
    before, present : what the changes in inputs and in targets are taken from, (B, T, D) and (B, T, K), or None
    """

    x: Scale
    y: Scale
    transformation: Transformation
    target_follows: bool
    before: Array | None
    present: Array | None

    def own_x(self, x: Array) -> Array:
        """Return inputs (B, T, D) in the person's own units."""
        return self.transformation.undone(self.x.restored(x), self.before)

    def own_y(self, y: Array) -> Array:
        """Return targets or predictions (B, T, K) in the person's own units."""
        y = self.y.restored(y)
        return self.transformation.undone(y, self.present) if self.target_follows else y


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


def scaled(batch: Batch, x: Scale, y: Scale) -> Batch:
    """Return the batch in the network's units; padding stays 0."""
    inputs, target = x.scaled(batch.x), y.scaled(batch.target)
    if batch.lengths is not None:
        real = (np.arange(batch.x.shape[1]) < batch.lengths[:, None])[..., None]
        inputs, target = np.where(real, inputs, 0.0), np.where(real, target, 0.0)
    return replace(batch, x=inputs, target=target)


def restored(shown: Pass, units: Units | None) -> Pass:
    """Return the pass with inputs, targets and predictions in the person's own units; its other arrays as they are.

    units : None if the numbers are as they were given
    """
    if units is None:
        return shown
    return replace(shown, x=units.own_x(shown.x), target=units.own_y(shown.target), yhat=units.own_y(shown.yhat))


def root_mean_squares(shown: Pass) -> Array:
    """Return the root mean squared error of each output, (K,), over the steps that count, in the pass's own units."""
    weights = shares(shown.counts)[..., None]
    return np.asarray(np.sqrt(np.sum(weights * np.square(shown.yhat - shown.target), axis=(0, 1))))
