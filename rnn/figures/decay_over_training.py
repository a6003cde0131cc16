"""Fraction of the gradient norm left at each lag, over the epochs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rnn.figures.axes import epoch_axis
from rnn.figures.card import Figure, card
from rnn.figures.lag_axis import lag_axis
from rnn.figures.log_colours import decades
from rnn.lenses.over_training import Moment
from rnn.text.quantities import counted
from rnn.words import flow_sentences

LOWEST, HIGHEST = -8, 2
MOST_ROWS = 200


def draw(seen: Sequence[Moment], needed: int | None = None) -> Figure:
    """Lags upward, epochs to the right; an epoch without any gradient stays empty.

    needed : how many time steps back the task needs its gradient, or None where that is not known
    """
    lags = max(1, *(len(moment.left) for moment in seen)) if seen else 1
    left = np.full((lags, len(seen)), np.nan)
    for column, moment in enumerate(seen):
        left[: len(moment.left), column] = moment.left
    rows = np.unique(np.round(np.linspace(0, lags - 1, min(lags, MOST_ROWS))).astype(int))
    epochs = np.array([moment.epoch for moment in seen])
    return card(
        "Decay over training",
        "Median fraction of the gradient norm left k steps back, "
        f"at {counted(len(seen), 'epoch')} whose weights are kept. "
        "Log scale from 10⁻⁸ to 10²; what is beyond has the colour of the end.",
        flow_sentences.about_moments(seen, needed),
        [decades(left[rows], epochs, rows, LOWEST, HIGHEST, "epoch %{x}, lag %{y}: 10^%{z:.1f}")],
        picks={"x": "epoch"},
        xaxis=epoch_axis(int(epochs[-1])),
        yaxis=lag_axis(lags) | {"title": {"text": "lag k"}, "range": [-0.5, lags - 0.5]},
    )
