"""Sentences about per-step contributions, the gradient check and the error at each time step."""

from __future__ import annotations

import math

import numpy as np

from rnn.lenses.contributions import Contributions
from rnn.lenses.gradient_check import GradientCheck
from rnn.network.bptt import Pass
from rnn.network.parameters import Array
from rnn.text.quantities import number, ratio, share, signed

THRESHOLD = "10⁻⁷"
"""The threshold of the gradient check, as text."""
SETTLED = 0.1
"""Relative distance from its final norm at which a partial sum counts as settled."""
ACROSS = 0.005
"""A cosine smaller than this in absolute value would read 0.00."""
NOTHING = "The gradient of {name} is zero for this sequence."
BEYOND = "The gradient of {name} is not finite."


def about_contributions(parts: Contributions) -> str:
    """Time step with the largest contribution, and the share of the first half."""
    steps, most = len(parts.norm), int(parts.share.argmax())
    if said := _nothing_to_tell(parts):
        return said
    if steps == 1:
        return f"There is one time step; it contributes all of the gradient of {parts.name}."
    half = steps // 2
    first = f"t = 1 to {half} contribute" if half > 1 else "t = 1 contributes"
    return (
        f"t = {most + 1} contributes most to the gradient of {parts.name}: {share(limited(parts.share[most]))} of the "
        f"summed norms; {first} {share(limited(parts.share[:half].sum()))}."
    )


def about_partial_sum(parts: Contributions) -> str:
    """How far back the partial sum has to go until its norm is nearly the final one."""
    if said := _nothing_to_tell(parts):
        return said
    full, steps = float(parts.partial_norm[0]), len(parts.norm)
    if steps == 1:
        return f"There is one time step; the gradient of {parts.name} has norm {number(full)}."
    if not full:
        return f"The contributions cancel: the gradient of {parts.name} is exactly zero."
    near = np.abs(parts.partial_norm - full) <= SETTLED * full
    settled = int(near.argmin()) if not near.all() else steps
    if settled == steps:
        return f"The last step alone has the norm of the whole sum, {number(full)}, within {share(SETTLED)}."
    if settled == 1:
        return f"The partial sum reaches its final norm, {number(full)}, only at t = 1."
    return f"From t = {settled} back, the partial sum stays within {share(SETTLED)} of its final norm, {number(full)}."


def about_direction(parts: Contributions) -> str:
    """Contribution that points most against the sum, and the norm that is left of all of them."""
    if said := _nothing_to_tell(parts):
        return said
    if len(parts.norm) == 1:
        return "There is one time step: its contribution is the whole gradient."
    against, kept = int(parts.cosine.argmin()), share(limited(parts.kept))
    left = f"adding up leaves {kept} of the summed norms."
    if parts.cosine[against] > -ACROSS:
        return f"No contribution points against the sum; {left}"
    cosine = signed(parts.cosine[against])
    return f"The contribution of t = {against + 1} points most against the sum, cosine {cosine}; {left}"


def about_entries(parts: Contributions, step: int) -> str:
    """Largest entry of one step's contribution, and its norm relative to the largest; `step` counts from 0."""
    if said := _nothing_to_tell(parts):
        return said
    if not parts.norm[step]:
        return f"The contribution of t = {step + 1} to the gradient of {parts.name} is zero: {_why(parts, step)}."
    largest, size = int(parts.norm.argmax()), np.abs(parts.at(step)).max()
    said = f"The largest entry at t = {step + 1} is {number(size)} in absolute value"
    if step == largest:
        return f"{said}; no step contributes more." if len(parts.norm) > 1 else f"{said}."
    against = ratio(float(parts.norm[step] / parts.norm[largest]))
    return f"{said}; the norm is {against} that at t = {largest + 1}."


def about_check(check: GradientCheck) -> str:
    """Verdict of a gradient check, with the numbers that it rests on."""
    checked = f" ({len(check.entries)} of {check.of:,} entries)" if check.of > len(check.entries) else ""
    if check.best is None:
        return "The check is not possible: the loss is not finite for any ε."
    least, epsilon = number(float(check.error[check.best])), number(float(check.epsilons[check.best]))
    if check.verdict == "unseen":
        return _unseen(check)
    if check.verdict == "unsure":
        return (
            f"Undecided: the smallest relative error is {least}, and central differences at neighbouring ε "
            "agree hardly better. Nothing contradicts BPTT."
        )
    if check.verdict == "passed":
        error = f"{least}, below {THRESHOLD}" if check.error[check.best] else "exactly 0"
        return f"Passed{checked}: at ε = {epsilon} the relative error is {error}.{_kinks(check)}"
    if check.cut:
        whole = float(np.nanmin(check.whole_error))
        without = number(whole) if whole else "exactly 0"
        return (
            f"Not passed{checked}, as expected: truncation cuts the gradient, which is then not that of the loss. "
            f"The smallest relative error is {least}; without truncation it is {without}."
        )
    return f"Not passed{checked}: the smallest relative error is {least}, above {THRESHOLD}.{_kinks(check)}"


def about_error(distance: Array, at_steps: Array, shown: Pass) -> str:
    """Where the error is largest among the steps that count, and its share of this sequence's loss; both are (T,)."""
    counts = shown.counts[0]
    if not counts.any():
        return "This sequence is held out: its errors are drawn but not learned from."
    distance, at_steps = np.where(counts, distance, 0.0), np.where(counts, at_steps, 0.0)
    if not np.isfinite(distance).all():
        return f"At t = {int(np.isfinite(distance).argmin()) + 1} the prediction is not finite."
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
    """Why the contribution of a step is zero."""
    if parts.name == "h_0":
        return "it acts at t = 1 only"
    if not parts.right[step].any():
        return "its input there is zero"
    return "no gradient arrives there"


def limited(value: float) -> float:
    """A sum of shares, without the rounding that takes it beyond 0 and 1."""
    return float(np.clip(np.round(value, 12), 0.0, 1.0))


def _unseen(check: GradientCheck) -> str:
    if not check.followed.any():
        moved = float(np.abs(check.central[check.best]).max())
        found = f"central differences give {number(moved)}, which is rounding" if moved else "so do central differences"
        return f"BPTT gives exactly 0 here; {found}."
    return (
        f"Undecided: the gradient norm, {number(check.gradient_norm)}, is too small for finite differences of a loss "
        f"of {number(check.loss)}. Nothing contradicts BPTT."
    )


def _kinks(check: GradientCheck) -> str:
    """Perturbations within which a ReLU unit switches on or off."""
    if not check.crossed.any():
        return ""
    if check.crossed.all():
        return " A ReLU unit is exactly at its kink: the loss has no derivative, and BPTT takes that of the off side."
    smallest = number(float(check.epsilons[check.crossed].min()))
    return f" At ε = {smallest} or more, a ReLU unit switches on or off between w − ε and w + ε."
