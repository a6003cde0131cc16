"""Who takes it? What W_hh and the slopes of the activation multiply the gradient with at each step back."""

from __future__ import annotations

import numpy as np

from rnn.figures.axes import value_axis
from rnn.figures.card import Figure, card, named_line
from rnn.figures.lag_axis import lag_axis
from rnn.figures.marks import across, marked
from rnn.lenses.flow import Flow
from rnn.words import flow_sentences

HOVER = "to lag %{x}: × %{y:.3g}<extra>%{fullData.name}</extra>"


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
            named_line("W_hh", "weights", k, weights[known], "dash", HOVER),
            named_line("slopes", "slopes", k, slopes[known], "dot", HOVER),
            named_line("both", "gradient", k, both[known], "solid", HOVER),
        ],
        xaxis=lag_axis(len(flow.lags)),
        yaxis=value_axis("factor", np.concatenate([weights[known], slopes[known], both[known], [0.0, 1.0]])),
        showlegend=True,
        **marked([across(1.0)]),
    )
