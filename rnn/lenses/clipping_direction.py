"""Bending: how clipping shortens a gradient, and how far clipping by value turns it aside."""

from __future__ import annotations

from dataclasses import dataclass
from math import degrees, inf, isfinite

import numpy as np

from rnn.network.norms import norm
from rnn.network.parameters import Array
from rnn.updates.clipping import by_value, factor_by_norm

POINTS = 40


@dataclass(frozen=True)
class Bent:
    """A clipped gradient beside the raw one: the limit, its length after, the angle between the two in degrees.

    asked : whether that limit was chosen; else it is an example
    """

    limit: float
    length: float
    angle: float
    asked: bool


@dataclass(frozen=True, eq=False)
class Bending:
    """The length of the raw gradient, and what each way of clipping alone makes of it.

    by_norm, by_value : None for a gradient of zero, and for one that is not finite, whose length is inf
    path : (POINTS, 2)  length and angle under clipping by value, from the largest entry down to a thousandth of it
    """

    length: float
    by_norm: Bent | None
    by_value: Bent | None
    path: Array


def bending(gradient: Array, norm_limit: float | None = None, value_limit: float | None = None) -> Bending:
    """Clip one vector in both ways; a limit that is off is shown at half the length, or half the largest entry."""
    length, largest = norm(gradient), float(np.abs(gradient).max(initial=0.0))
    if not length or not isfinite(length):
        return Bending(length and inf, None, None, np.zeros((0, 2)))
    norm_at = length / 2 if norm_limit is None else norm_limit
    value_at = largest / 2 if value_limit is None else value_limit
    cut = by_value(gradient, value_at)
    path = [by_value(gradient, limit) for limit in np.geomspace(largest, largest / 1000, POINTS)]
    return Bending(
        length,
        Bent(norm_at, length * factor_by_norm(length, norm_at), 0.0, norm_limit is not None),
        Bent(value_at, norm(cut), angle(cut, gradient), value_limit is not None),
        np.array([(norm(clipped), angle(clipped, gradient)) for clipped in path]),
    )


def angle(one: Array, other: Array) -> float:
    """Between two vectors that are not zero, in degrees; exact also where it is small (Kahan 2006)."""
    one, other = one / norm(one), other / norm(other)
    return degrees(2 * np.arctan2(norm(one - other), norm(one + other)))
