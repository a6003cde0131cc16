"""Sentences: what a picture shows, computed from its data and said as a person would; a screen reader gets them too."""

from __future__ import annotations

from math import isfinite

import numpy as np

from rnn.bptt import Pass
from rnn.experiment import Experiment
from rnn.parameters import Array
from rnn.trainer import Trainer

SATURATED = 0.9


def about_loss(loss: float, first_loss: float) -> str:
    """The loss now against the untrained network's."""
    if loss == 0:
        return "The loss is exactly zero."
    if loss == first_loss:
        return f"The loss is {number(loss)}: nothing learned yet."
    if not first_loss:
        return f"The loss is {number(loss)}; untrained it was exactly zero."
    if 0.995 <= loss / first_loss <= 1.005:
        return f"The loss is {number(loss)}, about the same as untrained."
    if loss > first_loss:
        return f"The loss is {number(loss)}, {times(loss / first_loss)} as much as untrained."
    return f"The loss is {number(loss)}; untrained it was {times(first_loss / loss)} as much."


def about_prediction(shown: Pass, sequence: int = 0) -> str:
    """Where the prediction is furthest from the target."""
    distance = np.linalg.norm(shown.yhat[sequence] - shown.target[sequence], axis=1)
    furthest = int(distance.argmax())
    if distance[furthest] == 0:
        return "Every prediction is exact."
    return f"Furthest from the target at t = {furthest + 1}: off by {number(distance[furthest])}."


def about_hidden(shown: Pass, sequence: int = 0) -> str:
    """How many of the states are close to -1 or 1, where tanh is flat."""
    h = shown.h[sequence, 1:]
    saturated = float(np.mean(np.abs(h) > SATURATED))
    if saturated:
        return f"{share(saturated).capitalize()} of the states are saturated (beyond ±{SATURATED})."
    return f"No state is saturated (beyond ±{SATURATED}); the largest is {number(np.abs(h).max())} in size."


def about_gradient(shown: Pass, sequence: int = 0) -> str:
    """The gradient at the first step against that at the last."""
    lengths = shown.dh_norm[sequence]
    last = len(lengths)
    if last == 1:
        return f"There is one time step, and its gradient is {number(lengths[0])}."
    if not lengths[-1]:
        return f"At t = {last} the gradient is zero."
    if not lengths[0]:
        return "No gradient reaches t = 1."
    return f"The gradient at t = 1 is {ratio(float(lengths[0]) / float(lengths[-1]))} that at t = {last}."


def about_unit(shown: Pass, unit: int, sequence: int = 0) -> str:
    """Between which values one unit moves; units count from 0 here and from 1 in the sentence."""
    h = shown.h[sequence, 1:, unit]
    if h.min() == h.max():
        return f"Unit {unit + 1} is {signed(h.min())} at every step."
    return f"Unit {unit + 1} moves between {signed(h.min())} and {signed(h.max())}, and ends at {signed(h[-1])}."


def about_slope(shown: Pass, sequence: int = 0) -> str:
    """How much of the gradient the tanh lets through."""
    slope: Array = shown.slope[sequence]
    of_unit = slope.mean(axis=0)
    unit, mean = int(of_unit.argmin()), float(slope.mean())
    if mean == 1:
        return "All of the gradient passes: every state is at zero, or next to it, where tanh is steepest."
    least = share(float(of_unit[unit]))
    return f"On average {share(mean)} of the gradient passes; unit {unit + 1} lets the least through, {least} of it."


def about_sequence(experiment: Experiment) -> str:
    """How the sequence was understood, and what the network gets of it."""
    items, features = len(experiment.inputs), len(experiment.inputs[0])
    read = f"{items:,} time steps" if items > 1 else "1 time step"
    read += f" of {features} numbers" if features > 1 else ""
    if experiment.targets is not None:
        return f"{read}."
    return f"{read}: {items - 1:,} to learn from, each with the next as target."


def about_run(newest: Trainer, shown: Trainer) -> str:
    """Where the run stands, or else how the loss that is shown belongs to the updates."""
    if shown.epoch != newest.epoch:
        return (
            f"Held at epoch {shown.epoch:,}; the newest is {newest.epoch:,}. Play, or drag to the end, to follow again."
        )
    if newest.divergence:
        return newest.divergence.sentence
    if newest.status == "stopped":
        return f"Stopped at epoch {newest.epoch:,}, as asked."
    return about_update(newest.experiment)


def about_update(experiment: Experiment) -> str:
    """How the loss that is shown belongs to the gradient that an update follows."""
    mean = experiment.loss_scaling == "mean"
    if experiment.loss == "cross-entropy" or experiment.batch.counted is not None:
        shown = "cross-entropy" if experiment.loss == "cross-entropy" else "squared error"
        followed = "its gradient" if mean else "the gradient of the sum over them"
        half = "" if mean or experiment.loss == "cross-entropy" else ", halved"
        return f"The loss shown is the mean {shown} of the steps that count; each update follows {followed}{half}."
    if mean:
        return "The loss shown is MSE = (1/T) Σ|ŷ − y|², and each update follows its gradient."
    longer = experiment.x.shape[1] / 2
    loss = "The loss shown is MSE = (1/T) Σ|ŷ − y|²."
    return f"{loss} Each update follows ½ Σ|ŷ − y|², whose gradient is T/2 = {longer:g} times as long."


def number(value: float) -> str:
    """Three significant digits; powers of ten written out only beyond a million or below a ten-thousandth."""
    if value == 0:
        return "0"
    if not isfinite(value):
        return "beyond counting"
    if 1e-4 <= abs(value) < 1e6:
        return f"{value:,.3g}" if abs(value) < 999.5 else f"{value:,.0f}"
    digits, power = f"{value:.1e}".split("e")
    return f"{digits} × 10{_raised(int(power))}"


def signed(value: float) -> str:
    """Two decimals with a true minus sign."""
    return f"{value:.2f}".replace("-", "−") if round(value, 2) else "0.00"


def share(part: float) -> str:
    """A part of the whole as a percentage that never claims all or nothing where it is not."""
    if part in (0, 1):
        return "all" if part else "none"
    if part > 0.99:
        return "almost all"
    if part < 0.001:
        return "almost none"
    return f"{100 * part:.0f} %" if part >= 0.095 else f"{100 * part:.1f} %"


def times(factor: float) -> str:
    """How many times."""
    return f"{number(factor)} times" if factor < 10 else f"{number(float(f'{factor:.2g}'))} times"


def ratio(part: float) -> str:
    """One length against another: a percentage when it is less, times when it is more."""
    if 0.995 <= part <= 1.005:
        return "as large as"
    if part > 1:
        return f"{times(part)} as large as"
    if part >= 0.001:
        return f"{100 * part:.2g} % of"
    return f"{number(part)} times"


def _raised(power: int) -> str:
    return str(power).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
