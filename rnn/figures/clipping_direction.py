"""Raw gradient and clipped gradients, in the plane that they span."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnn.figures.axes import axis
from rnn.figures.card import Figure, card
from rnn.lenses.clipping_direction import Clipped, ClippingDirections
from rnn.network.parameters import Array
from rnn.words import update_sentences


def draw(directions: ClippingDirections) -> Figure:
    """Arrows relative to the raw norm: along the raw gradient to the right, orthogonal to it upward."""
    data = [_arrow("raw", "gradient", np.array([1.0, 0.0]), "solid", "circle")]
    if directions.by_norm and directions.by_value:
        data += [
            _path(directions),
            _arrow("by value", "clipped", _place(directions.by_value, directions.norm), "dash", "square"),
            _arrow("by norm", "weights", _place(directions.by_norm, directions.norm), "dot", "diamond"),
        ]
    return card(
        "Clipping and direction",
        "Arrows relative to the raw norm. By norm keeps the direction. Grey: by value, at every limit.",
        update_sentences.about_clipping_direction(directions),
        data,
        xaxis=axis("along the raw gradient", range=[-0.05, 1.1], nticks=6),
        yaxis=axis("orthogonal to it", range=[-0.06, 0.6], nticks=4, scaleanchor="x", constrain="domain"),
        showlegend=True,
    )


def _place(clipped: Clipped, raw: float) -> Array:
    turn = np.radians(clipped.angle)
    return clipped.norm / raw * np.array([np.cos(turn), np.sin(turn)])


def _path(directions: ClippingDirections) -> dict[str, Any]:
    length, turn = directions.path[:, 0] / directions.norm, np.radians(directions.path[:, 1])
    return {
        "type": "scatter",
        "mode": "lines",
        "name": "any value",
        "meta": "path",
        "x": length * np.cos(turn),
        "y": length * np.sin(turn),
        "line": {"width": 1},
        "hoverinfo": "skip",
    }


def _arrow(name: str, meta: str, tip: Array, dash: str, symbol: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "meta": meta,
        "x": np.array([0.0, tip[0]]),
        "y": np.array([0.0, tip[1]]),
        "line": {"width": 2, "dash": dash},
        "marker": {"size": [0, 10], "symbol": symbol},
        "hovertemplate": "%{x:.3f} along, %{y:.3f} orthogonal<extra>%{fullData.name}</extra>",
    }
