"""Finite-time Lyapunov exponent over the epochs, against the edge of chaos."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from rnn.figures.axes import epoch_axis, value_axis
from rnn.figures.card import Figure, card
from rnn.figures.marks import across, marked
from rnn.network.parameters import Array


def draw(
    epochs: Array, exponents: Array, shown: tuple[int, float], said: str, choices: Sequence[dict[str, Any]] = ()
) -> Figure:
    """Return the exponent at the epochs whose weights are kept.

    shown : the epoch shown and its exponent
    """
    line = {"type": "scatter", "hovertemplate": "epoch %{x}: %{y:.3f}<extra></extra>"}
    here = np.array([shown[1]])
    data: list[dict[str, Any]] = [
        {**line, "name": "exponent", "meta": "gradient", "mode": "lines+markers" if len(epochs) > 1 else "markers",
         "x": epochs, "y": exponents, "line": {"width": 2}, "marker": {"size": 5}},
        {**line, "name": "epoch shown", "meta": "mark", "mode": "markers", "x": np.array([shown[0]]), "y": here,
         "marker": {"size": 10, "symbol": "circle-open", "line": {"width": 2}}},
    ]  # fmt: skip
    every = np.concatenate([exponents, here, [0.0]])
    axes = {"xaxis": epoch_axis(int(epochs[-1])), "yaxis": value_axis("exponent per step", every)}
    return card(
        "Lyapunov exponent",
        "ln |J<sub>T</sub> … J<sub>1</sub>| / T of the sequence. Above 0, neighbouring states separate.",
        said,
        data,
        choices=choices,
        picks={"x": "epoch"},
        **marked([across(0, "edge of chaos")], data, **axes),
    )
