"""Sentences about updates: how long their gradients are, and what clipping and truncation make of them."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isfinite

import numpy as np

from rnn.lenses.clip_events import ClipEvents
from rnn.lenses.clipping_direction import Bending, Bent
from rnn.lenses.over_training import Moment
from rnn.lenses.truncation_cost import Cutting, cut_steps
from rnn.text.quantities import number, percent, ratio, share, signed

SMALL_ANGLE = 0.05


def symbol(name: str) -> str:
    """W_hh, b_y or h_0 as the screen sets it."""
    letter, below = name.split("_")
    return f"{letter}<sub>{below}</sub>"


def about_lengths(seen: Sequence[Moment]) -> str:
    """Which parameter has the longest gradient now, and which the shortest that is not zero."""
    lengths = {name: length for name, length in seen[-1].lengths.items() if length}
    if not all(map(isfinite, lengths.values())):
        return "The gradient leaves the finite numbers."
    if not lengths:
        return "Every gradient is zero."
    longest, shortest = (choose(lengths, key=lambda name: lengths[name]) for choose in (max, min))
    if longest == shortest:
        return f"Only {symbol(longest)} has a gradient, {number(lengths[longest])} long."
    part = ratio(lengths[shortest] / lengths[longest])
    return f"That of {symbol(longest)} is longest, {number(lengths[longest])}; that of {symbol(shortest)} is {part} it."


def about_clipping(events: ClipEvents) -> str:
    """How many updates were clipped, and how hard the hardest."""
    if not events.updates:
        return "No update yet."
    clipped, updates = events.number, events.updates
    if not clipped:
        return f"None of the {updates:,} updates was clipped."
    hardest = f"the hardest to {_of_length(events.hardest)} of its length"
    part = share(clipped / updates)
    if events.stride == 1:
        return f"{clipped:,} of {updates:,} updates {'was' if updates == 1 else 'were'} clipped ({part}), {hardest}."
    kept = f"stretches of {events.stride:,} updates that the history keeps"
    return f"In {part} of the {kept}, some were clipped, {hardest} on average."


def _of_length(factor: float) -> str:
    return percent(factor) if factor >= 0.001 else number(factor)


def about_bending(bent: Bending) -> str:
    """What each way of clipping does to length and direction."""
    if bent.length == inf:
        return "The gradient leaves the finite numbers: there is no direction to keep."
    if bent.by_norm is None or bent.by_value is None:
        return "The gradient is zero: there is nothing to clip."
    return f"By norm, {_shorter(bent.by_norm, bent.length)}. By value, {_shorter(bent.by_value, bent.length)}."


def _shorter(clipped: Bent, raw: float) -> str:
    limit = f"limit {number(clipped.limit)}{'' if clipped.asked else ' (an example)'}"
    if clipped.length >= raw * (1 - 1e-12):
        return f"{limit}: it stays as it is"
    turned = "the same direction" if clipped.angle < SMALL_ANGLE else f"turned by {clipped.angle:.1f}°"
    return f"{limit}: {_of_length(clipped.length / raw)} of the length, {turned}"


def about_cutting(cut: Cutting, chunk: int | None) -> str:
    """What the chosen truncation costs, or else what the shortest chunks would."""
    steps = int(cut.chunks[-1])
    if steps == 1:
        return "One time step: there is no chain to cut."
    if not np.isfinite(cut.cosine).all():
        return "The gradient leaves the finite numbers: what cutting loses cannot be told."
    if chunk is None or chunk >= steps:
        return f"Nothing is cut now. Cut after every step, W_hh would lose {_lost(cut, 0)}."
    index = int(np.flatnonzero(cut.chunks == chunk)[0])
    cuts = cut_steps(steps, chunk)
    where = ", ".join(map(str, cuts[:3])) + (" ..." if len(cuts) > 3 else "")
    left = f"W_hh loses {_lost(cut, index)}; cosine {signed(float(cut.cosine[index]))}"
    return f"Cut after t = {where}: {left}."


def _lost(cut: Cutting, index: int) -> str:
    lost = float(cut.lost["W_hh"][index])
    return f"{number(lost)} times the length of its gradient" if lost > 1 else f"{share(lost)} of its gradient"
