"""An empty chart on which a person draws the curve that is expected, before the true one is seen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil, floor, log10
from typing import Any

import numpy as np

from rnn.figures.axes import axis, drawable
from rnn.figures.card import Figure, card
from rnn.figures.gradient import FLOOR
from rnn.figures.guess import NAME
from rnn.network.parameters import Array

TITLE = "Draw the curve that you expect"
READ = "Drag across the chart. Keys: ← and → choose a point, Home and End the first and the last, ↑ and ↓ move it."
MOST_POINTS = 25
DECADES, FEWER = 2, 1
"""How far a log axis reaches beyond the curve on both sides, and beyond one of less than a decade, whose shape would be
flat: less would tell where it lies."""


def points_of(x: Array) -> Array:
    """The places, (n,), of the points that are drawn: all of a short curve, else some that are evenly spread."""
    return np.unique(np.linspace(0, len(x) - 1, min(len(x), MOST_POINTS)).round().astype(int))


def draw(x: Array, y: Array, titles: tuple[str, str], log: bool, about: Sequence[Any]) -> Figure:
    """Axes for a curve whose points lie at `x`, wide enough for it; `y` is the true one, of which nothing is sent.

    about : what the browser sends with the points that were drawn
    """
    across, up = _across(titles[0], x), _up(re.sub(r"_(\w+)", r"<sub>\1</sub>", titles[1]), y, log)
    low, high = (10.0**end if log else end for end in up["range"])
    drawn = {
        "x": x[points_of(x)],
        "low": low,
        "high": high,
        "log": log,
        "name": titles[0].removesuffix(" t"),
        "about": list(about),
    }
    nothing = np.empty(0)
    line = {"type": "scatter", "mode": "lines", "name": NAME, "meta": "mark", "x": nothing, "y": nothing}
    figure = card(TITLE, READ, "", [line | {"line": {"dash": "dash"}}], xaxis=across, yaxis=up, dragmode=False)
    figure["layout"]["meta"]["drawn"] = drawn
    return figure


def reaches(y: Array, log: bool) -> tuple[float, float]:
    """The lowest and the highest value that can be drawn."""
    low, high = _up("", y, log)["range"]
    return (10.0**low, 10.0**high) if log else (low, high)


def _across(title: str, x: Array) -> dict[str, Any]:
    room = 0.5 if len(x) < 2 else 0.03 * float(x[-1] - x[0])
    ticks = {"dtick": 1} if len(x) <= 12 and float(x[-1] - x[0]) <= 12 else {"nticks": 6}
    return axis(title, range=[float(x[0]) - room, float(x[-1]) + room], tickformat="d", fixedrange=True, **ticks)


def _up(title: str, y: Array, log: bool) -> dict[str, Any]:
    shown = y[drawable(y) & ((y > FLOOR) | (not log))]
    low, high = (float(shown.min()), float(shown.max())) if len(shown) else (1.0, 1.0)
    if not log:
        room = (high - low) or abs(high) or 1.0
        return axis(title, range=[low - room if low < 0 else min(0.0, low), high + room], nticks=6, fixedrange=True)
    beyond = DECADES if high >= 10 * low else FEWER
    ends = [max(floor(log10(low)) - beyond, log10(FLOOR)), ceil(log10(high)) + beyond]
    step = max(1, ceil((ends[1] - ends[0]) / 6))
    return axis(title, type="log", range=ends, dtick=step, exponentformat="power", fixedrange=True)
