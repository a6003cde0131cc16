"""A guess: what a person expects to see, drawn beside what a chart shows, dashed and with its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rnn.figures.axes import drawable, log_axis, value_axis
from rnn.figures.card import Figure
from rnn.network.parameters import Array

NAME = "your guess"
ROOM = 1e-300
"""Smaller values cannot be placed on a log axis."""


@dataclass(frozen=True)
class Guess:
    """A curve that is expected in a chart, or a level where there is only one value.

    chart : the name of the card
    x : time steps, epochs, ... of the values; () for a level, which reaches over the whole chart
    said : the value of a level in words
    """

    chart: str
    y: tuple[float, ...]
    x: tuple[float, ...] = ()
    said: str = ""


def with_guess(figure: Figure, guess: Guess) -> Figure:
    """The figure with the guess on top, its y axis wide enough for both."""
    layout = figure["layout"]
    x, y = _points(guess, layout["xaxis"]["range"])
    axis = _including(layout["yaxis"], y)
    trace = {
        "type": "scatter",
        "mode": "lines" if len(x) > 1 else "markers",
        "name": f"{NAME}: {guess.said}" if guess.said else NAME,
        "meta": "mark",
        "x": x,
        "y": y,
        "line": {"width": 2, "dash": "dash"},
        "marker": {"size": 9, "symbol": "x-thin", "line": {"width": 2}},
        "hovertemplate": f"%{{x:,.4~g}}: %{{y:.3g}}<extra>{NAME}</extra>",
    }
    return {"data": [*figure["data"], trace], "layout": {**layout, "yaxis": axis, "showlegend": True}}


def _points(guess: Guess, ends: Sequence[float]) -> tuple[Array, Array]:
    x = np.asarray(guess.x or ends, dtype=float)
    return x, np.broadcast_to(np.asarray(guess.y, dtype=float), x.shape).copy()


def _including(axis: dict[str, Any], y: Array) -> dict[str, Any]:
    """The axis, over a wider range where a value lies outside of it."""
    is_log = axis.get("type") == "log"
    seen = y[drawable(y) & ((y > ROOM) | (not is_log))]
    low, high = (10.0 ** np.asarray(axis["range"]) if is_log else np.asarray(axis["range"], dtype=float)).tolist()
    if not len(seen) or (low <= seen.min() and seen.max() <= high):
        return axis
    both = np.array([low, high, *seen])
    wider = log_axis("", both[both > ROOM], ROOM) if is_log else value_axis("", both)
    return {**axis, **{name: wider[name] for name in ("range", "dtick", "nticks") if name in wider}}
