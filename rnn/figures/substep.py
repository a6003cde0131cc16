"""One sub-step of the walk as equations: in symbols, in numbers and in NumPy."""

from __future__ import annotations

from math import floor, log10
from typing import Any

import numpy as np

from rnn.figures.card import Figure, card
from rnn.figures.unrolled_places import ends_of_scales
from rnn.lenses.walk import Walk
from rnn.lenses.walk.values import Equation, Term
from rnn.network.parameters import Array

WHOLE, WHOLE_LINE = 6, 12
"""Rows and columns up to which every entry is written; a single row may be longer."""
_LINES = "Code: plain NumPy with column vectors, t from 1. Grey: the line of our own code, with row vectors."
READ = {
    "forward": _LINES,
    "loss": _LINES,
    "backward": "",  # the fullest sub-step, and by then it was said
    "update": "|v| is the norm of v; the equations hold for the vectors themselves, not for their norms.",
}
MOST_COLUMNS = 128
Scale = tuple[str, float, float]  # its name, and its ends


def draw(walk: Walk, position: int) -> Figure:
    """The arrays are heatmaps in `data`; layout.meta.panel says how they stand in the equations."""
    sub_step = walk[position]
    traces: list[dict[str, Any]] = []
    scales = _scales(walk)
    equations = [_equation(equation, traces, scales) for equation in sub_step.equations]
    figure = card(
        sub_step.title,
        READ[sub_step.phase],
        sub_step.says,
        traces,
    )
    figure["layout"]["meta"] |= {
        "panel": equations,
        "walk": {"position": position, "length": len(walk), "phase": sub_step.phase},
    }
    return figure


def _equation(equation: Equation, traces: list[dict[str, Any]], scales: dict[str, Scale]) -> dict[str, Any]:
    """One block: its arrays are appended to `traces`, and its parts name them by their number."""
    parts: list[Any] = []
    for part in equation.parts[:1] if equation.brief else equation.parts:
        if isinstance(part, Term):
            parts.append({"trace": len(traces), **_shown(part, equation)})
            traces.append(_trace(part, equation, scales))
        elif part:
            parts.append(part)
    return {
        "text": equation.text,
        "parts": parts,
        "written": equation.written,
        "plain": list(equation.plain),
        "source": list(equation.source),
        "note": equation.note,
        "brief": equation.brief,
    }


def _shown(term: Term, equation: Equation) -> dict[str, Any]:
    """How an array is drawn: every entry written, as a picture, or by its norm."""
    values = _cut(term)
    rows, columns = values.shape
    power, digits = _digits(values, _alike(term, equation))
    cut = f"the last {columns} of {term.values.shape[1]:,}" if columns < term.values.shape[1] else ""
    return {
        "whole": max(rows, columns) <= WHOLE or (rows == 1 and columns <= WHOLE_LINE),
        "power": power,
        "digits": digits,
        "under": "" if equation.brief else " · ".join(word for word in (term.under, cut) if word),
        "row": term.row if rows > 1 else None,
    }


def _trace(term: Term, equation: Equation, scales: dict[str, Scale]) -> dict[str, Any]:
    """The array itself on its colour scale; of weights and gradients that is one for each equation."""
    largest = _largest(_alike(term, equation)) or 1.0
    scale, low, high = scales.get(term.kind) or ("diverging", -largest, largest)
    name = f"|{term.text}|" if term.by_norm else term.text
    return {"type": "heatmap", "name": name, "z": _cut(term), "zmin": low, "zmax": high, "meta": scale}


def _scales(walk: Walk) -> dict[str, Scale]:
    """Those that are the same at every sub-step, and the same as in the picture of the network."""
    ends, look = ends_of_scales(walk), walk.shown.options.activation.look
    data: Scale = ("diverging", -ends.data, ends.data)
    state: Scale = ("diverging", -ends.state, ends.state) if look.lowest != 0 else ("sequential", 0.0, ends.state)
    return {"input": data, "output": data, "state": state, "slope": ("sequential", 0.0, look.steepest)}


def _cut(term: Term) -> Array:
    """What is drawn of an array: its last columns, or its norm alone."""
    return np.array([[term.norm]]) if term.by_norm else np.asarray(term.values[:, -MOST_COLUMNS:])


def _alike(term: Term, equation: Equation) -> Array:
    """Numbers on the same scale as those of `term`: all of its kind in the equation, but each weight alone."""
    if term.kind == "weight":
        return _cut(term).ravel()
    return np.concatenate([_cut(other).ravel() for other in equation.terms if other.kind == term.kind])


def _largest(values: Array) -> float:
    """The largest of the finite numbers, in size."""
    return float(np.abs(values[np.isfinite(values)]).max(initial=0.0))


def _digits(values: Array, alike: Array) -> tuple[int, int]:
    """The power of ten that all entries have in common, and the digits after their point.

    It is that of all that is compared, unless nothing would be left of these entries.
    """
    largest = _largest(values)
    if largest < 1000 and (values == np.round(values)).all():
        return 0, 0
    largest = _largest(alike) if largest > 0.01 * _largest(alike) else largest
    if not largest:  # nothing is finite here
        return 0, 0
    size = floor(log10(largest))
    if 0.3 <= largest < 1000:
        return 0, min(3 if values.size == 1 else 2, 2 - size)
    return (-2, 1) if size == -1 else (size, 2)
