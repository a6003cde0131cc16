"""Where can the gradient pass? The slope of tanh at every unit and time step."""

from __future__ import annotations

from rnn import sentences
from rnn.bptt import Pass
from rnn.figures.card import Figure, axis, card, steps_of, time_axis


def draw(shown: Pass, sequence: int = 0) -> Figure:
    """1 - h_t^2 as a heatmap, on a fixed scale from 0 to 1."""
    slope = shown.slope[sequence].T
    return card(
        "Slope of tanh, 1 − h²",
        "What is left of the gradient when it passes back through a unit: 1 is all of it (strong colour), 0 is nothing.",
        sentences.about_slope(shown, sequence),
        [{"type": "heatmap", "z": slope, "x": steps_of(slope.T), "y": steps_of(slope), "zmin": 0, "zmax": 1, "meta": "sequential",
          "hovertemplate": "t = %{x}, unit %{y}: slope %{z:.4f}<extra></extra>"}],
        xaxis=time_axis(slope.shape[1]),
        yaxis=axis("unit of h<sub>t</sub>", tickformat="d", nticks=6, dtick=1 if len(slope) <= 8 else None, range=[0.5, len(slope) + 0.5]),
    )  # fmt: skip
