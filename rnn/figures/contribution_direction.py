"""Direction of each time step's contribution to the gradient, relative to their sum."""

from __future__ import annotations

import numpy as np

from rnn.figures.axes import axis, time_axis
from rnn.figures.card import Figure, card, line_mode, steps_of
from rnn.lenses.contributions import contributions
from rnn.network.bptt import Pass
from rnn.words import gradient_sentences as sentences


def draw(shown: Pass, name: str, sequence: int = 0) -> Figure:
    """Cosine between each contribution and the sum; `shown` is the pass over the whole batch."""
    parts = contributions(shown, name, sequence)
    cosine = np.nan_to_num(parts.cosine)
    return card(
        f"Direction of each contribution to {name}",
        "Cosine with the sum of all steps: 1 the same direction, 0 orthogonal, −1 opposite.",
        sentences.about_direction(parts),
        [
            {
                "type": "scatter",
                "mode": line_mode(len(cosine)),
                "name": "cosine",
                "meta": "gradient",
                "x": steps_of(cosine),
                "y": cosine,
                "line": {"width": 2},
                "marker": {"size": 7},
                "hovertemplate": "t = %{x}: cosine %{y:.3f}<extra></extra>",
            }
        ],
        picks={"x": "step"},
        xaxis=time_axis(len(cosine)),
        yaxis=axis("cosine with the sum", range=[-1.05, 1.05], dtick=0.5),
    )
