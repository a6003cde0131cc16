"""Gradient of W_hh, by the lag that it comes from."""

from __future__ import annotations

import numpy as np

from rnn.figures.axes import log_axis
from rnn.figures.card import Figure, card, line_mode
from rnn.figures.gradient import FLOOR
from rnn.figures.lag_axis import lag_axis, lag_line
from rnn.lenses.by_lag import ByLag
from rnn.words import flow_sentences


def draw(sorted_by_lag: ByLag) -> Figure:
    """Norm of each lag's contribution, of the sum of all lags beyond it, and of the whole sum."""
    alone, beyond = sorted_by_lag.alone, sorted_by_lag.beyond
    whole, steps = np.full(len(alone), sorted_by_lag.whole), sorted_by_lag.loss_steps
    lags, mode = np.arange(len(alone)), line_mode(len(alone))
    window = f" Only the last {steps:,} loss steps are summed." if steps < len(alone) else ""
    return card(
        "Gradient of W_hh by lag",
        "Contributions to ∂L/∂W_hh by the steps between loss and state. The sum can look healthy while far lags "
        f"vanish. Log axis, floor 10⁻¹⁶.{window}",
        flow_sentences.about_lags(sorted_by_lag),
        [
            lag_line("from lag k alone", "gradient", lags, alone, "solid", mode),
            lag_line("from beyond lag k", "gradient before tanh", lags, beyond, "dash", mode),
            lag_line("the whole sum", "sum", lags, whole, "dot"),
        ],
        xaxis=lag_axis(len(alone)),
        yaxis=log_axis("norm", np.concatenate([alone, beyond, whole]), FLOOR, step=4),
        showlegend=True,
    )
