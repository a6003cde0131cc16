"""Decay of the gradient norm with the lag, of all lanes."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isfinite

import numpy as np

from rnn.figures.axes import log_axis
from rnn.figures.card import Figure, card
from rnn.figures.compare.common_axis import LOG, common
from rnn.figures.compare.lane import Lane
from rnn.figures.gradient import FLOOR
from rnn.figures.lag_axis import lag_axis
from rnn.figures.marks import across, marked
from rnn.lenses.flow import Flow
from rnn.text.quantities import number
from rnn.words.verdict import FAINT

LEAST = 1e-8
"""Down to here at least, so that the axis moves seldom."""


def draw(lanes: Sequence[Lane], flows: Sequence[Flow]) -> Figure:
    """Return the median over the loss steps of the fraction left at each lag, of each lane."""
    lines = [
        lane.line(each.lags, np.maximum(each.median, FLOOR), "lag %{x}: %{customdata:.4g}", customdata=each.median)
        for lane, each in zip(lanes, flows, strict=True)
    ]
    drawn = common([each.median for each in flows], LOG)
    values = np.append(drawn.values, [LEAST, 1.0])
    axes = {
        "xaxis": lag_axis(max(len(each.lags) for each in flows)),
        "yaxis": log_axis("fraction left", values, FLOOR, step=4),
    }
    return card(
        "Decay with the lag",
        "Median fraction of |∂L<sub>s</sub>/∂h_t| left k steps before its loss. Log axis, floor 10⁻¹⁶.",
        f"Steps back until a hundredth is left: {' against '.join(map(_horizon, flows))}.{drawn.about()}",
        lines,
        showlegend=True,
        **marked([across(FAINT, "1 %")], lines, **axes),
    )


def _horizon(of: Flow) -> str:
    if not isfinite(of.horizon):
        return f"more than {max(len(of.lags) - 1, 0)}" if of.horizon == inf else "unknown"
    return number(of.horizon)
