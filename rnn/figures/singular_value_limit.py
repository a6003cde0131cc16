"""Singular values of W_hh, and the limit below which a gradient must vanish."""

from __future__ import annotations

import numpy as np

from rnn.figures.axes import axis, value_axis
from rnn.figures.card import Figure, card, steps_of
from rnn.figures.marks import across, marked
from rnn.network.parameters import Array
from rnn.words import flow_sentences


def draw(values: Array, steepest: float) -> Figure:
    """From the largest to the smallest, with the gain; `steepest` is the largest slope of the activation."""
    limit = 1 / steepest
    ticks = {"dtick": 1} if len(values) <= 12 else {"nticks": 6}
    axes = {
        "xaxis": axis("from the largest to the smallest", range=[0.4, len(values) + 0.6], tickformat="d", **ticks),
        "yaxis": value_axis("singular value", np.append(values, [0.0, limit])),
    }
    bars = {
        "type": "bar",
        "name": "singular values",
        "meta": "weights",
        "x": steps_of(values),
        "y": values,
        "hovertemplate": "%{x}: %{y:.4g}<extra></extra>",
    }
    return card(
        "Singular values of W_hh",
        "How much W_hh with its gain stretches each direction. If all are below the dashed line, "
        f"1 / steepest slope = {limit:g}, the gradient must vanish.",
        flow_sentences.about_singular_values(values, steepest),
        [bars],
        **marked([across(limit, f"{limit:g}")], [bars], **axes),
    )
