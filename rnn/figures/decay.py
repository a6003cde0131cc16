"""Decay of the gradient norm with the lag, its upper bound and its horizon."""

from __future__ import annotations

from math import inf
from typing import Any

import numpy as np

from rnn.figures.axes import log_axis
from rnn.figures.card import Figure, band, card, line_mode
from rnn.figures.gradient import FLOOR
from rnn.figures.labels import Obstacles, Spot, best, extent
from rnn.figures.lag_axis import lag_axis, lag_line
from rnn.figures.marks import Mark, across, cells, down, marked, marked_and_taken, part_of, points
from rnn.lenses.flow import Flow
from rnn.words import flow_sentences
from rnn.words.verdict import FAINT

LEAST = 1e-8
"""Down to here at least, as the colours of the itemised gradient, so that the axis moves seldom."""
ROOM = 100.0
"""How far above what is measured the bound is still drawn."""
NAME, ROOM_OF_WORD = "horizon", 0.01
"""What stands beside the horizon, and how far from it, as a part of the axis."""
HEIGHTS = (0.12, 0.88, 0.3, 0.7, 0.5)
"""Where it may stand, as parts of the other axis."""


def draw(
    flow: Flow, truncation: int | None = None, needed: int | None = None, relative_loss: float | None = None
) -> Figure:
    """Median and quartiles over the loss steps, the bound of theory, where 1 % is left, and the lag the task needs.

    needed, relative_loss : as `flow_sentences.about_flow` has them
    """
    low, middle, high = flow.quartiles
    top = ROOM * float(high.max(initial=1.0))
    drawn = flow.most <= top
    axis = log_axis("fraction left", np.concatenate([low, high, flow.most[drawn], [LEAST, 1.0]]), FLOOR, step=4)
    places = [across(FAINT, "1 %")]
    if truncation is not None and truncation <= flow.lags.max(initial=0):
        places.append(down(truncation - 0.5, "cut"))
    if needed is not None and needed < len(flow.lags):
        places.append(down(needed, "needed"))
    spread = band("quartiles", "gradient band", flow.lags, np.maximum(low, FLOOR), np.maximum(high, FLOOR))
    data = [
        *([spread] if len(flow.steps) > 1 else []),
        lag_line("median", "gradient", flow.lags, middle, mode=line_mode(len(middle))),
        lag_line("upper bound", "theory", flow.lags[drawn], flow.most[drawn], "dash"),
    ]
    layout, horizon = _with_horizon(flow, places, data, xaxis=lag_axis(len(flow.lags)), yaxis=axis)
    return card(
        "Decay with the lag",
        _read(flow),
        flow_sentences.about_flow(flow, needed, relative_loss),
        [*data, *horizon],
        showlegend=True,
        **layout,
    )


def _read(flow: Flow) -> str:
    drawn = f"median and quartiles over {len(flow.steps)} loss steps" if len(flow.steps) > 1 else "one loss step"
    return (
        f"Fraction of |∂L<sub>s</sub>/∂h_t| left k steps before its loss: {drawn}. "
        "Dashed: the upper bound (γσ)ᵏ, with steepest slope γ and largest singular value σ. Log axis, floor 10⁻¹⁶."
    )


def _with_horizon(
    flow: Flow, places: list[Mark], data: list[dict[str, Any]], **axes: dict[str, Any]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The axes and marked places, and the horizon with its name where these leave room for it."""
    if flow.horizon == inf:
        return marked(places, data, **axes), []
    (left, right), (bottom, top) = axes["xaxis"]["range"], axes["yaxis"]["range"]
    line = {"type": "scatter", "mode": "lines", "x": np.full(2, flow.horizon), "y": 10.0 ** np.array([bottom, top])}
    layout, taken = marked_and_taken(places, [*data, line], **axes)
    part = part_of(flow.horizon, axes["xaxis"])
    sides = (1, -1) if part < 0.5 else (-1, 1)
    wide, high = extent(NAME)
    spots = [
        Spot(part + side * ROOM_OF_WORD, height, side * wide / 2, 0, wide, high) for height in HEIGHTS for side in sides
    ]
    upright = [part_of(mark.value, axes["xaxis"]) for mark in places if mark.upright]
    level = [part_of(mark.value, axes["yaxis"]) for mark in places if not mark.upright]
    spot, *_ = best(spots, taken, Obstacles(points(cells(data, axes)), upright, level))
    name = left + spot.x * (right - left), bottom + spot.y * (top - bottom)
    return layout, [_horizon(flow.horizon, axes["yaxis"]["range"], name, spot.right > 0)]


def _horizon(horizon: float, ends: list[float], name: tuple[float, float], to_the_right: bool) -> dict[str, Any]:
    """Where 1 % is left, as a trace: it moves at every frame, and a shape that moves has all of its chart drawn."""
    return {
        "type": "scatter",
        "mode": "lines+text",
        "name": NAME,
        "meta": "mark",
        "x": np.array([horizon, horizon, np.nan, name[0]]),
        "y": 10.0 ** np.array([ends[0], ends[1], np.nan, name[1]]),
        "text": ["", "", "", NAME],
        "textposition": "middle right" if to_the_right else "middle left",
        "textfont": {"size": 11},
        "line": {"width": 1, "dash": "dash"},
        "opacity": 0.75,
        "hoverinfo": "skip",
        "showlegend": False,
    }
