"""Checks that a pass is finite, and where it first is not."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np

from rnn.network.bptt import Pass
from rnn.network.parameters import Array

LARGEST = 1e300
"""A loss or gradient norm from here on counts as infinite. `bptt.py` and `engine.py` sum in different order; with this
margin both agree on whether a run is finite."""
CALM = 1e50
"""Below this in loss and gradient norm, the pass over another batch of the same task is finite as well."""


class Place(NamedTuple):
    """Where a pass first is not finite: its stage, and the time step from 1."""

    way: Literal["forward", "loss", "backward", "gradient"]
    step: int


def is_finite(shown: Pass) -> bool:
    """Whether every array of the pass is finite, and loss and gradient norm are below LARGEST."""
    with np.errstate(all="ignore"):
        if not (shown.loss < LARGEST and shown.gradient_norm < LARGEST):
            return False
    arrays = (shown.h, shown.yhat, shown.error, shown.dh, shown.da, shown.gradients.vector)
    return all(bool(np.isfinite(array).all()) for array in arrays)


def place_not_finite(shown: Pass) -> Place:
    """Return the first place, forward and then backward, where a pass is not finite.

    If only a sum over time is not finite, the step is that of its largest term.
    """
    with np.errstate(all="ignore"):
        at_steps = np.where(shown.counts, shown.options.loss.at_steps(shown.yhat, shown.target), 0.0).max(axis=0)
        forward = _steps(shown.h[:, 1:], shown.yhat)
        if len(forward):
            return Place("forward", int(forward[0]))
        if not shown.loss < LARGEST:
            return Place("loss", int(np.nan_to_num(at_steps, nan=np.inf).argmax()) + 1)
        backward = _steps(shown.dh, shown.da)
        if len(backward):
            return Place("backward", int(backward[-1]))
        return Place("gradient", int(np.abs(shown.da).max(axis=(0, 2)).argmax()) + 1)


def _steps(*arrays: Array) -> Array:
    """The time steps, counted from 1, at which any of the arrays (B, T, n) is not finite."""
    return np.flatnonzero(np.any([~np.isfinite(array).all(axis=(0, 2)) for array in arrays], axis=0)) + 1


def said_where_not_finite(what: str, values: Array) -> str:
    """From which time step on (T, n) is not finite, or "" where it is."""
    finite = np.isfinite(values).all(axis=1)
    return "" if finite.all() else f"From t = {int(finite.argmin()) + 1} on the {what} not finite."
