"""What does the sum hide? How much of the gradient of W_hh comes from how long ago."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnn import flow_sentences
from rnn.by_lag import ByLag
from rnn.figures.card import Figure, card, line_mode, log_axis, on_log_axis
from rnn.figures.gradient import FLOOR
from rnn.figures.lag import lag_axis
from rnn.parameters import Array


def draw(sorted_by_lag: ByLag) -> Figure:
    """The part of each lag, and what all lags beyond it add up to, under the length of the whole sum."""
    alone, beyond = sorted_by_lag.alone, sorted_by_lag.beyond
    whole, steps = np.full(len(alone), sorted_by_lag.whole), sorted_by_lag.loss_steps
    window = f" Only the last {steps:,} loss steps are summed." if steps < len(alone) else ""
    return card(
        "The sum, by lag",
        "∂L/∂W_hh by the steps between a loss and the state it pulls at. The sum can look healthy while its far "
        f"part is gone. Log axis, floor 10⁻¹⁶.{window}",
        flow_sentences.about_lags(sorted_by_lag),
        [
            _line("from lag k alone", "gradient", alone, "solid", line_mode(len(alone))),
            _line("from beyond lag k", "gradient before tanh", beyond, "dash", line_mode(len(alone))),
            _line("the whole sum", "sum", whole, "dot", "lines"),
        ],
        xaxis=lag_axis(len(alone)),
        yaxis=log_axis("length", np.concatenate([alone, beyond, whole]), FLOOR, step=4),
        showlegend=True,
    )


def _line(name: str, meta: str, values: Array, dash: str, mode: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": mode,
        "name": name,
        "meta": meta,
        "x": np.arange(len(values)),
        "y": on_log_axis(values, FLOOR),
        "customdata": values,
        "line": {"width": 2, "dash": dash},
        "marker": {"size": 6},
        "hovertemplate": "k = %{x}: %{customdata:.3g}<extra>%{fullData.name}</extra>",
    }
