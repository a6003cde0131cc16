"""Does it vanish or explode? What is left of the gradient norm so many steps back."""

from __future__ import annotations

from math import inf
from typing import Any

import numpy as np

from rnn.figures.card import Figure, band, card, line_mode, log_axis
from rnn.figures.gradient import FLOOR
from rnn.figures.lag_axis import lag_axis, lag_line
from rnn.figures.marks import across, down, marked
from rnn.lenses.flow import Flow
from rnn.words import flow_sentences
from rnn.words.verdict import FAINT

LEAST = 1e-8
"""Down to here at least, as the colours of the itemised gradient, so that the axis moves seldom."""
ROOM = 100.0
"""How far above what is measured the bound is still drawn."""
ROOM_OF_WORD = 0.08
"""From the horizon to the middle of its name, as a part of the axis."""


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
    places = [across(FAINT, "1 %", -2)]
    if truncation is not None and truncation <= flow.lags.max(initial=0):
        places.append(down(truncation - 0.5, "cut", len(flow.lags)))
    if needed is not None and needed < len(flow.lags):
        places.append(down(needed, "needed", len(flow.lags)))
    spread = band("quartiles", "gradient band", flow.lags, np.maximum(low, FLOOR), np.maximum(high, FLOOR))
    return card(
        "Decay with the lag",
        _read(flow),
        flow_sentences.about_flow(flow, needed, relative_loss),
        [
            *([spread] if len(flow.steps) > 1 else []),
            lag_line("median", "gradient", flow.lags, middle, mode=line_mode(len(middle))),
            lag_line("at most", "theory", flow.lags[drawn], flow.most[drawn], "dash"),
            *([_horizon(flow, axis["range"])] if flow.horizon < inf else []),
        ],
        xaxis=lag_axis(len(flow.lags)),
        yaxis=axis,
        showlegend=True,
        **marked(*places),
    )


def _read(flow: Flow) -> str:
    drawn = f"median and quartiles over {len(flow.steps)} loss steps" if len(flow.steps) > 1 else "one loss step"
    return (
        f"|∂L<sub>s</sub>/∂h_t|, k steps before its loss, against k = 0: {drawn}. "
        "Dashed: at most (γσ)ᵏ, steepest slope times largest singular value. Log axis, floor 10⁻¹⁶."
    )


def _horizon(flow: Flow, ends: list[float]) -> dict[str, Any]:
    """Where 1 % is left, as a trace: it moves at every frame, and a shape that moves has all of its chart drawn."""
    lags, middle = len(flow.lags), 0.9 * ends[0] + 0.1 * ends[1]
    beside = ROOM_OF_WORD * lags * (1 if flow.horizon < lags / 2 else -1)
    return {
        "type": "scatter",
        "mode": "lines+text",
        "name": "horizon",
        "meta": "mark",
        "x": np.array([flow.horizon, flow.horizon, np.nan, flow.horizon + beside]),
        "y": 10.0 ** np.array([ends[0], ends[1], np.nan, middle]),
        "text": ["", "", "", "horizon"],
        "textfont": {"size": 11},
        "line": {"width": 1, "dash": "dash"},
        "opacity": 0.6,
        "hoverinfo": "skip",
        "showlegend": False,
    }
