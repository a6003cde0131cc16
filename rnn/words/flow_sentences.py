"""Sentences about the flow of the gradient: what each picture of it shows, as a person would say it."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isfinite

import numpy as np

from rnn.lenses.by_lag import ByLag
from rnn.lenses.flow import Flow
from rnn.lenses.itemised import ByLossStep
from rnn.lenses.over_training import Moment
from rnn.network.parameters import Array
from rnn.text.quantities import number, percent, share
from rnn.words.verdict import verdict


def about_items(items: ByLossStep, loss_step: int) -> str:
    """How strongly one loss step pulls at the first state against the state of its own step."""
    pulls = items.norm[int(np.flatnonzero(items.steps == loss_step)[0])]
    own, first = float(pulls[loss_step - 1]), float(pulls[0])
    if not (isfinite(own) and isfinite(first)):
        return f"The pull of the loss at t = {loss_step} leaves the finite numbers."
    if not own:
        return f"The loss at t = {loss_step} pulls at nothing: none is taken there, or its answer is exact."
    if loss_step == 1:
        return f"The loss at t = 1 pulls at the state of t = 1 only, with {number(own)}."
    if not first:
        return f"The loss at t = {loss_step} pulls at its own state with {number(own)}; nothing of that reaches t = 1."
    return f"The loss at t = {loss_step} pulls {_as_strongly(first / own)} at the state of t = 1 as at its own."


def _as_strongly(part: float) -> str:
    if 0.995 <= part <= 1.005:
        return "as strongly"
    return f"{number(part)} times as strongly" if part > 1 or part < 0.001 else f"{percent(part)} as strongly"


def about_lags(sorted_: ByLag) -> str:
    """How much of the sum comes from near, and what is left of the far half that a sum hides."""
    if not sorted_.whole:
        return "The gradient of W_hh is zero."
    lags, near = len(sorted_.alone), sorted_.near
    length = f"The sum is {number(sorted_.whole)} long"
    if lags == 1:
        return f"{length}; with one time step there is no lag."
    if near == lags - 1 or near >= lags // 2:
        return f"{length}, and far lags are part of it: more than 1 % comes from beyond lag {max(near - 1, 0)}."
    far = float(sorted_.beyond[lags // 2]) / sorted_.whole
    nearby = f"{length}; 99 % of it comes from lag{f's 0 to {near}' if near else ' 0'}"
    return f"{nearby}; from beyond lag {lags // 2} comes {'nothing' if not far else _small(far)}."


def _small(part: float) -> str:
    return percent(part) if part >= 0.001 else f"{number(part)} times as much"


def about_flow(flow: Flow) -> str:
    """The verdict, with half-life and memory horizon."""
    said = verdict(flow)
    if said.left is None:
        return said.sentence
    return f"{said.sentence} Half is first left {_after(flow.half_life)}, 1 % {_after(flow.horizon)}."


def _after(lag: float) -> str:
    return "beyond the sequence" if lag == inf else f"after {number(lag)} steps"


def about_causes(flow: Flow) -> str:
    """What one step back multiplies with, and which of the two does more."""
    if not flow.carries.any():
        return "No gradient goes back even one step."
    slopes, weights = flow.slope_factor, flow.weight_factor
    both = f"One step back multiplies by {number(slopes * weights)} on average"
    return f"{both}: W_hh by {number(weights)}, the slopes by {number(slopes)}.{_stopped(flow)}"


def _stopped(flow: Flow) -> str:
    """How many of the ways back end at exactly zero, as those through a ReLU that is off."""
    end = np.array([left[~np.isnan(left)][-1] for left in flow.left])
    stopped = float(np.mean(end == 0))
    return f" {share(stopped).capitalize()} of the ways back end at exactly 0." if stopped else ""


def about_moments(seen: Sequence[Moment]) -> str:
    """What was left at the longest lag when training began, and what is now."""
    first, last = seen[0].left, seen[-1].left
    lag = min(len(first), len(last)) - 1
    if lag < 1:
        return "There is no way back: one time step, or no gradient."
    then, now = (_of_the_gradient(float(left[lag])) for left in (first, last))
    back = f"{lag:,} step{'s' if lag > 1 else ''} back"
    if len(seen) == 1:
        return f"Untrained, {now} is left {back}."
    return f"Untrained, {then} was left {back}; at epoch {seen[-1].epoch:,}, {now}."


def _of_the_gradient(left: float) -> str:
    part = f"{number(left)} times" if left > 1 or 0 < left < 0.001 else f"{percent(left)} of"
    return f"{part} the gradient"


def about_physics(gain: float, input_scale: float) -> str:
    """What the sliders above the charts pretend."""
    return f"As if W_hh × {number(gain)} and inputs × {number(input_scale)}: same weights, nothing is trained."


def about_spectrum(values: Array) -> str:
    """Where the largest eigenvalue lies."""
    size = float(np.abs(values[0]))
    place = "on" if abs(size - 1) < 0.005 else "inside" if size < 1 else "outside"
    turns = ", one of a pair that turns," if abs(values[0].imag) > 1e-9 * size else ""
    return f"The largest eigenvalue{turns} is {number(size)} in size, {place} the unit circle."


def about_stretch(values: Array, steepest: float) -> str:
    """Whether the largest singular value alone decides that the gradient vanishes."""
    largest, limit = float(values[0]), 1 / steepest
    if largest < limit:
        return f"The largest is {number(largest)}, below {number(limit)}: the gradient must vanish."
    return f"The largest is {number(largest)}, not below {number(limit)}: the gradient may explode, but need not."


def about_flat(flat: Array) -> str:
    """Over all time steps, and where it is worst."""
    if not flat.any():
        return "No unit is flat at any time step."
    worst = int(flat.argmax())
    mean = share(float(flat.mean()))
    if flat.min() == flat.max():
        return f"{mean.capitalize()} of the units are flat, at every time step."
    return f"On average {mean} of the units are flat; most at t = {worst + 1}, {share(float(flat[worst]))}."
