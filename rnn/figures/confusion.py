"""Confusion matrix: a row for each class, and how often it is taken for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from rnn.figures.axes import axis
from rnn.figures.card import Figure, card
from rnn.network.parameters import Array
from rnn.text.quantities import percent
from rnn.text.quoting import without_markup

MOST_LETTERS = 14


def draw(counts: Array, classes: Sequence[str], held_out: bool = False) -> Figure:
    """Return the matrix with its counts; colours are fractions of a row, so that rare classes are seen as well.

    counts : (K, K), a row for each true class
    held_out : whether they are of the held-out sequences
    """
    names, places = [_short(name) for name in classes], list(range(len(classes)))
    total = counts.sum(axis=1, keepdims=True)
    right, whole = int(np.trace(counts)), int(counts.sum())
    of = "held-out sequences" if held_out else "sequences"
    ticks: dict[str, Any] = {"tickvals": places, "ticktext": names}
    ends = [-0.5, len(classes) - 0.5]
    return card(
        "Confusion matrix" + (", held out" if held_out else ""),
        "Row: the class. Column: the class that is most probable to the network. Right ones lie on the diagonal.",
        f"{right:,} of {whole:,} {of} are right ({percent(right / whole)})." if whole else f"No {of} here.",
        [
            {
                "type": "heatmap",
                "z": counts / np.maximum(total, 1),
                "x": np.arange(len(classes)),
                "y": np.arange(len(classes)),
                "zmin": 0,
                "zmax": 1,
                "meta": "sequential",
                "text": [[f"{count:,}" for count in row] for row in counts.tolist()],
                "texttemplate": "%{text}",
                "hovertemplate": "%{z:.0%} of row %{y} as %{x}<extra></extra>",
            },
        ],
        xaxis=axis("predicted", range=ends, **ticks),
        yaxis=axis("class", range=ends[::-1], **ticks),
    )


def _short(name: str) -> str:
    """A name as plain text on an axis, where Plotly reads tags."""
    short = name if len(name) <= MOST_LETTERS else f"{name[: MOST_LETTERS - 1]}…"
    return without_markup(short)
