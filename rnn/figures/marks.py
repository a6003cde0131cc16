"""Marked places: dashed lines across a chart or down it, with labels that keep clear of each other and of curves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from rnn.figures.labels import COVERED, ROW, Boxes, Obstacles, Spot, best, extent
from rnn.network.parameters import Array

MOST_ROWS = 6
"""How many rows from its line a level line's label may stand, where many lines are close."""
POINTS = 120
"""How many points of a curve are looked at, at least."""
CELLS = (60, 40)
FROM_THE_AXIS = 4
"""Pixels between the axis, beside which its numbers stand, and a label at its end."""


@dataclass(frozen=True)
class Mark:
    """A line at one value of an axis, from end to end of the other; `upright` ones stand at a value of x."""

    upright: bool
    value: float
    label: str = ""
    dash: str = "dash"


def down(x: float, label: str = "") -> Mark:
    """From top to bottom at `x`; its label is left out where it would cover another."""
    return Mark(True, x, label)


def across(y: float, label: str = "", dash: str = "dash") -> Mark:
    """From left to right at `y`."""
    return Mark(False, y, label, dash)


def marked(marks: Sequence[Mark], data: Sequence[dict[str, Any]] = (), **axes: dict[str, Any]) -> dict[str, Any]:
    """The axes and marks of a layout; labels cover neither each other nor, if possible, the curves of `data`.

    axes : xaxis, yaxis and, where there is one, yaxis2, with their ranges
    """
    layout, _ = marked_and_taken(marks, data, **axes)
    return layout


def marked_and_taken(
    marks: Sequence[Mark], data: Sequence[dict[str, Any]], **axes: dict[str, Any]
) -> tuple[dict[str, Any], list[Boxes]]:
    """The layout, and what its labels cover, for a label that is none of these."""
    spots: dict[Mark, tuple[Spot, Boxes]] = {}
    if any(mark.label for mark in marks):
        parts = tuple((mark, part_of(mark.value, axes["xaxis" if mark.upright else "yaxis"])) for mark in marks)
        spots = _spots(parts, cells(data, axes))
    annotations = [_annotation(mark, spots[mark][0], axes) for mark in dict.fromkeys(marks) if mark in spots]
    shapes = [_shape(mark) for mark in marks]
    return {**axes, "shapes": shapes, "annotations": annotations}, [boxes for _, boxes in spots.values()]


@lru_cache(maxsize=512)
def _spots(parts: tuple[tuple[Mark, float], ...], curves: bytes) -> dict[Mark, tuple[Spot, Boxes]]:
    """Where each label stands: level ones first, since there is nothing else that names their line.

    Kept, since it takes longer than all the rest of a figure, and changes seldom while a network learns.
    """
    spots: dict[Mark, tuple[Spot, Boxes]] = {}
    for mark, part in sorted(parts, key=lambda place: (place[0].upright, place[1])):
        if not mark.label or mark in spots:
            continue
        upright = [other for line, other in parts if line.upright and line != mark]
        level = [other for line, other in parts if not line.upright and line != mark]
        candidates = _down(mark, part) if mark.upright else _across(mark, part)
        taken = [boxes for _, boxes in spots.values()]
        spot, boxes, cost = best(candidates, taken, Obstacles(points(curves), upright, level))
        if not mark.upright or cost < COVERED:
            spots[mark] = spot, boxes
    return spots


def part_of(value: float, axis: dict[str, Any]) -> float:
    """Where on the plot a value lies, 0 at its left or lower end."""
    return float(_parts(np.array([value]), axis)[0])


def _parts(values: Array, axis: dict[str, Any]) -> Array:
    (low, high), (begin, end) = axis["range"], axis.get("domain", (0, 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        seen = np.log10(values) if axis.get("type") == "log" else np.asarray(values, dtype=float)
    return np.asarray(begin + (end - begin) * (seen - low) / (high - low))


def cells(data: Sequence[dict[str, Any]], axes: dict[str, dict[str, Any]]) -> bytes:
    """Where there are curves, on a grid of CELLS over the plot: what moves a little moves no label."""
    found = [np.zeros((0, 2))]
    for trace in data:
        if trace["type"] != "scatter" or not len(trace["x"]):
            continue
        x = _parts(np.asarray(trace["x"], dtype=float), axes["xaxis"])
        y = _parts(np.asarray(trace["y"], dtype=float), axes["yaxis2" if trace.get("yaxis") == "y2" else "yaxis"])
        if "lines" in trace["mode"] and len(x) > 1:
            at = np.linspace(0, len(x) - 1, max(POINTS, len(x)))
            x, y = (np.interp(at, np.arange(len(x)), values) for values in (x, y))
        found.append(np.stack([x, y], axis=1))
        if trace.get("fill") == "tozeroy":  # down to the foot of the plot
            found += [np.stack([x, part * y], axis=1) for part in (0.3, 0.6)]
    places = np.concatenate(found)
    places = places[((places >= 0) & (places <= 1)).all(axis=1)]
    grid = np.zeros(np.add(CELLS, 1), dtype=bool)
    grid[tuple((places * CELLS).astype(int).T)] = True
    return grid.tobytes()


def points(curves: bytes) -> Array:
    """The middles of these cells, (n, 2), in parts of the plot."""
    grid = np.frombuffer(curves, dtype=bool).reshape(np.add(CELLS, 1))
    return (np.argwhere(grid) + 0.5) / CELLS


def _down(mark: Mark, part: float) -> Iterator[Spot]:
    """Beside its line, on the side with more room first: at the top, at the foot, between them."""
    long, wide = extent(mark.label)
    sides = (1, -1) if part < 0.5 else (-1, 1)
    for y, up in ((1.0, -long / 2), (0.0, long / 2), (0.5, 0.0)):
        for side in sides:
            yield Spot(part, y, side * wide / 2, up, wide, long)


def _across(mark: Mark, part: float) -> Iterator[Spot]:
    """On its line or under it, at the right end first, where no curve begins; rows away where many lines are close."""
    wide, high = extent(mark.label)
    for row in range(MOST_ROWS):
        for x, right in ((1.0, -wide / 2), (0.0, wide / 2), (0.5, 0.0)):
            for side in (1, -1):
                yield Spot(x, part, right, side * (row + 0.5) * high, wide, high, away=row)


def _shape(mark: Mark) -> dict[str, Any]:
    line = {"type": "line", "line": {"dash": mark.dash, "width": 1}}
    if mark.upright:
        return {**line, "x0": mark.value, "x1": mark.value, "y0": 0, "y1": 1, "yref": "paper"}
    return {**line, "y0": mark.value, "y1": mark.value, "x0": 0, "x1": 1, "xref": "paper"}


def _annotation(mark: Mark, spot: Spot, axes: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Plotly takes the logarithm of a value on a log axis for an annotation, but the value itself for a shape."""
    axis = axes["xaxis" if mark.upright else "yaxis"]
    value = float(np.log10(mark.value)) if axis.get("type") == "log" else mark.value
    words = {"text": mark.label, "showarrow": False}
    if mark.upright:
        ends = {1.0: "top", 0.0: "bottom", 0.5: "middle"}
        where = {"x": value, "y": spot.y, "yref": "paper", "yanchor": ends[spot.y], "textangle": -90}
        return {**where, "xanchor": "left" if spot.right > 0 else "right", **words}
    ends = {1.0: "right", 0.0: "left", 0.5: "center"}
    away = spot.away * ROW * (1 if spot.up > 0 else -1)
    where = {"x": spot.x, "xref": "paper", "xanchor": ends[spot.x], "y": value}
    shift = {"yshift": away} if away else {}
    if spot.x == 0.0:
        shift["xshift"] = FROM_THE_AXIS
    return {**where, "yanchor": "bottom" if spot.up > 0 else "top", **shift, **words}
