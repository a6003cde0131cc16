"""Hidden states: every unit at every time step."""

from __future__ import annotations

from rnn.figures.axes import reach, time_axis, unit_axis
from rnn.figures.card import Figure, card, steps_of
from rnn.network.bptt import Pass
from rnn.words import sentences


def draw(shown: Pass, sequence: int = 0) -> Figure:
    """A row per unit, a column per time step, on a fixed scale where the activation bounds the states."""
    shown, look = shown.alone(sequence), shown.options.activation.look
    h = shown.h[0, 1:].T
    highest = reach(h, look.highest)
    return card(
        "Hidden states",
        look.of_states,
        sentences.about_hidden(shown),
        [
            {
                "type": "heatmap",
                "z": h,
                "x": steps_of(h.T),
                "y": steps_of(h),
                "zmin": -highest if look.lowest is None else look.lowest,
                "zmax": highest,
                "meta": "sequential" if look.lowest == 0 else "diverging",
                "hovertemplate": "t = %{x}, unit %{y}: h = %{z:.4f}<extra></extra>",
            }
        ],
        xaxis=time_axis(h.shape[1]),
        yaxis=unit_axis(len(h)),
        picks={"x": "step", "y": "unit"},
    )
