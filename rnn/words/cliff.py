"""Sentences about the loss along a line and in a plane, and about the step of one update."""

from __future__ import annotations

from math import isfinite

import numpy as np

from rnn.lenses.cliff import ENTRY, GRADIENT, Cliff
from rnn.lenses.loss_plane import LossPlane
from rnn.text.quantities import number, share, signed, times

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
    clipping = f"{clipping_of(cliff)}{' (an example)' if cliff.example else ''}"
    raw, clipped = (_loss(step.after) for step in (cliff.raw, cliff.clipped))
    leaves = not cliff.at[0] <= cliff.raw.place <= cliff.at[-1]
    beyond = " Unclipped, it ends beyond the axis." if leaves else ""
    return f"Loss {_loss(cliff.here[1])}; after one update {raw}, or {clipped} {clipping}.{beyond}"


def clipping_of(cliff: Cliff) -> str:
    """How the gradient is clipped."""
    limit = None if cliff.clipped is None else cliff.clipped.limit
    if limit is None:
        return "clipped by value"
    return f"clipped at norm {number(limit)}"


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
    peak = f"the largest gradient norm is {number(largest)}, at {signed(float(cliff.at[place]))}"
    if not median:
        return f"{peak.capitalize()}; on most of the line it is 0."
    if largest < STEEP * median:
        return f"No cliff: {peak}, {times(largest / median)} the median."
    return f"A cliff: {peak}, {times(largest / median)} the median."


def about_plane(found: LossPlane) -> str:
    """How much of the movement of training the plane holds, and the lowest loss in it."""
    finite = found.losses[np.isfinite(found.losses)]
    lowest = f"The lowest loss in this plane is {number(float(finite.min()))}." if len(finite) else "No loss is finite."
    if not isfinite(found.held):
        return f"{lowest} There is no movement yet."
    return f"{lowest} It holds {share(found.held)} of the squared movement between {len(found.epochs):,} kept epochs."
