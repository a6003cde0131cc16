"""Verdict: does the gradient vanish or explode on its way back? One number against one threshold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from rnn.data.tasks import TASKS, Dials
from rnn.experiment.experiment import Experiment
from rnn.lenses.flow import Flow
from rnn.text.quantities import counted, number, percent, times

FAINT, LOUD = 0.01, 100.0
"""What is left of the gradient norm: below the one it vanishes, above the other it explodes."""


@dataclass(frozen=True)
class Verdict:
    """The word, what is left of the gradient norm at the lag that is judged (None where there is none), and why."""

    word: Literal["vanishing", "healthy", "exploding", "no gradient", "no way back"]
    left: float | None
    sentence: str


def needed_lag(experiment: Experiment, sequence: int = 0) -> int | None:
    """How many time steps back the task needs its gradient, given where the loss is taken; None where nobody knows."""
    steps = np.flatnonzero(experiment.batch.counts[sequence])
    if experiment.task not in TASKS or not len(steps):
        return None
    dials = Dials(*(getattr(experiment, name) for name in Dials._fields))
    return TASKS[experiment.task].lag(dials, steps + 1)


def verdict(flow: Flow, needed: int | None = None) -> Verdict:
    """Judge the median over loss steps against FAINT and LOUD, at the lag that the task needs or else at the largest.

    needed : how many time steps back the task needs its gradient, or None where that is not known
    """
    if not flow.finite:
        return Verdict("exploding", None, "Exploding: already in the forward pass the states are not finite.")
    if not len(flow.lags):
        return Verdict("no gradient", None, "No gradient: no loss is taken here, or every prediction is exact.")
    longest = int(flow.lags[-1])
    if not longest:
        return Verdict("no way back", None, "There is no way back: the loss is taken at the first time step only.")
    lag = longest if needed is None else min(needed, longest)
    left, furthest = float(flow.median[lag]), float(flow.median[longest])
    if not lag:
        at_longest = f"{steps_back(longest)}, the largest lag, {what_is_left(furthest)}."
        return Verdict("healthy", left, f"Healthy: the task needs the present time step only. {at_longest}")
    at_longest = "" if lag == longest else f" {steps_back(longest)}, the largest lag, it is {_relative(furthest)}."
    said = f"{as_far_as(lag, needed)}, {what_is_left(left)}"
    if left < FAINT:
        return Verdict("vanishing", left, f"Vanishing: {said}, below the limit of 1 %.{at_longest}")
    if left > LOUD:
        return Verdict("exploding", left, f"Exploding: {said}, above the limit of {number(LOUD)} times.{at_longest}")
    return Verdict("healthy", left, f"Healthy: {said}; the limits are 1 % and {number(LOUD)} times.{at_longest}")


def as_far_as(lag: int, needed: int | None) -> str:
    """So many steps back, and whether the task needs them."""
    return steps_back(lag) if needed is None else f"{steps_back(lag)}, as far as the task needs"


def steps_back(lag: int) -> str:
    """So many steps back."""
    return f"{counted(lag, 'step')} back"


def what_is_left(part: float) -> str:
    """What is left of the gradient norm, as a clause."""
    if part == 0:
        return "nothing is left of the gradient"
    if part > 1.005:
        return f"the gradient norm is {_relative(part)} as large"
    return f"{_relative(part)} of the gradient norm is left"


def _relative(part: float) -> str:
    """Against the gradient norm at the loss step."""
    if part > 1.005:
        return times(part)
    return percent(part) if part >= 0.0001 or not part else number(part)
