"""What happens now? One sub-step of the walk as equations: in symbols, in numbers and in NumPy."""

from __future__ import annotations

from math import floor, log10
from typing import Any

import numpy as np

from rnn.figures.card import Figure, card, reach
from rnn.parameters import Array
from rnn.walk import Walk
from rnn.walk.values import Equation, Term

WHOLE, WHOLE_LINE = 6, 12
"""Rows and columns up to which every entry is written; a single row may be longer."""
MOST_COLUMNS = 128


def draw(walk: Walk, position: int) -> Figure:
    """The arrays are heatmaps in `data`; layout.meta.panel says how they stand in the equations."""
    sub_step = walk[position]
    traces: list[dict[str, Any]] = []
    equations = [_equation(equation, traces) for equation in sub_step.equations]
    figure = card(
        f"Sub-step {position + 1:,} of {len(walk):,}",
        "The last line of each block is the line of our code that does it; there a sequence is a row, not a column.",
        sub_step.says,
        traces,
        wide=True,
    )
    figure["layout"]["meta"] |= {
        "panel": equations,
        "walk": {"position": position, "length": len(walk), "phase": sub_step.phase},
    }
    return figure


def _equation(equation: Equation, traces: list[dict[str, Any]]) -> dict[str, Any]:
    """One block: its arrays are appended to `traces`, and its parts name them by their number."""
    parts: list[Any] = []
    for part in equation.parts[:1] if equation.brief else equation.parts:
        if isinstance(part, Term):
            parts.append({"trace": len(traces), **_shown(part)})
            traces.append(_trace(part, equation))
        elif part:
            parts.append(part)
    return {
        "text": equation.text,
        "parts": parts,
        "written": equation.written,
        "source": list(equation.source),
        "note": equation.note,
        "brief": equation.brief,
    }


def _shown(term: Term) -> dict[str, Any]:
    """How an array is drawn: every entry written, as a picture, or by its length."""
    values = _cut(term)
    rows, columns = values.shape
    power, digits = _scale(values)
    cut = f"the last {columns} of {term.values.shape[1]:,}" if columns < term.values.shape[1] else ""
    return {
        "whole": max(rows, columns) <= WHOLE or (rows == 1 and columns <= WHOLE_LINE),
        "power": power,
        "digits": digits,
        "under": " · ".join(word for word in (term.under, cut) if word),
        "row": term.row if rows > 1 else None,
    }


def _trace(term: Term, equation: Equation) -> dict[str, Any]:
    """The array itself; terms of one kind in one equation share a colour scale."""
    alike = [_cut(other) for other in equation.terms if other.kind == term.kind]
    end = reach(np.concatenate([values.ravel() for values in alike]), None) if term.kind == "input" else _end(alike)
    name = f"|{term.text}|" if term.by_norm else term.text
    return {"type": "heatmap", "name": name, "z": _cut(term), "zmin": -end, "zmax": end, "meta": "diverging"}


def _cut(term: Term) -> Array:
    """What is drawn of an array: its last columns, or its length alone."""
    return np.array([[term.length]]) if term.by_norm else np.asarray(term.values[:, -MOST_COLUMNS:])


def _end(alike: list[Array]) -> float:
    finite = np.concatenate([values[np.isfinite(values)] for values in alike])
    return float(np.abs(finite).max(initial=0.0)) or 1.0


def _scale(values: Array) -> tuple[int, int]:
    """The power of ten that all entries have in common, and the digits after their point."""
    finite = values[np.isfinite(values)]
    largest = float(np.abs(finite).max(initial=0.0))
    if largest < 1000 and (finite == np.round(finite)).all():
        return 0, 0
    size = floor(log10(largest))
    return (0, min(3, 2 - size)) if -1 <= size <= 2 else (size, 2)
