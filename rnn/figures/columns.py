"""Columns: what a file holds, each input and target over the rows in a lane of its own."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnn.data.column_view import Columns, Seen
from rnn.data.roles import ROLES
from rnn.figures.axes import axis
from rnn.figures.card import MOST_MARKERS, Figure, card
from rnn.network.parameters import Array
from rnn.text.quantities import number
from rnn.text.quoting import without_markup

BOTTOM, TOP = 0.1, 0.68
"""Part of a lane between which its line is drawn; its name is above."""


def draw(columns: Columns) -> Figure:
    """The columns that are learned from, one below the other, each with its own scale."""
    lanes = list(enumerate(reversed(columns.seen)))
    place = "" if columns.over and not columns.ticks else "row"
    traces = [_trace(lane, seen, place) for lane, seen in lanes]
    ticks = [tick for lane, seen in lanes for tick in _ticks(lane, seen)]
    names = [
        {"text": _named(seen), "x": 0, "xref": "paper", "xanchor": "left", "y": lane + 0.99, "yanchor": "top",
         "showarrow": False, "font": {"size": 12}}
        for lane, seen in lanes
    ]  # fmt: skip
    return card(
        "What is learned",
        "Each column has its own scale, with its smallest and largest number at the left.",
        _said(columns),
        traces,
        xaxis=_across(columns),
        yaxis=axis(
            "", range=[0, max(len(lanes), 1)], showgrid=False, zeroline=False, fixedrange=True,
            tickvals=[height for height, _ in ticks], ticktext=[text for _, text in ticks],
        ),
        annotations=names,
        margin={"r": 36},
    )  # fmt: skip


def _trace(lane: int, seen: Seen, place: str) -> dict[str, Any]:
    """The line of a column; numbers without a neighbour, and those of a short column, get a mark each."""
    marked = seen.alone | (len(seen.y) <= MOST_MARKERS)
    return {
        "type": "scatter",
        "mode": "lines+markers" if marked.any() else "lines",
        "name": "column",
        "meta": seen.role,
        "x": seen.x,
        "y": _height(lane, seen, seen.y),
        "customdata": seen.y,
        "line": {"width": 1.5},
        "marker": {"size": np.where(marked, 5, 0).tolist() if marked.any() else 5, "line": {"width": 0}},
        "hovertemplate": f"{place} %{{x}}: %{{customdata:.6~g}}<extra></extra>",
    }


def _height(lane: int, seen: Seen, value: Array) -> Array:
    """Where a number is drawn in its lane; in the middle if all are the same."""
    spread = seen.high - seen.low
    part = (value - seen.low) / spread if spread > 0 else np.where(np.isnan(value), np.nan, 0.5)
    return np.asarray(lane + BOTTOM + (TOP - BOTTOM) * part)


def _ticks(lane: int, seen: Seen) -> list[tuple[float, str]]:
    """Height and text of the smallest and the largest number; one where they are the same."""
    ends = [end for end in dict.fromkeys((seen.low, seen.high)) if np.isfinite(end)]
    return [(float(_height(lane, seen, np.array(end))), number(end).replace("-", "−")) for end in ends]


def _named(seen: Seen) -> str:
    return f"{without_markup(seen.name)} · {ROLES[seen.role].lower()}"


def _across(columns: Columns) -> dict[str, Any]:
    places = np.concatenate([seen.x for seen in columns.seen] or [np.array([0.0, 1.0])])
    low, high = float(places.min()), float(places.max())
    edge = 0.02 * (high - low) or 0.5
    across = axis(without_markup(columns.over or "row"), range=[low - edge, high + edge], nticks=5)
    if not columns.ticks:
        return across
    texts = [without_markup(text) for text in columns.ticks.values()]
    return across | {"tickvals": list(columns.ticks), "ticktext": texts}


def _said(columns: Columns) -> str:
    if not columns.seen:
        return "No column is an input or a target yet."
    parts = ["Each column has its own scale."] if len(columns.seen) > 1 else []
    if columns.each > 1:
        parts.append(f"Of each {columns.each:,} rows, the lowest and the highest number are drawn.")
    if columns.broken:
        parts.append("A line ends where its sequence ends.")
    if any(np.isnan(seen.y).any() for seen in columns.seen) and not columns.broken:
        parts.append("A line is broken where a number is missing.")
    return " ".join(parts)
