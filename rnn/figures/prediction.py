"""Is it right? What the network says at each time step against what it should say."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnn import sentences
from rnn.bptt import Pass
from rnn.figures.card import Figure, card, line_mode, steps_of, time_axis, value_axis

MOST_LARGE_MARKERS = 60
_SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "x", "star", "hexagon")
_DASHES = ("solid", "dash", "dot", "dashdot")


def draw(shown: Pass, sequence: int = 0) -> Figure:
    """Target as open marks, prediction as a line; several outputs differ in mark and dash."""
    target, yhat = shown.target[sequence], shown.yhat[sequence]
    t, outputs = steps_of(target), target.shape[1]
    data = [
        trace for output in range(outputs) for trace in _pair(t, target[:, output], yhat[:, output], output, outputs)
    ]
    return card(
        "Prediction and target",
        "Where the line meets the open marks, the network is right.",
        sentences.about_prediction(shown, sequence),
        data,
        xaxis=time_axis(len(t)),
        yaxis=value_axis("y<sub>t</sub> and ŷ<sub>t</sub>", np.concatenate([target, yhat])),
        showlegend=True,
    )


def _pair(t: Any, target: Any, yhat: Any, output: int, outputs: int) -> list[dict[str, Any]]:
    symbol, many = _SYMBOLS[output % len(_SYMBOLS)], len(t) > MOST_LARGE_MARKERS
    number = f" {output + 1}" if outputs > 1 else ""
    common = {"type": "scatter", "x": t, "hovertemplate": "t = %{x}: %{y:.4g}<extra>%{fullData.name}</extra>"}
    return [
        {
            **common,
            "name": f"target{number}",
            "meta": "target",
            "mode": "markers",
            "y": target,
            "marker": {"symbol": f"{symbol}-open", "size": 5 if many else 9, "line": {"width": 1 if many else 2}},
        },
        {
            **common,
            "name": f"prediction{number}",
            "meta": "prediction",
            "mode": line_mode(len(t)),
            "y": yhat,
            "marker": {"symbol": symbol, "size": 5},
            "line": {"width": 2, "dash": _DASHES[output % len(_DASHES)]},
        },
    ]
