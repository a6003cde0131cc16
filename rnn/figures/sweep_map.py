"""The cells of a sweep as colours; those without a place on the scale have a sign and another colour."""

from __future__ import annotations

from math import ceil, floor
from typing import Any

import numpy as np

from rnn.figures.axes import drawable
from rnn.figures.card import steps_of
from rnn.figures.log_colours import decades
from rnn.network.parameters import Array
from rnn.sweep.grid import MEASURES, Grid
from rnn.words.sweep import cell_name, inside

FLOOR = 1e-30
BELOW, ABOVE = 6, 3
"""Powers of ten below and above the median cell over which colours differ."""
MOST_NAMED = 1024
"""Cells that are named where the mouse rests on them."""
SIGNS = {"diverged": "x", "no value": "line-ew-open"}


def colour_map(grid: Grid) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return the traces of the colours and signs, and what they add to the layout."""
    signs = {"diverged": grid.marked & np.isnan(grid.shown), "no value": grid.without_value}
    return [
        _colours(grid),
        *(trace for name, which in signs.items() if which.any() for trace in _sign(grid, name, which)),
    ], {}


def _colours(grid: Grid) -> dict[str, Any]:
    """The cells with a value, on a scale that frames share: a fixed one, or whole powers of ten."""
    measure, x, y = MEASURES[grid.measure], steps_of(grid.columns), steps_of(grid.rows)
    if measure.log:
        drawn = np.where(drawable(grid.shown), np.maximum(grid.shown, FLOOR), np.nan)
        colours = decades(drawn, x, y, *_ends(drawn), "")
    else:
        colours = {
            "type": "heatmap",
            "z": grid.shown,
            "x": x,
            "y": y,
            "zmin": 0,
            "zmax": grid.end,
            "meta": "sequential",
        }
    return {**colours, "name": inside(measure.label), "customdata": grid.shown, **_named(grid, "%{customdata:.4g}")}


def _ends(values: Array) -> tuple[int, int]:
    """The ends of the colours: the powers of ten around most cells; one that is far off does not flatten them."""
    powers = np.log10(values[np.isfinite(values)])
    if not powers.size:
        return 0, 1
    middle = float(np.median(powers))
    low = max(floor(powers.min()), floor(middle) - BELOW)
    return low, max(min(ceil(powers.max()), ceil(middle) + ABOVE), low + 1)


def _sign(grid: Grid, name: str, which: Array) -> list[dict[str, Any]]:
    """Cells without a value: a colour that is not of the scale, and a sign."""
    row, column = np.nonzero(which)
    said = f"%{{customdata}} of {grid.seeds} diverged" if name == "diverged" else name
    cells = {
        "type": "heatmap", "name": name, "meta": name, "z": np.where(which, 1.0, np.nan), "x": steps_of(grid.columns),
        "y": steps_of(grid.rows), "zmin": 0, "zmax": 1, "showscale": False, "customdata": grid.diverged,
        **_named(grid, said),
    }  # fmt: skip
    mark = {"size": 11, "symbol": SIGNS[name], "line": {"width": 0 if name == "diverged" else 2}}
    signs = {
        "type": "scatter", "mode": "markers", "name": f"{name}, sign", "meta": "halo" if name == "diverged" else "mark",
        "x": column + 1.0, "y": row + 1.0, "marker": mark, "hoverinfo": "skip", "showlegend": False,
    }  # fmt: skip
    return [cells, signs]


def _named(grid: Grid, said: str) -> dict[str, Any]:
    """What is read at a cell; and gaps between cells."""
    look = {"hoverongaps": False, "xgap": 1, "ygap": 1}
    rows, columns = grid.shown.shape
    if rows * columns > MOST_NAMED:
        return {**look, "hovertemplate": f"column %{{x}}, row %{{y}}: {said}<extra></extra>"}
    names = [[cell_name(grid, row, column) for column in range(columns)] for row in range(rows)]
    return {**look, "text": names, "hovertemplate": f"%{{text}}<br>{said}<extra></extra>"}
