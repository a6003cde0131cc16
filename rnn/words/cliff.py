"""Sentences about the loss along a line and in a plane, and about the step of one update."""

from __future__ import annotations

from math import isfinite

import numpy as np

from rnn.lenses.cliff import ENTRY, GRADIENT, Cliff, Step
from rnn.text.quantities import number, signed, times

STEEP = 10.0
"""How many times the median a gradient norm must be to be called a peak."""


def axis_of(cliff: Cliff) -> str:
    """The title of the axis along the line."""
    if cliff.line == GRADIENT:
        return "distance against the gradient"
    if cliff.line == ENTRY:
        return f"W<sub>hh</sub>[{cliff.entry[0] + 1}, {cliff.entry[1] + 1}]"
    return "gain on W<sub>hh</sub>"


def about_steps(cliff: Cliff) -> str:
    """Where one update lands on the line, without clipping and with it."""
    if cliff.raw is None or cliff.clipped is None:
        return "The gradient of the present weights is not finite: there is no update to draw."
    raw = f"One update without clipping {_lands(cliff, cliff.raw)}"
    return f"{raw}; {clipping_of(cliff)}, it {_lands(cliff, cliff.clipped)}. Here the loss is {_loss(cliff.here[1])}."


def clipping_of(cliff: Cliff) -> str:
    """How the gradient is clipped."""
    limit = None if cliff.clipped is None else cliff.clipped.limit
    if limit is None:
        return "clipped by value"
    return f"clipped at norm {number(limit)}{' (an example)' if cliff.example else ''}"


def _lands(cliff: Cliff, step: Step) -> str:
    beyond = not cliff.at[0] <= step.place <= cliff.at[-1]
    return f"lands {'beyond the axis, ' if beyond else ''}at loss {_loss(step.loss)}"


def _loss(value: float) -> str:
    return number(value) if isfinite(value) else "∞"


def about_norms(cliff: Cliff) -> str:
    """Where the gradient norm is largest on the line, against its median."""
    finite = np.isfinite(cliff.norms)
    if not finite.any():
        return "The gradient is finite nowhere on this line."
    norms = np.where(finite, cliff.norms, -1.0)
    place = int(norms.argmax())
    largest, median = float(norms[place]), float(np.median(norms[finite]))
    said = f"The largest gradient norm on this line is {number(largest)}, at {signed(float(cliff.at[place]))}"
    if not median:
        return f"{said}; more than half of the line has none."
    if largest < STEEP * median:
        return f"{said}; there is no cliff: it is {times(largest / median)} the median."
    return f"{said}: {times(largest / median)} the median."
