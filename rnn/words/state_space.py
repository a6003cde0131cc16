"""What is said about the state space and its fixed points."""

from __future__ import annotations

from rnn.lenses.fixed_points import LARGEST, FixedPoints
from rnn.lenses.state_space import Components, Trajectories
from rnn.text.quantities import number, share

NOT_FINITE = "A hidden state is not finite: it has no place in a state space."
NO_SEARCH = f"Weights or states are beyond {number(LARGEST)}: no fixed point is searched for."
ONE_UNIT = "With one hidden unit the state space is a line. Hidden states shows the unit over time."
INPUTS = ("Zero input", "Mean input")


def about_trajectories(drawn: Trajectories, seen: Components, learned_start: bool, padded: bool) -> str:
    """How much variance the first components hold, and what is left out."""
    parts = [_variance(seen)]
    if drawn.sequences < drawn.of and drawn.sequences > 1:
        parts.append(f"The first {drawn.sequences:,} of {drawn.of:,} sequences are drawn.")
    if learned_start:
        parts.append("h<sub>0</sub> is learned.")
    if padded:
        parts.append("Padding is left out.")
    return " ".join(parts)


def _variance(seen: Components) -> str:
    held = seen.fractions
    if not held.any():
        return "All states are equal: there is no variance."
    if len(held) == 2:
        return "With two units this plane is the whole state space."
    first = f"PC 1 and PC 2 together hold {share(min(float(held[:2].sum()), 1.0))} of the variance"
    return f"{first}, PC 3 holds {share(float(held[2]))}."


def about_components(seen: Components, units: int) -> str:
    """How many components hold most of the variance."""
    if not seen.fractions.any():
        return "All states are equal: there is no variance."
    enough = int((seen.fractions.cumsum() < 0.9).sum()) + 1
    if enough > len(seen.fractions):
        return f"The first {len(seen.fractions)} of {units} components hold less than 90 % of the variance."
    return f"{enough} of {units} components hold at least 90 % of the variance."


def about_points(points: FixedPoints | None, held: int, step: int | None, one_hot: bool = False) -> str:
    """How many points there are of each kind, and what the search cost.

    held : a place in HELD_INPUTS
    step : the selected time step, counted from 0, or None
    one_hot : whether the inputs are letters or words, of which none is zero
    """
    if points is None:
        return NO_SEARCH
    stable, other, slow = (int(mask.sum()) for mask in (points.stable, points.not_stable, points.slow))
    place = INPUTS[held] if held < len(INPUTS) else f"Input of t = {(step or 0) + 1}"
    if one_hot and held < len(INPUTS):
        place += ", which is no symbol"
    counts = f"{stable or 'no'} stable, {other or 'no'} unstable, {slow or 'no'} slow"
    return f"{place}: {counts}, from {points.starts} starts in {points.steps:,} steps."
