"""Marked places: dashed lines with a label, across a chart or down it."""

from __future__ import annotations

from typing import Any

Place = dict[str, Any]


def marked(*places: Place) -> dict[str, Any]:
    """The layout of these places."""
    labels = [place["label"] for place in places if place["label"]["text"]]
    return {"shapes": [place["shape"] for place in places], "annotations": labels}


def down(x: float, label: str = "", length: float = 0.0) -> Place:
    """From top to bottom at `x`; on an axis of that length the label stands on the side with more room."""
    shape = {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "line": {"dash": "dash", "width": 1}}
    turned = {"x": x, "y": 1, "yref": "paper", "yanchor": "top", "textangle": -90}
    side = "left" if x < length / 2 else "right"
    return {"shape": shape, "label": {**turned, "xanchor": side, "text": label, "showarrow": False}}


def across(y: float, label: str = "", log10: float | None = None) -> Place:
    """From left to right at `y`; on a log axis Plotly places the line by `y` and its label by the logarithm."""
    shape = {"type": "line", "y0": y, "y1": y, "x0": 0, "x1": 1, "xref": "paper", "line": {"dash": "dash", "width": 1}}
    at_the_end = {"x": 1, "xref": "paper", "xanchor": "right", "y": y if log10 is None else log10, "yanchor": "bottom"}
    return {"shape": shape, "label": {**at_the_end, "text": label, "showarrow": False}}
