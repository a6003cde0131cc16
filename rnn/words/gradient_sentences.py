"""Sentences of the gradient's own pictures: which step gives it, whether it is right, and where the error is made."""

from __future__ import annotations

import math

import numpy as np

from rnn.lenses.contributions import Contributions
from rnn.lenses.gradient_check import GradientCheck
from rnn.network.bptt import Pass
from rnn.network.parameters import Array
from rnn.text.quantities import number, ratio, share, signed

THRESHOLD = "10⁻⁷"
"""That of the gradient check, as it is said."""
SETTLED = 0.1
"""How near its full length a partial sum is called near."""
ACROSS = 0.005
"""A cosine smaller than this is called none: it would be said as 0.00."""
NOTHING = "No gradient comes to {name} from this sequence."
BEYOND = "The gradient of {name} has grown beyond counting."


def about_contributions(parts: Contributions) -> str:
    """Which time step gives most of the gradient, and how little or much the first half gives."""
    steps, most = len(parts.norm), int(parts.share.argmax())
    if said := _nothing_to_tell(parts):
        return said
    if steps == 1:
        return f"There is one time step, and it gives all of the gradient of {parts.name}."
    half = steps // 2
    first = f"t = 1 to {half} together give" if half > 1 else "t = 1 gives"
    return (
        f"Of the gradient of {parts.name}, t = {most + 1} gives {share(_part(parts.share[most]))}; "
        f"{first} {share(_part(parts.share[:half].sum()))}."
    )


def about_partial_sum(parts: Contributions) -> str:
    """How far back the sum has to go until it is nearly as long as it will be."""
    if said := _nothing_to_tell(parts):
        return said
    full, steps = float(parts.length_from[0]), len(parts.norm)
    if steps == 1:
        return f"There is one time step; the gradient of {parts.name} is {number(full)} long."
    if not full:
        return f"Added up, the steps cancel: the gradient of {parts.name} is exactly zero."
    near = np.abs(parts.length_from - full) <= SETTLED * full
    settled = int(near.argmin()) if not near.all() else steps
    if settled == steps:
        return f"The last step alone has the full length of the sum, {number(full)}, within {share(SETTLED)}."
    if settled == 1:
        return f"Only at t = 1 does the sum reach its full length, {number(full)}."
    return f"From t = {settled} back the sum stays within {share(SETTLED)} of its full length, {number(full)}."


def about_direction(parts: Contributions) -> str:
    """Which step points most against the sum, and what is left when all are added up."""
    if said := _nothing_to_tell(parts):
        return said
    if len(parts.norm) == 1:
        return "There is one time step: it is the sum."
    against, kept = int(parts.cosine.argmin()), share(_part(parts.kept))
    left = f"added up, the steps keep {kept} of their lengths."
    if parts.cosine[against] > -ACROSS:
        return f"No step points against the sum: {left}"
    return f"t = {against + 1} points most against the sum, cosine {signed(parts.cosine[against])}; {left}"


def about_entries(parts: Contributions, step: int) -> str:
    """The largest entry of what one step adds, and its length against the longest; steps count from 0 here."""
    if said := _nothing_to_tell(parts):
        return said
    if not parts.norm[step]:
        return f"At t = {step + 1} nothing is added to the gradient of {parts.name}{_why(parts, step)}."
    longest, size = int(parts.norm.argmax()), np.abs(parts.at(step)).max()
    said = f"At t = {step + 1} the largest entry is {number(size)} in size"
    if step == longest:
        return f"{said}; no step adds more." if len(parts.norm) > 1 else f"{said}."
    against = ratio(float(parts.norm[step] / parts.norm[longest]))
    return f"{said}; what is added is {against} that of t = {longest + 1}."


def about_check(check: GradientCheck) -> str:
    """The verdict, with what it rests on."""
    checked = f" ({len(check.entries)} of {check.of:,} entries)" if check.of > len(check.entries) else ""
    if check.best is None:
        return "This cannot be checked: with every nudge the loss is beyond counting."
    least, nudge = number(float(check.error[check.best])), number(float(check.nudges[check.best]))
    if check.verdict == "unseen":
        return _unseen(check)
    if check.verdict == "unsure":
        return (
            f"This cannot be told: BPTT and the difference differ by {least} at best, and differences of neighbouring "
            "nudges agree hardly better. Nothing contradicts BPTT."
        )
    if check.verdict == "passed":
        agree = "agree exactly" if not check.error[check.best] else f"differ by {least}, less than {THRESHOLD}"
        return f"Passed{checked}: with a nudge of {nudge}, BPTT and the difference {agree}.{_kinks(check)}"
    if check.cut:
        whole = float(np.nanmin(check.whole_error))
        without = f"without it they differ by {number(whole)}" if whole else "without it they agree exactly"
        return (
            f"Not passed{checked}, as expected: truncation cuts the gradient, which is then not the slope of the loss. "
            f"With it they differ by {least} or more, {without}."
        )
    return f"Not passed{checked}: they differ by {least} at best, more than {THRESHOLD}.{_kinks(check)}"


def about_error(distance: Array, at_steps: Array, shown: Pass) -> str:
    """Where the error is largest among the steps that count, and its part of this sequence's loss; (T,) each."""
    counts = shown.counts[0]
    if not counts.any():
        return "This sequence is held out: its errors are drawn, and nothing is learned from them."
    distance, at_steps = np.where(counts, distance, 0.0), np.where(counts, at_steps, 0.0)
    if not np.isfinite(distance).all():
        return f"At t = {int(np.isfinite(distance).argmin()) + 1} the answer has grown beyond counting."
    worst, loss = int(at_steps.argmax()), float(at_steps.sum())
    said = f"t = {worst + 1}, off by {number(float(distance[worst]))}"
    if not distance.any():
        return "Every prediction is exact."
    if counts.sum() == 1:
        return f"The loss is taken at one time step: {said}."
    if not math.isfinite(loss) or not loss:
        return f"The largest error is at {said}."
    return f"The largest error is at {said}: {share(float(at_steps[worst] / loss))} of this sequence's loss."


def _nothing_to_tell(parts: Contributions) -> str:
    if not parts.finite:
        return BEYOND.format(name=parts.name)
    return "" if parts.norm.any() else NOTHING.format(name=parts.name)


def _why(parts: Contributions, step: int) -> str:
    """What is zero at a step that adds nothing."""
    if parts.name == "h_0":
        return ", which acts at t = 1 only"
    if not parts.right[step].any():
        return ": what came in is zero"
    return ": no error comes back to it"


def _part(value: float) -> float:
    """A sum of shares, which rounding may take past all or next to nothing."""
    return float(np.clip(np.round(value, 12), 0.0, 1.0))


def _unseen(check: GradientCheck) -> str:
    if not check.followed.any():
        moved = float(np.abs(check.central[check.best]).max())
        found = "so does the difference" if not moved else f"the difference says {number(moved)}, which is rounding"
        return f"BPTT says exactly zero here, and {found}."
    return (
        f"This cannot be told: the gradient here, {number(check.length)}, is too short for a difference to see "
        f"in a loss of {number(check.loss)}. Nothing contradicts BPTT."
    )


def _kinks(check: GradientCheck) -> str:
    """Where a ReLU unit switches within a nudge."""
    if not check.crossed.any():
        return ""
    if check.crossed.all():
        return " A ReLU unit is just at its kink: the loss has no slope there, and BPTT takes that of the off side."
    smallest = number(float(check.nudges[check.crossed].min()))
    return f" With nudges of {smallest} or more a ReLU unit switches on or off on the way: a kink, not a slope."
