"""Norm and direction of a gradient after clipping, by norm and by value."""

from __future__ import annotations

from dataclasses import dataclass
from math import degrees, inf, isfinite

import numpy as np

from rnn.network.norms import norm
from rnn.network.parameters import Array
from rnn.updates.clipping import by_value, factor_by_norm

POINTS = 40


@dataclass(frozen=True)
class Clipped:
    """A clipped gradient, compared with the raw one.

    limit : the clip norm, or the clip value
    norm : the norm after clipping
    angle : between the clipped and the raw gradient, in degrees
    asked : whether the limit was chosen; otherwise it is an example
    """

    limit: float
    norm: float
    angle: float
    asked: bool


@dataclass(frozen=True, eq=False)
class ClippingDirections:
    """The norm of the raw gradient, and the result of each way of clipping alone.

    norm : of the raw gradient; inf where it is not finite
    by_norm, by_value : None for a gradient that is zero or not finite
    path : (POINTS, 2)  norm and angle under clipping by value, from the largest entry down to a thousandth of it
    """

    norm: float
    by_norm: Clipped | None
    by_value: Clipped | None
    path: Array


def clipped_directions(
    gradient: Array, norm_limit: float | None = None, value_limit: float | None = None
) -> ClippingDirections:
    """Clip one vector in both ways.

    norm_limit, value_limit : where None, half the norm and half the largest entry stand in as examples
    """
    raw, largest = norm(gradient), float(np.abs(gradient).max(initial=0.0))
    if not raw or not isfinite(raw):
        return ClippingDirections(raw and inf, None, None, np.zeros((0, 2)))
    norm_at = raw / 2 if norm_limit is None else norm_limit
    value_at = largest / 2 if value_limit is None else value_limit
    cut = by_value(gradient, value_at)
    path = [by_value(gradient, limit) for limit in np.geomspace(largest, largest / 1000, POINTS)]
    return ClippingDirections(
        raw,
        Clipped(norm_at, raw * factor_by_norm(raw, norm_at), 0.0, norm_limit is not None),
        Clipped(value_at, norm(cut), angle(cut, gradient), value_limit is not None),
        np.array([(norm(clipped), angle(clipped, gradient)) for clipped in path]),
    )


def angle(one: Array, other: Array) -> float:
    """Angle between two nonzero vectors in degrees, accurate also where it is small (Kahan 2006)."""
    one, other = one / norm(one), other / norm(other)
    return degrees(2 * np.arctan2(norm(one - other), norm(one + other)))
