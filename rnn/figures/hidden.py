"""What does it remember? Every hidden unit at every time step."""

from __future__ import annotations

from rnn import sentences
from rnn.bptt import Pass
from rnn.figures.card import Figure, card, steps_of, time_axis, unit_axis


def draw(shown: Pass, sequence: int = 0) -> Figure:
    """A row per unit, a column per time step, on a fixed scale from -1 to 1."""
    h = shown.h[sequence, 1:].T
    return card(
        "Hidden states",
        "One row per unit. Blue is −1, orange is +1; the middle of the scale is 0.",
        sentences.about_hidden(shown, sequence),
        [
            {
                "type": "heatmap",
                "z": h,
                "x": steps_of(h.T),
                "y": steps_of(h),
                "zmin": -1,
                "zmax": 1,
                "meta": "diverging",
                "hovertemplate": "t = %{x}, unit %{y}: h = %{z:.4f}<extra></extra>",
            }
        ],
        xaxis=time_axis(h.shape[1]),
        yaxis=unit_axis(len(h)),
    )
