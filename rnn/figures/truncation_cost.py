"""Fraction of the gradient that truncation loses, over the length of the chunks."""

from __future__ import annotations

import numpy as np

from rnn.figures.axes import axis, value_axis
from rnn.figures.card import Figure, card, named_line
from rnn.figures.gradient_norms import DASHES
from rnn.figures.marks import down, marked
from rnn.lenses.truncation_cost import TruncationCost
from rnn.words import update_sentences

HOVER = "k = %{x}: %{y:.3g}<extra>%{fullData.name}</extra>"


def draw(cut: TruncationCost, truncation: int | None = None) -> Figure:
    """What each parameter loses, and the cosine between what is left and the whole; the chosen length is marked."""
    steps = int(cut.chunks[-1])
    losing = {name: lost for name, lost in cut.lost.items() if name not in ("W_hy", "b_y")}
    places = [down(truncation, "now")] if truncation is not None and truncation <= steps else []
    values = np.concatenate([*losing.values(), cut.cosine, [0.0, 1.0]])
    axes = {
        "xaxis": axis("cut after every k time steps", range=[0.5, steps + 0.5], tickformat="d", nticks=8),
        "yaxis": value_axis("fraction lost, cosine", values[np.isfinite(values)]),
    }
    data = [
        *(
            named_line(update_sentences.symbol(name), name, cut.chunks, lost, DASHES[name], HOVER)
            for name, lost in losing.items()
        ),
        named_line("cosine", "cosine", cut.chunks, cut.cosine, "longdash", HOVER),
    ]
    return card(
        "What truncation loses",
        "For chunks of k steps: relative norm of the lost gradient, and cosine between truncated and full gradient. "
        "W_hy and b<sub>y</sub> lose nothing.",
        update_sentences.about_truncation_cost(cut, truncation),
        data,
        showlegend=True,
        **marked(places, data, **axes),
    )
