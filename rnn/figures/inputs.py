"""Inputs: what the network reads at each time step, as a strip of its own above a chart over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from rnn.figures.axes import axis, value_axis
from rnn.figures.card import line_mode, steps_of
from rnn.network.parameters import Array
from rnn.text.quoting import without_markup

GAP = 0.07
MOST_LANES = 6
"""Features that get a lane each; more of them share one axis."""
MOST_WRITTEN = 24
"""Time steps whose symbols can be written side by side, on a phone too."""
MOST_NAMED = 4
ROOM = 16
"""One part in so many of the rows is left free at both ends of an axis of names, so that none is cut off."""
_FILLED = 0.76
_TITLE = "x<sub>t</sub>"


def with_inputs(x: Array, names: Sequence[str], yaxis: dict[str, Any]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The traces of the inputs x, (T, D), and both axes: `yaxis` below, that of the inputs above it.

    names : of the symbols, where the inputs are one-hot; numbers where there are fewer
    """
    traces, above, height = _strip(x, names)
    below = yaxis | {"domain": [0, 1 - height - GAP]}
    above |= {"domain": [1 - height, 1], "fixedrange": True, "zeroline": False}
    return [{**trace, "yaxis": "y2", "meta": "input"} for trace in traces], {"yaxis": below, "yaxis2": above}


def _strip(x: Array, names: Sequence[str]) -> tuple[list[dict[str, Any]], dict[str, Any], float]:
    """Traces, axis and part of the height: one value as it is, several in lanes, symbols as their names."""
    features = x.shape[1]
    if features > 1 and np.isin(x, (0, 1)).all() and (x.sum(axis=1) == 1).all():
        named = [*map(without_markup, names), *map(str, range(len(names) + 1, features + 1))]
        return _symbols(x.argmax(axis=1), named[:features])
    if features == 1 or features > MOST_LANES:
        return _lines(x, x, named=True), value_axis(_TITLE, x) | {"nticks": 3}, 0.24
    middles = np.arange(features)[::-1]
    low, high = np.minimum(x.min(axis=0), 0), np.maximum(x.max(axis=0), 0)
    spread = np.where(high > low, high - low, 1)
    lanes = middles + _FILLED * ((x - low) / spread - 0.5)
    ticks = {"tickvals": middles.tolist(), "ticktext": [f"x<sub>{number}</sub>" for number in steps_of(middles)]}
    axis_of_lanes = axis("input", range=[-0.5, features - 0.5], showgrid=False, **ticks)
    return _lines(lanes, x), axis_of_lanes, min(0.2 + 0.05 * features, 0.4)


def _lines(heights: Array, x: Array, named: bool = False) -> list[dict[str, Any]]:
    """A line for each feature; one of few values, such as bits and pulses, goes in steps.

    named : whether the key names them; lanes are named by their axis
    """
    return [
        {
            "type": "scatter",
            "mode": line_mode(len(x)),
            "name": "input",
            "showlegend": named and not feature,
            "x": steps_of(x),
            "y": heights[:, feature],
            "customdata": x[:, feature],
            "line": {"width": 1.5, "shape": "hvh" if len(np.unique(x[:, feature])) <= 3 < len(x) else "linear"},
            "marker": {"size": 5},
            "hovertemplate": f"t = %{{x}}: %{{customdata:.4g}}<extra>input {feature + 1}</extra>",
        }
        for feature in range(x.shape[1])
    ]


def _symbols(numbers: Array, names: Sequence[str]) -> tuple[list[dict[str, Any]], dict[str, Any], float]:
    """The name of each symbol where there is room to write it, or else a mark in the row of that symbol."""
    said = [names[number] for number in numbers]
    common = {
        "type": "scatter",
        "name": "input",
        "showlegend": False,
        "x": steps_of(numbers),
        "text": said,
        "hovertemplate": "t = %{x}: %{text}<extra>input</extra>",
    }
    if len(numbers) <= MOST_WRITTEN:
        written = {**common, "mode": "text", "y": np.zeros(len(numbers))}
        return [written], axis(_TITLE, range=[-1, 1], showgrid=False, showticklabels=False), 0.12
    rows = len(names) - 1 - numbers
    every = range(len(names) - 1, -1, -max(1, round(len(names) / MOST_NAMED)))
    ticks = {"tickvals": [len(names) - 1 - row for row in every], "ticktext": [names[row] for row in every]}
    marks = {**common, "mode": "markers", "y": rows, "marker": {"size": 4, "symbol": "square"}}
    room = 0.7 + len(names) / ROOM
    return [marks], axis(_TITLE, range=[-room, len(names) - 1 + room], showgrid=False, **ticks), 0.34
