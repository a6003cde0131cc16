"""Sentences about the flow of the gradient: what each picture of it shows, computed from its data."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isfinite

import numpy as np

from rnn.lenses.by_lag import ByLag
from rnn.lenses.flow import Flow
from rnn.lenses.itemised import ByLossStep
from rnn.lenses.over_training import Moment
from rnn.network.bptt import Pass
from rnn.network.parameters import Array
from rnn.text.quantities import counted, number, percent, ratio, share
from rnn.training.divergence import Path
from rnn.words.verdict import as_far_as, verdict, what_is_left

LEARNED = 0.1
"""The loss against a constant prediction's, below which a task counts as learned."""


def about_influence(items: ByLossStep, loss_step: int) -> str:
    """The influence of one loss on the first state against that on the state of its own step."""
    influence = items.norm[int(np.flatnonzero(items.steps == loss_step)[0])]
    own, first = float(influence[loss_step - 1]), float(influence[0])
    if not (isfinite(own) and isfinite(first)):
        return f"The influence of the loss at t = {loss_step} leaves the finite numbers."
    if not own:
        return f"The loss at t = {loss_step} has no influence: none is taken there, or its prediction is exact."
    if loss_step == 1:
        return f"The loss at t = 1 influences the state at t = 1 only; the norm of its gradient is {number(own)}."
    if not first:
        return f"The influence of the loss at t = {loss_step} on its own state is {number(own)}; none reaches t = 1."
    part = ratio(first / own)
    return f"The influence of the loss at t = {loss_step} on the state at t = 1 is {part} that on its own state."


def about_lags(sorted_: ByLag) -> str:
    """How much of the sum comes from near, and what is left of the far half that a sum hides."""
    if not sorted_.whole:
        return "The gradient of W_hh is zero."
    if not isfinite(sorted_.whole):
        return "The sum leaves the finite numbers."
    lags, near = len(sorted_.alone), sorted_.near
    norm = f"The norm of the sum is {number(sorted_.whole)}"
    if lags == 1:
        return f"{norm}; with one time step there is no lag."
    if near == lags - 1 or near >= lags // 2:
        return f"{norm}. Far lags contribute: more than 1 % comes from beyond lag {max(near - 1, 0)}."
    far = float(sorted_.beyond[lags // 2]) / sorted_.whole
    nearby = f"{norm}; 99 % of it comes from lag{f's 0 to {near}' if near else ' 0'}"
    end = lags // 2 if far else int(np.flatnonzero(sorted_.beyond == 0)[0])
    return f"{nearby}. Beyond lag {end} lies {small_part(far) if far else 'nothing'}."


def small_part(part: float) -> str:
    """Format a small part of a sum: as a percentage, or as a fraction."""
    return percent(part) if part >= 0.001 else f"a fraction of {number(part)}"


def about_flow(flow: Flow, needed: int | None = None, relative_loss: float | None = None) -> str:
    """Verdict, half-life and memory horizon.

    needed : how many time steps back the task needs its gradient, or None where that is not known
    relative_loss : the loss against a constant prediction's, or None where that is zero
    """
    said = verdict(flow, needed)
    if said.left is None:
        return said.sentence
    learned = ""
    if said.word == "vanishing" and relative_loss is not None and relative_loss < LEARNED:
        part = ratio(relative_loss)
        learned = f" The task is learned all the same: the loss is {part} a constant prediction's."
        learned += " Over training shows what was left before."
    return f"{said.sentence}{learned} Half is left {_after(flow.half_life)}, 1 % {_after(flow.horizon)}."


def _after(lag: float) -> str:
    return "beyond the sequence" if lag == inf else f"after {counted(lag, 'step')}"


def about_causes(flow: Flow) -> str:
    """What one step back multiplies the norm by, and how much of that is W_hh and how much the slopes."""
    if not flow.carries.any():
        return "No gradient flows back even one step."
    slopes, weights = flow.slope_factor, flow.weight_factor
    if not isfinite(slopes * weights):
        return "What one step back multiplies with leaves the finite numbers."
    both = f"One step back multiplies the gradient norm by {number(slopes * weights)} on average"
    return f"{both}: W_hh by {number(weights)}, the slopes by {number(slopes)}.{_stopped(flow)}"


def _stopped(flow: Flow) -> str:
    """Share of the loss steps whose gradient becomes exactly zero, as through a ReLU that is off."""
    end = np.array([left[~np.isnan(left)][-1] for left in flow.left])
    stopped = float(np.mean(end == 0))
    return (
        f" For {share(stopped)} of the loss steps, the gradient becomes exactly 0 on its way back." if stopped else ""
    )


def about_moments(seen: Sequence[Moment], needed: int | None = None) -> str:
    """What was left when training began, and what is now, at the lag that the task needs or else at the largest."""
    first, last = seen[0].left, seen[-1].left
    longest = min(len(first), len(last)) - 1
    if longest < 1:
        return "There is no way back: one time step, or no gradient."
    lag = min(needed, longest) if needed else longest
    if not (isfinite(first[lag]) and isfinite(last[lag])):
        return f"What is left {counted(lag, 'step')} back leaves the finite numbers."
    place, then = as_far_as(lag, needed or None), what_is_left(float(first[lag]))
    if len(seen) == 1:
        return f"Untrained, {place}, {then}."
    return f"Untrained, {place}, {then}. At epoch {seen[-1].epoch:,}, {what_is_left(float(last[lag]))}."


def about_gradient(shown: Pass, sequence: int = 0, path: Path | None = None) -> str:
    """The gradient at the first step against that at the last one that has a loss.

    path : by which one the run has left the finite numbers; where it is the readout, the sentence says so
    """
    said = _first_against_last(shown.alone(sequence))
    return f"The readout overshoots, not the recurrence: {said[0].lower()}{said[1:]}" if path == "readout" else said


def _first_against_last(shown: Pass) -> str:
    finite, counts = np.isfinite(shown.dh[0]).all(axis=1), shown.counts[0, : shown.dh.shape[1]]
    if not counts.any():
        return "This sequence is held out: no loss is taken, and no gradient flows."
    if not finite.all():
        return f"The gradient leaves the finite numbers at t = {int(np.flatnonzero(~finite)[-1]) + 1}."
    norms = shown.dh_norm[0]
    if len(norms) == 1:
        return f"There is one time step, and its gradient norm is {number(norms[0])}."
    last = int(np.flatnonzero(counts)[-1]) + 1
    if not norms[last - 1]:
        return f"At t = {last} the gradient is zero."
    if last == 1:
        return f"The loss is taken at t = 1 only; the gradient norm there is {number(norms[0])}."
    if not norms[0]:
        return _end_of_the_way(shown, int(np.flatnonzero(norms)[0]))
    return f"The gradient norm at t = 1 is {ratio(float(norms[0]) / float(norms[last - 1]))} that at t = {last}."


def _end_of_the_way(shown: Pass, first: int) -> str:
    """Why no gradient arrives before step `first`, counted from 0: cut, blocked, or too small for a number."""
    options, at = shown.options, f"t = {first + 1}"
    if options.cut_after(first, shown.x.shape[1]):
        return f"Truncation cuts the gradient before {at}: none reaches t = 1."
    arrives = shown.dh[0, first] != 0
    if not shown.slope[0, first][arrives].any():
        look = options.activation.look
        if look.saturated is None:
            return f"No gradient reaches t = 1: every unit that it meets at {at} is off."
        return f"No gradient reaches t = 1: the units at {at} are so saturated that their slopes round to 0."
    da = shown.da[0, first]
    if da.any() and not ((da / np.abs(da).max()) @ (options.gain * shown.parameters.W_hh)).any():
        return f"No gradient reaches t = 1: W_hh passes nothing on at {at}."
    return f"Before {at} the gradient is smaller than 10⁻³²³, the smallest number here, and rounds to 0."


def about_what_if(gain: float, input_scale: float) -> str:
    """Say with which gain and input scale the pass is recomputed."""
    return f"What if: gain {number(gain)} on W_hh, inputs × {number(input_scale)}. Same weights, nothing is trained."


def about_spectrum(values: Array) -> str:
    """Where the largest eigenvalue lies."""
    size = float(np.abs(values[0]))
    if not isfinite(size):
        return "W_hh is not finite."
    place = "on" if abs(size - 1) < 0.005 else "inside" if size < 1 else "outside"
    pair = ", one of a complex pair," if abs(values[0].imag) > 1e-9 * size else ""
    return f"The absolute value of the largest eigenvalue{pair} is {number(size)}: {place} the unit circle."


def about_singular_values(values: Array, steepest: float) -> str:
    """Whether the largest singular value alone decides that the gradient vanishes."""
    largest, limit = float(values[0]), 1 / steepest
    if not isfinite(largest):
        return "W_hh is not finite."
    said = f"The largest singular value is {number(largest)}"
    if largest < limit:
        return f"{said}, below {number(limit)}: the gradient must vanish."
    return f"{said}, not below {number(limit)}: the gradient may explode, but need not."


def about_saturated(saturated: Array, off: bool = False) -> str:
    """Over all time steps, and where it is worst; `off` where the activation has units that are off."""
    word = "off" if off else "saturated"
    if not saturated.any():
        return f"No unit is {word} at any time step."
    mean, worst = float(saturated.mean()), int(saturated.argmax())
    if saturated.min() == saturated.max():
        return f"{share(mean).capitalize()} of the units are {word} at every time step."
    most = share(float(saturated[worst]))
    return f"On average {share(mean)} of the units are {word}; most at t = {worst + 1}: {most}."
