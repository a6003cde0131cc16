"""A guess: what a person expects to see, drawn beside what a chart shows, dashed and with its name."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np

from rnn.figures.axes import drawable
from rnn.figures.card import Figure

NAME = "your guess"
ROOM = 1e-300
"""Smaller values cannot be placed on a log axis."""


@dataclass(frozen=True)
class Guess:
    """A curve or a point that is expected in a chart; a line across or down it where there are only y or only x.

    chart : the name of the card
    x, y : time steps, epochs, ... and the values there; () for a line from end to end
    said : the value of a line in words
    """

    chart: str
    x: tuple[float, ...] = ()
    y: tuple[float, ...] = ()
    said: str = ""


def with_guess(figure: Figure, guess: Guess) -> Figure:
    """The figure with the guess on top, its axes wide enough for both."""
    layout = figure["layout"]
    across, up = _including(layout["xaxis"], guess.x), _including(layout["yaxis"], guess.y)
    x, y = guess.x or _ends(across), guess.y or _ends(up)
    many = max(len(x), len(y))
    trace = {
        "type": "scatter",
        "mode": "lines" if many > 1 else "markers",
        "name": f"{NAME}: {guess.said}" if guess.said else NAME,
        "meta": "mark",
        "x": np.resize(x, many),
        "y": np.resize(y, many),
        "line": {"width": 2, "dash": "dash"},
        "marker": {"size": 11, "symbol": "diamond-open", "line": {"width": 2}},
        "hovertemplate": f"%{{x:,.4~g}}: %{{y:.3g}}<extra>{NAME}</extra>",
    }
    return {"data": [*figure["data"], trace], "layout": {**layout, "xaxis": across, "yaxis": up, "showlegend": True}}


def _ends(axis: dict[str, Any]) -> tuple[float, ...]:
    ends = np.asarray(axis["range"], dtype=float)
    return tuple((10.0**ends if axis.get("type") == "log" else ends).tolist())


def _including(axis: dict[str, Any], values: tuple[float, ...]) -> dict[str, Any]:
    """The axis, over a wider range where a value lies outside of it."""
    is_log = axis.get("type") == "log"
    given = np.asarray(values, dtype=float)
    seen = given[drawable(given) & ((given > ROOM) | (not is_log))]
    low, high = np.asarray(axis["range"], dtype=float).tolist()
    places = np.log10(seen) if is_log else seen
    if not len(places) or (low <= places.min() and places.max() <= high):
        return axis
    room = 0.1 if is_log else 0.05 * (max(high, places.max()) - min(low, places.min()))
    ends = [min(low, float(places.min()) - room), max(high, float(places.max()) + room)]
    return {**axis, "range": ends, **({"dtick": max(1, ceil((ends[1] - ends[0]) / 6))} if is_log else {})}
