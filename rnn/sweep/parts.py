"""Parts: what of a sweep trains apart, each a SweepState of its own, and the sweep that they make together.

The chunks are those of `SweepState.start`, which the plan alone decides; runs that train alone are dealt in small
groups. So whoever trains the parts, and in whatever order and slices, the numbers are the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rnn.sweep.plan import Plan
from rnn.sweep.state import SweepState

TOGETHER = 8
"""Runs to train alone that make one part until the first of them have begun."""


def parts_of(state: SweepState) -> list[SweepState]:
    """Split what is left to train; the parts have no results."""
    plan, fallen = state.plan, state.fallen
    return [
        *(SweepState(plan, alone=(one,)) for one in state.alone),
        *(SweepState(plan, fallen=fallen[first : first + TOGETHER]) for first in range(0, len(fallen), TOGETHER)),
        *(SweepState(plan, chunks=(chunk,)) for chunk in state.chunks),
    ]


def joined(plan: Plan, parts: Iterable[SweepState]) -> SweepState:
    """Return one state of what is left in the parts, and of their results."""
    whole = SweepState(plan)
    results, weights = dict(whole.results), dict(whole.weights)
    for part in parts:
        results.update(part.results)
        weights.update(part.weights)
        whole = replace(
            whole,
            chunks=(*whole.chunks, *part.chunks),
            fallen=(*whole.fallen, *part.fallen),
            alone=(*whole.alone, *part.alone),
        )
    return replace(whole, results=results, weights=weights)
