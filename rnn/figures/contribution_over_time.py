"""How does the gradient of one parameter add up? What each time step adds, and the sum on its way back."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnn.figures.axes import log_axis, on_log_axis, time_axis
from rnn.figures.card import Figure, card, line_mode
from rnn.figures.gradient import FLOOR
from rnn.lenses.contributions import contributions
from rnn.network.bptt import Pass
from rnn.network.parameters import Array
from rnn.words import gradient_sentences as sentences


def draw(shown: Pass, name: str, sequence: int = 0) -> Figure:
    """The length of each step's addition, and of the sum from the end back to each step.

    `shown` is the pass over the whole batch.
    """
    parts = contributions(shown, name, sequence)
    steps = len(parts.norm)
    added, summed = _line(parts.norm), _line(parts.length_from)
    return card(
        f"How the gradient of {name} adds up",
        "Line: what each step adds. Dashes: the sum, which begins at the end and is whole at t = 1. "
        "Log axis; zeros are left out.",
        sentences.about_partial_sum(parts),
        [
            added | {"name": "added at t", "meta": "gradient", "line": {"width": 2}, "marker": {"size": 7}},
            summed
            | {
                "name": "sum from T to t",
                "meta": "gradient before tanh",
                "line": {"width": 2, "dash": "dash"},
                "marker": {"size": 7, "symbol": "diamond-open"},
            },
        ],
        picks={"x": "step"},
        xaxis=time_axis(steps),
        yaxis=log_axis("length", np.concatenate([added["y"], summed["y"]]), FLOOR),
        showlegend=True,
    )


def _line(length: Array) -> dict[str, Any]:
    """Zeros are left out: the first step never adds to W_hh where h_0 = 0, and would stretch the axis to its floor."""
    steps = np.flatnonzero(length)
    return {
        "type": "scatter",
        "mode": line_mode(len(length)),
        "x": steps + 1,
        "y": on_log_axis(length[steps], FLOOR),
        "customdata": length[steps],
        "hovertemplate": "t = %{x}: %{customdata:.4g}<extra>%{fullData.name}</extra>",
    }
