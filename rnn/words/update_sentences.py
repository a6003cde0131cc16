"""Sentences about updates: gradient norms, and the effect of clipping and truncation."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isfinite

import numpy as np

from rnn.lenses.clip_events import ClipEvents
from rnn.lenses.clipping_direction import Clipped, ClippingDirections
from rnn.lenses.over_training import Moment
from rnn.lenses.truncation_cost import TruncationCost, cut_steps
from rnn.text.quantities import counted, number, percent, ratio, share, signed

SMALL_ANGLE = 0.05


def symbol(name: str) -> str:
    """Typeset name of a parameter: W_hh with its index as a subscript."""
    letter, below = name.split("_")
    return f"{letter}<sub>{below}</sub>"


def about_gradient_norms(seen: Sequence[Moment]) -> str:
    """Parameter with the largest gradient norm now, and the one with the smallest that is not zero."""
    norms = {name: norm for name, norm in seen[-1].gradient_norms.items() if norm}
    if not all(map(isfinite, norms.values())):
        return "The gradient leaves the finite numbers."
    if not norms:
        return "Every gradient is zero."
    largest, smallest = (choose(norms, key=lambda name: norms[name]) for choose in (max, min))
    norm = f"The gradient norm of {symbol(largest)} is {number(norms[largest])}"
    if largest == smallest:
        return f"{norm}; all others are zero."
    relative = ratio(norms[smallest] / norms[largest])
    return f"{norm}, the largest; that of {symbol(smallest)}, the smallest, is {relative} it."


def about_clipping(events: ClipEvents) -> str:
    """Number of clipped updates, and the strongest clipping."""
    if not events.updates:
        return "No update yet."
    clipped, updates = events.number, events.updates
    if not clipped:
        return "The update was not clipped." if updates == 1 else f"None of the {updates:,} updates was clipped."
    hardest = f"the hardest to {fraction_of_norm(events.hardest)} of its norm"
    part = share(clipped / updates)
    if events.stride == 1:
        were = "was" if updates == 1 else "were"
        return f"{clipped:,} of {counted(updates, 'update')} {were} clipped ({part}), {hardest}."
    kept = f"stretches of {events.stride:,} updates that the history keeps"
    return f"In {part} of the {kept}, some were clipped, {hardest} on average."


def fraction_of_norm(factor: float) -> str:
    """Format what is left of a norm."""
    return percent(factor) if factor >= 0.001 else number(factor)


def about_clipping_direction(directions: ClippingDirections) -> str:
    """Effect of each way of clipping on norm and direction."""
    if directions.norm == inf:
        return "The gradient is not finite: it has no direction."
    if directions.by_norm is None or directions.by_value is None:
        return "The gradient is zero: there is nothing to clip."
    by_norm, by_value = (_clipped(each, directions.norm) for each in (directions.by_norm, directions.by_value))
    return f"By norm, {by_norm}. By value, {by_value}."


def _clipped(clipped: Clipped, raw: float) -> str:
    limit = f"limit {number(clipped.limit)}{'' if clipped.asked else ' (an example)'}"
    if clipped.norm >= raw * (1 - 1e-12):
        return f"{limit}: unchanged"
    turned = "the same direction" if clipped.angle < SMALL_ANGLE else f"turned by {clipped.angle:.1f}°"
    return f"{limit}: {fraction_of_norm(clipped.norm / raw)} of the norm, {turned}"


def about_truncation_cost(cut: TruncationCost, chunk: int | None) -> str:
    """Cost of the chosen truncation, or else of chunks of one step."""
    steps = int(cut.chunks[-1])
    if steps == 1:
        return "There is one time step: truncation cuts nothing."
    if not np.isfinite(cut.cosine).all():
        return "The gradient is not finite: the cost of truncation is not defined."
    if chunk is None or chunk >= steps:
        return f"Nothing is cut now. Truncation after every step would cost W_hh {_lost(cut, 0)}."
    index = int(np.flatnonzero(cut.chunks == chunk)[0])
    cuts = cut_steps(steps, chunk)
    where = ", ".join(map(str, cuts[:3])) + (" ..." if len(cuts) > 3 else "")
    left = f"W_hh loses {_lost(cut, index)}; cosine {cosine_in_words(float(cut.cosine[index]))}"
    return f"Cut after t = {where}: {left}."


def cosine_in_words(value: float) -> str:
    """Format a cosine with two decimals, with three close to 1."""
    return signed(value) if abs(value) < 0.99 else f"{value:.3f}".replace("-", "−")


def _lost(cut: TruncationCost, index: int) -> str:
    lost = float(cut.lost["W_hh"][index])
    return f"{number(lost)} times the norm of its gradient" if lost > 1 else f"{share(lost)} of its gradient"
