"""What does the sum hide? How much of the gradient of W_hh comes from how long ago."""

from __future__ import annotations

from math import isfinite, log10
from typing import Any

import numpy as np

from rnn import flow_sentences
from rnn.by_lag import ByLag
from rnn.figures.card import Figure, card, line_mode, log_axis
from rnn.figures.gradient import FLOOR
from rnn.figures.lag import lag_axis
from rnn.figures.marked import across, marked
from rnn.parameters import Array


def draw(sorted_by_lag: ByLag) -> Figure:
    """The part of each lag, and what all lags beyond it add up to, under the length of the whole sum."""
    alone, beyond, whole = sorted_by_lag.alone, sorted_by_lag.beyond, max(sorted_by_lag.whole, FLOOR)
    steps, every = sorted_by_lag.loss_steps, len(alone)
    window = f" Only the last {steps:,} loss steps are summed." if steps < every else ""
    return card(
        "The sum, by lag",
        "∂L/∂W_hh by the steps between a loss and the state it pulls at. The sum can look healthy while its far "
        f"part is gone. Log axis, floor 10⁻¹⁶.{window}",
        flow_sentences.about_lags(sorted_by_lag),
        [
            _line("from lag k alone", "gradient", alone, "solid"),
            _line("from beyond lag k", "gradient before tanh", beyond, "dash"),
        ],
        xaxis=lag_axis(len(alone)),
        yaxis=log_axis("length", np.array([*alone, *beyond, whole]), FLOOR),
        showlegend=True,
        **marked(*([across(whole, "the whole sum", log10(whole), below=whole > FLOOR)] if isfinite(whole) else [])),
    )


def _line(name: str, meta: str, values: Array, dash: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": line_mode(len(values)),
        "name": name,
        "meta": meta,
        "x": np.arange(len(values)),
        "y": np.maximum(values, FLOOR),
        "customdata": values,
        "line": {"width": 2, "dash": dash},
        "marker": {"size": 6},
        "hovertemplate": "k = %{x}: %{customdata:.3g}<extra>%{fullData.name}</extra>",
    }
