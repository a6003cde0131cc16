"""Prediction of one sequence with and without a hidden unit."""

from __future__ import annotations

import numpy as np

from rnn.figures.axes import time_axis, value_axis
from rnn.figures.card import Figure, card, named_line, steps_of
from rnn.network.parameters import Array


def draw(target: Array, counts: Array, yhat: Array, without: Array, unit: int, output: int, said: str) -> Figure:
    """Return one output over time.

    target, yhat, without : (T,), of that output; counts : (T,), the steps at which the loss is taken
    unit, output : counted from 0
    """
    t = steps_of(target)
    marks = {
        "type": "scatter",
        "mode": "markers",
        "name": "target",
        "meta": "target",
        "x": t[counts],
        "y": target[counts],
        "marker": {"symbol": "circle-open", "size": 7, "line": {"width": 1.5}},
        "hovertemplate": "t = %{x}: %{y:.4g}<extra>target</extra>",
    }
    hover = "t = %{x}: %{y:.4g}"
    return card(
        f"Without unit {unit + 1}",
        f"Output {output + 1} of the sequence, with the unit clamped (dashed) and as it is.",
        said,
        [
            marks,
            named_line("prediction", "prediction", t, yhat, "solid", hover),
            named_line("without", "b_h", t, without, "dash", hover),
        ],
        showlegend=True,
        picks={"x": "step"},
        xaxis=time_axis(len(t)),
        yaxis=value_axis("y<sub>t</sub> and ŷ<sub>t</sub>", np.concatenate([target[counts], yhat, without])),
    )
