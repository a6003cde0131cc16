"""The nodes of the unrolled network: filled with their value once it is there, open and small before."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnn.figures.unrolled_places import Moment, Row, ends_of_scales
from rnn.lenses.walk.values import Phase

TALL, LARGEST = 170, 15
"""px: about the height of the drawing, and what a dot is at most."""


def nodes(moment: Moment) -> list[dict[str, Any]]:
    """Every dot in sight; those of what is at work now have a thick rim."""
    ends, positive = ends_of_scales(moment.walk), moment.walk.shown.options.activation.look.lowest == 0
    return [
        _to_come(moment),
        _dots(moment, "h", "h", 0.0 if positive else -ends.state, ends.state),
        _dots(moment, "x, ŷ, y", "xŷy", -ends.data, ends.data),
    ]


def _dots(moment: Moment, name: str, layers: str, low: float, high: float) -> dict[str, Any]:
    """The known values of some layers, on one colour scale; the first entry stands at the top."""
    dots = [
        (t, row.top - i, value, 3.5 if moment.works_at(row, t) else 1.0, _entry(row, t, i), _pick(moment, row, t, i))
        for row in (moment.rows[layer] for layer in layers)
        for t in moment.columns(row)
        if moment.knows(row, t)
        for i, value in enumerate(row.dots[t - row.first])
    ]
    t, heights, values, rims, texts, picks = zip(*dots, strict=True)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "meta": {"scale": "sequential" if low == 0 else "diverging", "ends": [low, high], "picks": list(picks)},
        "x": np.array(t),
        "y": np.array(heights, dtype=float),
        "customdata": np.array(values, dtype=float),
        "text": list(texts),
        "marker": {"size": _size(moment), "line": {"width": list(rims)}},
        "hovertemplate": "%{text} = %{customdata:.4g}<extra></extra>",
    }


def _to_come(moment: Moment) -> dict[str, Any]:
    places = [
        (t, row.top - i, _missing(row, t, i), _pick(moment, row, t, i))
        for row in moment.rows.values()
        for t in moment.columns(row)
        if not moment.knows(row, t)
        for i in range(row.dots.shape[1])
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "to come, or not counted",
        "meta": {"picks": [pick for *_, pick in places]},
        "x": np.array([t for t, *_ in places], dtype=int),
        "y": np.array([height for _, height, *_ in places], dtype=float),
        "marker": {"size": 0.6 * _size(moment), "symbol": "circle-open"},
        "text": [text for *_, text, _ in places],
        "hovertemplate": "%{text}<extra></extra>",
        "showlegend": False,
    }


def _size(moment: Moment) -> float:
    """As large as there is room from one dot to the next above it."""
    return min(LARGEST, 0.9 * TALL / (moment.rows["y"].top + 2.2))


def _pick(moment: Moment, row: Row, t: int, i: int) -> dict[str, int]:
    """What a click on a dot chooses, counted from 0: its unit, its time step, and the sub-step that works there."""
    unit = {"unit": i} if row.name == "h" and not row.whole else {}
    way: Phase = "backward" if moment.phase in ("backward", "update") else "forward"
    return unit | ({"step": t - 1, "walk": moment.walk.position(way, t)} if t else {})


def _missing(row: Row, t: int, i: int) -> str:
    """Why an open dot has no value, in the words of its hover text."""
    return f"{_entry(row, t, i)}: {'not counted' if row.name == 'y' else 'to come'}"


def _entry(row: Row, t: int, i: int) -> str:
    """What a dot is, in the words of its hover text."""
    number = row.entry if row.whole else i
    which = f", {'unit' if row.name == 'h' else 'entry'} {number + 1}" if row.values.shape[1] > 1 else ""
    return f"{row.name}<sub>{t}</sub>{which}"
