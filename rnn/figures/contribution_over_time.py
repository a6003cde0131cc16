"""Per-step contributions to the gradient of one parameter, and their partial sums from the end back."""

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
    """Norm of each step's contribution, and of the sum from the end back to each step.

    `shown` is the pass over the whole batch.
    """
    parts = contributions(shown, name, sequence)
    steps = len(parts.norm)
    added, summed = _line(parts.norm), _line(parts.partial_norm)
    return card(
        f"Partial sums of the gradient of {name}",
        "Solid: norm of each contribution. Dashed: of the sum from T back to t. Log axis.",
        sentences.about_partial_sum(parts),
        [
            added | {"name": "contribution at t", "meta": "gradient", "line": {"width": 2}, "marker": {"size": 7}},
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
        yaxis=log_axis("norm", np.concatenate([added["y"], summed["y"]]), FLOOR),
        showlegend=True,
    )


def _line(norm: Array) -> dict[str, Any]:
    """A line without zeros: where h_0 = 0, that of W_hh at t = 1 would stretch the axis to its floor."""
    steps = np.flatnonzero(norm)
    return {
        "type": "scatter",
        "mode": line_mode(len(norm)),
        "x": steps + 1,
        "y": on_log_axis(norm[steps], FLOOR),
        "customdata": norm[steps],
        "hovertemplate": "t = %{x}: %{customdata:.4g}<extra>%{fullData.name}</extra>",
    }
