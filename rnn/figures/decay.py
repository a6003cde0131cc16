"""Does it vanish or explode? What is left of the gradient so many steps back."""

from __future__ import annotations

from math import inf
from typing import Any

import numpy as np

from rnn import flow_sentences
from rnn.figures.card import Figure, band, card, line_mode, log_axis
from rnn.figures.gradient import FLOOR
from rnn.figures.lag import lag_axis
from rnn.figures.marked import across, down, marked
from rnn.flow import Flow
from rnn.parameters import Array
from rnn.verdict import FAINT

ROOM = 100.0
"""How far above what is measured the bound is still drawn."""


def draw(flow: Flow, truncation: int | None = None) -> Figure:
    """Median and quartiles over the loss steps, the bound of theory, and where 1 % is left."""
    low, middle, high = flow.quartiles
    top = ROOM * float(high.max(initial=1.0))
    drawn = flow.most <= top
    places = [across(FAINT, "1 %", -2)]
    if flow.horizon < inf:
        places.append(down(flow.horizon, "horizon", len(flow.lags)))
    if truncation is not None and truncation <= flow.lags.max(initial=0):
        places.append(down(truncation - 0.5, "cut", len(flow.lags), top=0.6))
    spread = band("quartiles", "gradient band", flow.lags, np.maximum(low, FLOOR), np.maximum(high, FLOOR))
    return card(
        "Decay with the lag",
        _read(flow),
        flow_sentences.about_flow(flow),
        [
            *([spread] if len(flow.steps) > 1 else []),
            _line("median", "gradient", flow.lags, middle, mode=line_mode(len(middle))),
            _line("at most", "theory", flow.lags[drawn], flow.most[drawn], dash="dash"),
        ],
        xaxis=lag_axis(len(flow.lags)),
        yaxis=log_axis("part left", np.concatenate([low, high, flow.most[drawn], [FAINT, 1.0]]), FLOOR),
        showlegend=True,
        **marked(*places),
    )


def _read(flow: Flow) -> str:
    drawn = f"median and quartiles over {len(flow.steps)} loss steps" if len(flow.steps) > 1 else "one loss step"
    return (
        f"|∂L<sub>s</sub>/∂h_t|, k steps before its loss, against k = 0: {drawn}. "
        "Dashed: at most (γσ)ᵏ, steepest slope times largest singular value. Log axis, floor 10⁻¹⁶."
    )


def _line(name: str, meta: str, x: Array, y: Array, mode: str = "lines", dash: str = "solid") -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": mode,
        "name": name,
        "meta": meta,
        "x": x,
        "y": np.maximum(y, FLOOR),
        "customdata": y,
        "line": {"width": 2, "dash": dash},
        "marker": {"size": 6},
        "hovertemplate": f"k = %{{x}}: %{{customdata:.3g}}<extra>{name}</extra>",
    }
