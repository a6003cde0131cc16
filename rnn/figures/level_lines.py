"""Baseline: the loss that is reached without what a task asks for, as a level line with its name."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10
from typing import Any

from rnn.data.baselines import Line
from rnn.text.quantities import number

CLOSE = 2.5
"""How many times another a line must be for the name between them to fit."""


def level_lines(lines: Sequence[Line]) -> dict[str, Any]:
    """A dashed line across a log axis for each, named at the right end, where no curve begins; shapes and labels."""
    stroke = {"type": "line", "x0": 0, "x1": 1, "xref": "paper", "line": {"dash": "dash", "width": 1}}
    return {
        "shapes": [{**stroke, "y0": line.value, "y1": line.value} for line in lines],
        "annotations": [_name(line, is_below) for line, is_below in zip(lines, _below(lines), strict=True)],
    }


def room_for(lines: Sequence[Line]) -> list[float]:
    """The losses that an axis must hold, so that every line and its name are seen."""
    return [line.value / CLOSE if is_below else line.value for line, is_below in zip(lines, _below(lines), strict=True)]


def _below(lines: Sequence[Line]) -> list[bool]:
    """Whether the name of each line stands below it: where the line before is so close that it does not fit above."""
    return [place > 0 and lines[place - 1].value < CLOSE * line.value for place, line in enumerate(lines)]


def untrained_line(loss: float) -> dict[str, Any]:
    """The same for the loss of the untrained network, dotted and named in the middle, above where curves then are."""
    drawn = level_lines([Line(loss, "untrained")])
    (shape,), (name,) = drawn["shapes"], drawn["annotations"]
    return {
        "shapes": [{**shape, "line": {"dash": "dot", "width": 1}}],
        "annotations": [{**name, "x": 0.5, "xanchor": "center"}],
    }


def _name(line: Line, is_below: bool) -> dict[str, Any]:
    return {
        "x": 1,
        "xref": "paper",
        "xanchor": "right",
        "y": log10(line.value),  # Plotly takes the logarithm for an annotation, but not for a shape
        "yanchor": "top" if is_below else "bottom",
        "text": f"{line.name}: {number(line.value)}",
        "showarrow": False,
    }
