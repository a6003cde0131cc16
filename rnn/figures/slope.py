"""Slope of the activation at every unit and time step."""

from __future__ import annotations

from rnn.figures.axes import time_axis, unit_axis
from rnn.figures.card import Figure, card, steps_of
from rnn.network.bptt import Pass
from rnn.words import sentences


def draw(shown: Pass, sequence: int = 0) -> Figure:
    """dh_t/da_t as a heatmap, on a fixed scale from 0 to where the activation is steepest."""
    shown, look = shown.alone(sequence), shown.options.activation.look
    slope = shown.slope[0].T
    return card(
        f"Slope of {look.name}, {look.slope}",
        look.of_slope,
        sentences.about_slope(shown),
        [
            {
                "type": "heatmap",
                "z": slope,
                "x": steps_of(slope.T),
                "y": steps_of(slope),
                "zmin": 0,
                "zmax": look.steepest,
                "meta": "sequential",
                "hovertemplate": "t = %{x}, unit %{y}: slope %{z:.4f}<extra></extra>",
            }
        ],
        xaxis=time_axis(slope.shape[1]),
        yaxis=unit_axis(len(slope)),
        picks={"x": "step", "y": "unit"},
    )
