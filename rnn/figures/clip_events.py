"""Gradient norm before and after clipping, at every update."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnn.figures.axes import epoch_axis, log_axis
from rnn.figures.card import Figure, card
from rnn.figures.gradient import FLOOR
from rnn.lenses.clip_events import clip_events
from rnn.network.parameters import Array
from rnn.training.trainer import Trainer
from rnn.words import update_sentences

MOST_POINTS = 300


def draw(newest: Trainer) -> Figure:
    """Raw and clipped norms, and the limit where there is one; the gap between the two is what was taken."""
    events = clip_events(newest.experiment, newest.history)
    drawn = clip_events(newest.experiment, newest.history.condensed(MOST_POINTS))
    limited = bool(np.isfinite(drawn.limit).any())
    limit = [_line("limit", "limit", drawn.epochs, drawn.limit, "dot", shape="hv")] if limited else []
    values = np.concatenate([drawn.raw, drawn.clipped, drawn.limit[np.isfinite(drawn.limit)]])
    each = ", at each update" if drawn.stride == 1 else f"; each point is the mean of {drawn.stride:,} updates"
    return card(
        "Clipping",
        f"Gradient norm before and after clipping{each}. Log axis: the gap is the clipping factor.",
        update_sentences.about_clipping(events),
        [
            _line("before", "gradient", drawn.epochs, drawn.raw, "solid"),
            _line("after", "clipped", drawn.epochs, drawn.clipped, "dash", customdata=drawn.factor),
            *limit,
        ],
        picks={"x": "epoch"},
        xaxis=epoch_axis(newest.epoch),
        yaxis=log_axis("norm", values if len(values) else np.ones(1), FLOOR),
        showlegend=True,
    )


def _line(name: str, meta: str, x: Array, y: Array, dash: str, shape: str = "linear", **more: Any) -> dict[str, Any]:
    factor = ", × %{customdata:.3g}" if more else ""
    return {
        "type": "scatter",
        "mode": "lines" if len(x) > 1 else "markers",
        "name": name,
        "meta": meta,
        "x": x,
        "y": np.maximum(y, FLOOR),
        "line": {"width": 2, "dash": dash, "shape": shape},
        "hovertemplate": f"epoch %{{x:,.0f}}: %{{y:.4g}}{factor}<extra>{name}</extra>",
        **more,
    }
