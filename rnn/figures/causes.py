"""Who takes it? What W_hh and the slopes of the activation multiply the gradient with at each step back."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnn import flow_sentences
from rnn.figures.card import Figure, card, line_mode, value_axis
from rnn.figures.lag import lag_axis
from rnn.figures.marked import across, marked
from rnn.flow import Flow
from rnn.parameters import Array


def draw(flow: Flow) -> Figure:
    """The two factors from lag k - 1 to k, and their product; above 1 it grows, below it shrinks."""
    weights, slopes = flow.weight_factors, flow.slope_factors
    both = weights * slopes
    known = np.isfinite(both)
    k = flow.lags[1:][known]
    return card(
        "Two causes, step by step",
        "What each step back multiplies the gradient's length with: W_hh, the slopes, and both. "
        "Geometric means over the loss steps that something is left of; at 1 the length stays.",
        flow_sentences.about_causes(flow),
        [
            _line("W_hh", "weights", k, weights[known], "dash"),
            _line("slopes", "slopes", k, slopes[known], "dot"),
            _line("both", "gradient", k, both[known], "solid"),
        ],
        xaxis=lag_axis(len(flow.lags)),
        yaxis=value_axis("factor", np.concatenate([weights[known], slopes[known], both[known], [0.0, 1.0]])),
        showlegend=True,
        **marked(across(1.0)),
    )


def _line(name: str, meta: str, x: Array, y: Array, dash: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": line_mode(len(x)),
        "name": name,
        "meta": meta,
        "x": x,
        "y": y,
        "line": {"width": 2, "dash": dash},
        "marker": {"size": 5},
        "hovertemplate": "to lag %{x}: × %{y:.3g}<extra>%{fullData.name}</extra>",
    }
