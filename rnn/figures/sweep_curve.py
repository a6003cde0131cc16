"""The runs of a sweep of one choice as a curve, with a band over the seeds."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnn.figures.axes import axis, drawable, log_axis
from rnn.figures.card import band
from rnn.figures.sweep_map import FLOOR
from rnn.network.parameters import Array
from rnn.sweep.grid import DIVERGED, MEASURES, Grid
from rnn.words.sweep import inside


def curve(grid: Grid) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return the traces of the curve, and its axis; what diverged or has no value is a mark at the top."""
    x, measure = np.arange(1.0, len(grid.columns) + 1), MEASURES[grid.measure]
    hidden = np.isnan(grid.shown[0])
    middle, low, high = (
        _drawn(part[0] if measure.log else np.minimum(part[0], grid.end), hidden, measure.log)
        for part in (grid.shown, grid.low, grid.high)
    )
    up = axis(inside(measure.label), range=[-0.05 * grid.end, 1.08 * grid.end], nticks=6)
    if measure.log:
        up = log_axis(inside(measure.label), np.concatenate([low, high]), FLOOR)
    seen = ~np.isnan(middle)
    up["showticklabels"] = bool(seen.any() or not measure.log)  # without a value there is no scale yet
    several = grid.seeds > 1 and grid.measure != DIVERGED
    spread = [band("all seeds", "band", x[seen], low[seen], high[seen])] if several else []
    line = {
        "type": "scatter", "mode": "lines+markers", "name": "median" if several else "value", "meta": "loss", "x": x,
        "y": middle, "line": {"width": 2}, "marker": {"size": 8},
        "hovertemplate": f"{inside(grid.labels[0])} %{{x}}: %{{y:.4g}}<extra></extra>",
    }  # fmt: skip
    low_end, high_end = up["range"]
    at = high_end - 0.01 * (high_end - low_end)  # a mark beyond the axis by its rounding would not be drawn
    top = 10.0**at if measure.log else at
    marks = (
        _at_top("diverged", "x", x, top, grid.marked[0] & hidden),
        _at_top("no value", "circle-open", x, top, grid.without_value[0]),
    )
    return [*spread, line, *(mark for mark in marks if len(mark["x"]))], {"yaxis": up}


def _drawn(values: Array, hidden: Array, log: bool) -> Array:
    """What is drawn of the values, on a log axis or not; nan where the cell has no value."""
    drawn = np.where(hidden | ~drawable(values), np.nan, values)
    return np.maximum(drawn, FLOOR) if log else drawn


def _at_top(name: str, symbol: str, x: Array, top: float, which: Array) -> dict[str, Any]:
    at = x[which]
    return {
        "type": "scatter", "mode": "markers", "name": name, "meta": "prediction", "x": at, "y": np.full(len(at), top),
        "marker": {"size": 11, "symbol": symbol}, "hovertemplate": f"{name}<extra></extra>",
    }  # fmt: skip
