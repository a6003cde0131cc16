"""What does truncation cost? The gradient that chunks of every length lose."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnn import update_sentences
from rnn.cutting import Cutting
from rnn.figures.card import Figure, axis, card, line_mode, value_axis
from rnn.figures.lengths import DASHES
from rnn.figures.marked import down, marked
from rnn.parameters import Array


def draw(cut: Cutting, truncation: int | None = None) -> Figure:
    """What each parameter loses, and the cosine between what is left and the whole; the chosen length is marked."""
    steps = int(cut.chunks[-1])
    losing = {name: lost for name, lost in cut.lost.items() if name not in ("W_hy", "b_y")}
    places = [down(truncation, "now")] if truncation is not None and truncation <= steps else []
    values = np.concatenate([*losing.values(), cut.cosine, [0.0, 1.0]])
    return card(
        "What truncation loses",
        "For chunks of k steps: length of the lost gradient against the whole, and the cosine of what is left with it. "
        "W_hy and b<sub>y</sub> lose nothing.",
        update_sentences.about_cutting(cut, truncation),
        [
            *(
                _line(update_sentences.symbol(name), name, cut.chunks, lost, DASHES[name])
                for name, lost in losing.items()
            ),
            _line("cosine", "cosine", cut.chunks, cut.cosine, "longdash"),
        ],
        xaxis=axis("cut after every k time steps", range=[0.5, steps + 0.5], tickformat="d", nticks=8),
        yaxis=value_axis("part lost, cosine", values),
        showlegend=True,
        **marked(*places),
    )


def _line(name: str, meta: str, x: Array, y: Array, dash: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": line_mode(len(x)),
        "name": name,
        "meta": meta,
        "x": x,
        "y": y,
        "line": {"width": 2, "dash": dash},
        "marker": {"size": 5},
        "hovertemplate": "k = %{x}: %{y:.3g}<extra>%{fullData.name}</extra>",
    }
