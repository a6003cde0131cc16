"""Gradient norm of all lanes at every time step."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rnn.figures.axes import log_axis, time_axis
from rnn.figures.card import Figure, card, steps_of
from rnn.figures.compare.common_axis import LOG, common
from rnn.figures.compare.lane import Lane
from rnn.figures.gradient import FLOOR
from rnn.text.quantities import number


def draw(lanes: Sequence[Lane]) -> Figure:
    """Return |dL/dh_t| of each lane; what is below the floor is drawn on it."""
    norms = [lane.shown_pass.dh_norm[0] for lane in lanes]
    lines = [
        lane.line(steps_of(dh), np.maximum(dh, FLOOR), "t = %{x}: %{customdata:.4g}", customdata=dh)
        for lane, dh in zip(lanes, norms, strict=True)
    ]
    drawn = common(norms, LOG)
    return card(
        "Gradient at each time step",
        "|∂L/∂h_t| of each lane. Log axis, floor 10⁻¹⁶.",
        f"At t = 1 it is {' against '.join(number(float(dh[0])) for dh in norms)}.{drawn.about()}",
        lines,
        showlegend=True,
        picks={"x": "step"},
        xaxis=time_axis(max(map(len, norms))),
        yaxis=log_axis("norm", drawn.values, FLOOR, step=2),
    )
