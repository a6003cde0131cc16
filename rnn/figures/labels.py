"""Labels: where the names of marked places stand, so that none covers another, nor a line where there is room."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np

from rnn.network.parameters import Array

SIZES = np.array([(262, 170), (520, 174), (400, 104), (640, 320), (1400, 600)], dtype=float)
"""Width and height in pixels of plots: in one column, as on a phone, and in two, as on a projector."""
COLUMNS = (slice(0, 2), slice(2, None))
LETTER, ROW = 6.0, 16.0
"""Pixels that a letter and a line of text take at most."""
COVERED = 1000.0
"""What it costs to cover another label: more than everything else together."""
_OUTSIDE, _CROSSED, _ON_A_CURVE, _A_ROW_AWAY = 200.0, 6.0, 20.0, 6.0
_LATER = 0.1
TOGETHER = 6
"""How many spots are looked at together; later ones are never nearer to their line."""

Boxes = Array
"""(sizes, 4): left, bottom, right and top in pixels, at each of SIZES."""


class Spot(NamedTuple):
    """Where a label may stand: an anchor in parts of the plot, pixels from there to its middle, and its size."""

    x: float
    y: float
    right: float
    up: float
    width: float
    height: float
    away: float = 0.0


class Obstacles(NamedTuple):
    """What a label should not cover: curves as points (n, 2), upright lines and level lines, in parts of the plot."""

    points: Array
    upright: Sequence[float] = ()
    level: Sequence[float] = ()


def extent(text: str) -> tuple[float, float]:
    """Width and height of a label in pixels, at most."""
    return LETTER * len(re.sub("<[^<>]*>", "", text)) + 4, ROW


def best(spots: Iterable[Spot], taken: Sequence[Boxes], obstacles: Obstacles) -> tuple[Spot, Boxes, float]:
    """The spot that costs least, what it covers and what it costs; the earlier one where two cost the same.

    Those nearer to their line come first. A few are looked at together, and mostly one of the first costs less than
    the mere place of those that follow, which then are not even made.
    """
    left, seen = iter(spots), 0
    found: list[tuple[float, Spot, Boxes]] = []
    while some := list(islice(left, TOGETHER)):
        place = _A_ROW_AWAY * np.array([spot.away for spot in some]) + _LATER * np.arange(seen, seen + len(some))
        if found and min(one[0] for one in found) <= place.min():
            break
        boxes = _boxes(some)
        costs = _costs(boxes, obstacles) + place
        for other in taken:
            costs += COVERED * _covers(boxes, other)
        first = int(costs.argmin())
        found.append((float(costs[first]), some[first], boxes[first]))
        seen += len(some)
    cost, spot, covered = min(found, key=lambda one: one[0])
    return spot, covered, cost


def _boxes(spots: Sequence[Spot]) -> Array:
    """What labels cover at these spots, (spots, sizes, 4)."""
    x, y, right, up, width, height, _ = np.array(spots).T[..., None]
    middle = np.stack([SIZES[:, 0] * x + right, SIZES[:, 1] * y + up], axis=2)
    half = np.stack([width, height], axis=2) / 2
    return np.concatenate([middle - half, middle + half], axis=2)


def _covers(boxes: Array, other: Boxes) -> Array:
    """Which of (spots, sizes, 4) cover another label at any size.

    They do not where they are on the same side of it at all sizes: places are linear in width and height.
    """
    before, behind = boxes[..., 2:] <= other[:, :2], boxes[..., :2] >= other[:, 2:]
    apart = [np.any(before[:, sizes].all(axis=1) | behind[:, sizes].all(axis=1), axis=1) for sizes in COLUMNS]
    return np.asarray(~np.all(apart, axis=0))


def _costs(boxes: Array, obstacles: Obstacles) -> Array:
    """What it costs each of (spots, sizes, 4) to be outside, crossed by lines, and on a curve."""
    left, bottom, right, top = boxes.transpose(2, 0, 1)[..., None]
    outside = (boxes[..., :2] < -1).any(axis=2) | (boxes[..., 2:] > SIZES + 1).any(axis=2)
    upright, level = SIZES[:, :1] * obstacles.upright, SIZES[:, 1:] * obstacles.level
    crossed = ((left < upright) & (upright < right)).sum(axis=2) + ((bottom < level) & (level < top)).sum(axis=2)
    x, y = SIZES[:, :1] * obstacles.points[:, 0], SIZES[:, 1:] * obstacles.points[:, 1]
    inside = ((left <= x) & (x <= right) & (bottom <= y) & (y <= top)).sum(axis=2)
    on_curve = np.where(inside > 0, 1 + inside / max(len(obstacles.points), 1), 0)
    each = _OUTSIDE * outside + _CROSSED * crossed + _ON_A_CURVE * on_curve
    return np.asarray(each.mean(axis=1))
