"""What is said about a perturbation of h_0, the Lyapunov exponent, and lesions."""

from __future__ import annotations

from math import inf, isfinite

import numpy as np

from rnn.lenses.lesions import Lesions
from rnn.lenses.perturbation import Perturbed
from rnn.network.parameters import Array
from rnn.text.quantities import counted, number, signed, times

STILL = 0.005
"""Exponent up to which two runs are said to keep their distance."""


def about_perturbation(made: Perturbed) -> str:
    """Whether the two runs separate or merge, and what W_hh and the slopes would give."""
    if not np.isfinite(made.distance).all():
        return "One of the two runs leaves the finite numbers."
    if not made.measured:
        return "After one time step only rounding is left of the perturbation."
    grows = f"The runs {_verdict(made.exponent)}: exponent {signed(made.exponent)} per step"
    if made.measured < len(made.distance) - 1:
        grows += f" until t = {made.measured}"
    if made.slopes == -inf:
        return f"{grows}. Some slopes are 0, so that the mean of ln f′ has no bound."
    if not isfinite(made.weights + made.slopes):
        return f"{grows}. W_hh passes nothing, or is not finite."
    both = made.weights + made.slopes
    return f"{grows}. ln σ + mean ln f′ = {signed(made.weights)} + ({signed(made.slopes)}) = {signed(both)}."


def _verdict(exponent: float) -> str:
    if abs(exponent) <= STILL:
        return "keep their distance"
    return "separate" if exponent > 0 else "merge"


def about_exponents(epochs: Array, exponents: Array, shown: tuple[int, float], steps: int | None) -> str:
    """The exponent of the untrained network, and of the epoch shown.

    shown : the epoch and its exponent
    steps : the number of time steps that it is taken over, where these are not all
    """
    epoch, exponent = shown
    over = f" Over the first {counted(steps, 'step')}." if steps else ""
    if exponent == -inf:
        return f"At epoch {epoch:,} nothing of a perturbation reaches the last step.{over}"
    if not isfinite(exponent):
        return "A state is not finite: there is no exponent."
    now = f"{signed(exponent)}: neighbouring states {_verdict(exponent)}.{over}"
    if not epoch or not isfinite(exponents[0]):
        return f"At epoch {epoch:,} the exponent is {now}"
    return f"Untrained, the exponent is {signed(float(exponents[0]))}; at epoch {epoch:,} it is {now}"


def about_lesions(found: Lesions, unit: int) -> str:
    """The loss without the selected unit, counted from 0, and which unit matters most."""
    if not (np.isfinite(found.losses).all() and isfinite(found.whole)):
        return "Without one of the units the loss is not finite, or it is not finite at all."
    loss, most = float(found.losses[unit]), int(found.losses.argmax())
    against = f", {times(loss / found.whole)} as large" if loss > found.whole > 1e-300 else ""
    said = f"The loss is {number(found.whole)}; without unit {unit + 1} it is {number(loss)}{against}."
    if most != unit and found.losses[most] > found.whole:
        said += f" Unit {most + 1} matters most."
    if found.sequences < found.of:
        said += f" {found.sequences:,} of {found.of:,} sequences count."
    return said


def about_prediction_without(changed: Array, output: int, outputs: int) -> str:
    """By how much a prediction changes at most.

    changed : (T,), of the output that is drawn, the absolute change; output : counted from 0
    """
    if not np.isfinite(changed).all():
        return "A prediction is not finite."
    which = f" of output {output + 1}, which changes most," if outputs > 1 else ""
    if not changed.any():
        return "No prediction changes: nothing depends on this unit."
    return f"The prediction{which} changes by up to {number(float(changed.max()))}, at t = {int(changed.argmax()) + 1}."
