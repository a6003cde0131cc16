"""How does the gradient of one parameter add up? What each time step adds, and the sum on its way back."""

from __future__ import annotations

import numpy as np

from rnn import sentences_of_checks as sentences
from rnn.bptt import Pass
from rnn.contributions import contributions
from rnn.figures.card import Figure, card, line_mode, log_axis, on_log_axis, steps_of, time_axis
from rnn.figures.gradient import FLOOR
from rnn.parameters import Array


def draw(shown: Pass, name: str, sequence: int = 0) -> Figure:
    """The length of each step's addition, and of the sum from the end back to each step; what is less is on the floor.

    `shown` is the pass over the whole batch.
    """
    parts = contributions(shown, name, sequence)
    lines = on_log_axis(np.array([parts.norm, parts.length_from]), FLOOR)
    mode = line_mode(len(parts.norm))

    def line(row: int, length: Array) -> dict[str, object]:
        hover = "t = %{x}: %{customdata:.4g}<extra>%{fullData.name}</extra>"
        common = {"type": "scatter", "mode": mode, "x": steps_of(length), "hovertemplate": hover}
        return common | {"y": lines[row], "customdata": length}

    return card(
        f"How the gradient of {name} adds up",
        "Line: what each step adds. Dashes: the sum, which begins at the end and is whole at t = 1. "
        "Log axis, floor 10⁻¹⁶.",
        sentences.about_partial_sum(parts),
        [
            line(0, parts.norm)
            | {"name": "added at t", "meta": "gradient", "line": {"width": 2}, "marker": {"size": 7}},
            line(1, parts.length_from)
            | {
                "name": "sum from T to t",
                "meta": "gradient before tanh",
                "line": {"width": 2, "dash": "dash"},
                "marker": {"size": 7, "symbol": "diamond-open"},
            },
        ],
        xaxis=time_axis(len(parts.norm)),
        yaxis=log_axis("length", lines, FLOOR),
        showlegend=True,
    )
