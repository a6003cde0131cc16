"""Where can the gradient pass? The slope of tanh at every unit and time step."""

from __future__ import annotations

from rnn import sentences
from rnn.bptt import Pass
from rnn.figures.card import Figure, card, steps_of, time_axis, unit_axis


def draw(shown: Pass, sequence: int = 0) -> Figure:
    """1 - h_t^2 as a heatmap, on a fixed scale from 0 to 1."""
    slope = shown.slope[sequence].T
    return card(
        "Slope of tanh, 1 − h²",
        "What tanh lets back through: at 1 all of the gradient, at 0 nothing.",
        sentences.about_slope(shown, sequence),
        [
            {
                "type": "heatmap",
                "z": slope,
                "x": steps_of(slope.T),
                "y": steps_of(slope),
                "zmin": 0,
                "zmax": 1,
                "meta": "sequential",
                "hovertemplate": "t = %{x}, unit %{y}: slope %{z:.4f}<extra></extra>",
            }
        ],
        xaxis=time_axis(slope.shape[1]),
        yaxis=unit_axis(len(slope)),
    )
