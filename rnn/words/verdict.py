"""Verdict: does the gradient vanish or explode on its way back? One number against one threshold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rnn.lenses.flow import Flow
from rnn.text.quantities import number, ratio

FAINT, LOUD = 0.01, 100.0
"""What is left at the first time step: below the one it vanishes, above the other it explodes."""


@dataclass(frozen=True)
class Verdict:
    """The word, what is left of the gradient after the longest way back (None where there is none), and why."""

    word: Literal["vanishing", "healthy", "exploding", "no gradient", "no way back"]
    left: float | None
    sentence: str


def verdict(flow: Flow) -> Verdict:
    """Judge the median over loss steps at the longest lag against FAINT and LOUD."""
    if not flow.finite:
        return Verdict("exploding", None, "Exploding: on the way forward already, the states leave the finite numbers.")
    if not len(flow.lags):
        return Verdict("no gradient", None, "No gradient: no loss is taken here, or every answer is exact.")
    lag = int(flow.lags[-1])
    if not lag:
        return Verdict("no way back", None, "There is no way back: the loss is taken at the first time step only.")
    left = float(flow.median[lag])
    back = f"{lag:,} step{'s' if lag > 1 else ''} back"
    if left == 0:
        return Verdict("vanishing", left, f"Vanishing: {back} nothing is left of the gradient (the limit is 1 %).")
    said = f"{back} the gradient is {ratio(left)} what it was"
    if left < FAINT:
        return Verdict("vanishing", left, f"Vanishing: {said}, below the limit of 1 %.")
    if left > LOUD:
        return Verdict("exploding", left, f"Exploding: {said}, above the limit of {number(LOUD)} times.")
    return Verdict("healthy", left, f"Healthy: {said}, between the limits of 1 % and {number(LOUD)} times.")
