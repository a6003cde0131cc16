"""A guess: what a person expects to see, drawn beside what a chart shows, dashed and with its name."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np

from rnn.figures.axes import drawable
from rnn.figures.card import Figure
from rnn.figures.level_lines import ROOM as ROOM_OF_A_LABEL

NAME = "your guess"
BEYOND = "beyond the axis"
WIDEST, DECADES = 10, 30
"""How many times as long a linear axis may become for a guess, and how many decades a log axis; else nothing could be
read on it. What is further off stands at its end."""
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
    """The figure with the guess on top, its axes wide enough for both as long as the rest can then be read."""
    layout = figure["layout"]
    labelled = any(label.get("xref") == "paper" for label in layout.get("annotations", ()))
    across, up = _including(layout["xaxis"], guess.x), _including(layout["yaxis"], guess.y, labelled)
    x, y = _inside(across, guess.x) or _ends(across), _inside(up, guess.y) or _ends(up)
    many = max(len(x), len(y))
    is_beyond = any(given and not np.allclose(drawn, given, 1e-9, 0) for given, drawn in ((guess.x, x), (guess.y, y)))
    said = ", ".join(filter(None, (guess.said, BEYOND if is_beyond else "")))
    trace = {
        "type": "scatter",
        "mode": "lines" if many > 1 else "markers",
        "name": f"{NAME}: {said}" if said else NAME,
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


def _inside(axis: dict[str, Any], values: tuple[float, ...]) -> tuple[float, ...]:
    """The values, those beyond an end of the axis at this end."""
    low, high = _ends(axis)
    return tuple(min(max(value, low), high) for value in values)


def _including(axis: dict[str, Any], values: tuple[float, ...], labelled: bool = False) -> dict[str, Any]:
    """The axis, over a wider range where a value lies outside of it.

    labelled : whether labels of level lines keep their room at both ends
    """
    is_log = axis.get("type") == "log"
    given = np.asarray(values, dtype=float)
    seen = given[drawable(given) & ((given > ROOM) | (not is_log))]
    low, high = np.asarray(axis["range"], dtype=float).tolist()
    places = np.log10(seen) if is_log else seen
    if not len(places) or (low <= places.min() and places.max() <= high):
        return axis
    farthest = DECADES if is_log else (WIDEST - 1) * (high - low)
    least, most = max(float(places.min()), low - farthest), min(float(places.max()), high + farthest)
    room = 0.1 if is_log else 0.05 * (max(high, most) - min(low, least))
    ends = [min(low, least - room), max(high, most + room)]
    if labelled:
        space = ROOM_OF_A_LABEL * (ends[1] - ends[0])
        ends = [min(ends[0], low - space), max(ends[1], high + space)]
    return {**axis, "range": ends, **({"dtick": max(1, ceil((ends[1] - ends[0]) / 6))} if is_log else {})}
