"""What does one unit do? Its state over the sequence."""

from __future__ import annotations

from rnn import sentences
from rnn.bptt import Pass
from rnn.figures.card import Figure, axis, card, line_mode, steps_of, time_axis


def draw(shown: Pass, unit: int, sequence: int = 0) -> Figure:
    """h_t of one unit from t = 0, on a fixed scale from -1 to 1; units count from 0 here and from 1 on the screen."""
    h = shown.h[sequence, :, unit]
    steps = len(steps_of(h)) - 1
    return card(
        "One unit over time",
        "The state of the chosen unit. Near ±1 tanh is flat, and little gradient passes.",
        sentences.about_unit(shown, unit, sequence),
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
        choice={"name": "unit", "label": "Unit", "value": unit + 1, "most": shown.h.shape[2]},
        xaxis=time_axis(steps) | {"range": [-0.2, steps + 0.5]},
        yaxis=axis("h<sub>t</sub>", range=[-1.05, 1.05], dtick=0.5),
    )
