"""Factors that W_hh and the slopes of the activation multiply the gradient norm by at each step back."""

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
        "Two causes at each step back",
        "Factor by which W_hh, the slopes, and both change the gradient norm: geometric means over the loss steps. "
        "At 1 the norm stays.",
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
