"""Eigenvalues of W_hh, the unit circle, and the trail of the largest over the epochs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from rnn.figures.axes import axis, reach
from rnn.figures.card import Figure, card
from rnn.lenses.over_training import Moment
from rnn.network.parameters import Array
from rnn.words import flow_sentences

_TURN = np.linspace(0, 2 * np.pi, 121)
_CIRCLE = {
    "type": "scatter",
    "mode": "lines",
    "name": "unit circle",
    "meta": "circle",
    "x": np.cos(_TURN),
    "y": np.sin(_TURN),
    "line": {"width": 1, "dash": "dash"},
    "hoverinfo": "skip",
}


def draw(values: Array, seen: Sequence[Moment] = ()) -> Figure:
    """All eigenvalues of W_hh with its gain, on equal axes; the trail is that of the largest over the epochs."""
    trail = np.array([moment.largest for moment in seen], dtype=complex)
    end = 1.1 * reach(np.abs(np.concatenate([values, trail])), None)
    ends = {"range": [-end, end], "nticks": 5}
    return card(
        "Eigenvalues of W_hh",
        "W_hh with its gain. Inside the circle it alone makes the state shrink, outside it makes it grow. "
        "Trail: the largest at each epoch.",
        flow_sentences.about_spectrum(values),
        [
            _CIRCLE,
            *([_trail(trail, seen)] if len(seen) > 1 else []),
            _points("eigenvalues", "eigenvalues", values, mode="markers", marker={"size": 7, "symbol": "circle-open"}),
        ],
        xaxis=axis("real part", **ends, constrain="domain"),
        yaxis=axis("imaginary part", **ends, scaleanchor="x", constrain="domain"),
        showlegend=True,
    )


def _trail(trail: Array, seen: Sequence[Moment]) -> dict[str, Any]:
    epochs = np.array([moment.epoch for moment in seen])
    words = "epoch %{customdata}: %{x:.3f}, %{y:.3f}i<extra></extra>"
    return _points("largest", "trail", trail, mode="lines+markers", line={"width": 1}, marker={"size": 4}) | {
        "customdata": epochs,
        "hovertemplate": words,
    }


def _points(name: str, meta: str, values: Array, **settings: Any) -> dict[str, Any]:
    where = {"x": values.real, "y": values.imag, "hovertemplate": "%{x:.3f}, %{y:.3f}i<extra></extra>"}
    return {"type": "scatter", "name": name, "meta": meta, **where, **settings}
