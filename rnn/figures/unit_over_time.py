"""State of one unit over the sequence."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnn.figures.axes import axis, time_axis, value_axis
from rnn.figures.card import Figure, card, line_mode, steps_of, unit_choice
from rnn.network.activation_looks import Look
from rnn.network.bptt import Pass
from rnn.network.parameters import Array
from rnn.words import sentences


def draw(shown: Pass, unit: int, sequence: int = 0) -> Figure:
    """h_t of one unit from t = 0, between the bounds of the states; units count from 0 here, from 1 on the screen."""
    shown, look = shown.alone(sequence), shown.options.activation.look
    h = shown.h[0, :, unit]
    steps = len(steps_of(h)) - 1
    return card(
        "One unit over time",
        look.of_unit,
        sentences.about_unit(shown, unit),
        [
            {
                "type": "scatter",
                "mode": line_mode(steps),
                "name": f"unit {unit + 1}",
                "x": steps_of(h) - 1,
                "y": h,
                "meta": "prediction",
                "line": {"width": 2},
                "marker": {"size": 6},
                "hovertemplate": "t = %{x}: h = %{y:.4f}<extra></extra>",
            }
        ],
        choices=unit_choice(unit, shown.h.shape[2]),
        xaxis=time_axis(steps) | {"range": [-0.2, steps + 0.5]},
        yaxis=_state_axis(look, h),
        picks={"x": "step"},
    )


def _state_axis(look: Look, h: Array) -> dict[str, Any]:
    """Between the bounds of the activation; over all states where it has none, or h_0 was learned beyond them."""
    if look.lowest is None or look.highest is None or h.min() < look.lowest or h.max() > look.highest:
        return value_axis("h<sub>t</sub>", np.append(h, 0.0))
    return axis("h<sub>t</sub>", range=[look.lowest - 0.05, look.highest + 0.05], dtick=0.5)
