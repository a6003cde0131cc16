"""Sentences: what a figure shows, computed from its data; screen readers get them too."""

from __future__ import annotations

from math import isfinite

import numpy as np

from rnn.experiment.experiment import Experiment
from rnn.network.bptt import Pass
from rnn.network.finite import said_where_not_finite
from rnn.network.losses import LOSSES
from rnn.network.norms import norms
from rnn.text.quantities import number, share, signed, times


def about_loss(loss: float, first_loss: float) -> str:
    """The loss now against the untrained network's."""
    if not isfinite(loss):
        return "The loss is not finite."
    if not isfinite(first_loss):
        return f"The loss is {number(loss)}; untrained it was not finite."
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
    """Where the prediction is furthest from the target, among the steps at which the loss is taken."""
    shown = shown.alone(sequence)
    if not shown.counts.any():
        return "This sequence is held out: nothing is learned from it."
    if said := said_where_not_finite("prediction is", shown.yhat[0]):
        return said
    if shown.options.loss is LOSSES["cross-entropy"]:
        return _about_symbols(shown)
    distance = np.where(shown.counts[0], norms(shown.yhat[0] - shown.target[0]), 0.0)
    furthest = int(distance.argmax())
    if distance[furthest] == 0:
        return "Every prediction is exact."
    return f"The largest error is at t = {furthest + 1}: {number(distance[furthest])}."


def _about_symbols(shown: Pass) -> str:
    """At how many steps the right symbol is the likeliest."""
    yhat, right = shown.yhat[0, shown.counts[0]], shown.target[0, shown.counts[0]].argmax(axis=1)
    hits, steps = int(np.sum(yhat.argmax(axis=1) == right)), len(right)
    least = number(float(yhat[np.arange(steps), right].min()))
    if steps == 1:
        return f"The right symbol is {'' if hits else 'not '}the likeliest; its probability is {least}."
    part = f"all {steps:,}" if hits == steps else f"{hits:,} of {steps:,}"
    return f"The right symbol is the likeliest at {part} steps; its least probability is {least}."


def about_hidden(shown: Pass, sequence: int = 0) -> str:
    """How many of the states are saturated, or else how large they are."""
    shown = shown.alone(sequence)
    h, look = shown.h[0, 1:], shown.options.activation.look
    if said := said_where_not_finite("states are", h):
        return said
    lowest, highest = float(h.min()), float(h.max())
    if look.saturated:
        fraction = float(np.mean((h < look.saturated_below) | (h > look.saturated_above)))
        if fraction:
            return f"{share(fraction).capitalize()} of the states are {look.saturated}."
        if look.lowest == 0:
            return f"No state is {look.saturated}; they lie between {signed(lowest)} and {signed(highest)}."
        return f"No state is {look.saturated}; the largest absolute value is {number(np.abs(h).max())}."
    if look.lowest is None:
        return f"The states lie between {number(lowest)} and {number(highest)}.".replace("-", "−")
    off = float(np.mean(h == 0))
    off_said = f"{share(off).capitalize()} of the states are off (exactly 0)" if off else "No state is off (exactly 0)"
    return f"{off_said}; the largest is {number(highest)}." if highest else f"{off_said}."


def about_unit(shown: Pass, unit: int, sequence: int = 0) -> str:
    """Between which values one unit moves; units count from 0 here and from 1 in the sentence."""
    h = shown.alone(sequence).h[0, 1:, unit]
    if said := said_where_not_finite(f"state of unit {unit + 1} is", h[:, None]):
        return said
    if h.min() == h.max():
        return f"Unit {unit + 1} is {signed(h.min())} at every step."
    return f"Unit {unit + 1} moves between {signed(h.min())} and {signed(h.max())}, and ends at {signed(h[-1])}."


def about_slope(shown: Pass, sequence: int = 0) -> str:
    """How much of the gradient the activation lets through."""
    shown, slope = shown.alone(sequence), shown.alone(sequence).slope[0]
    if said := said_where_not_finite("slopes are", slope):
        return said
    of_unit = slope.mean(axis=0)
    unit, mean = int(of_unit.argmin()), float(slope.mean())
    if mean == 1:
        return f"All of the gradient passes: {shown.options.activation.look.all_passes}."
    least = share(float(of_unit[unit]))
    return f"On average {share(mean)} of the gradient passes; unit {unit + 1} lets the least through, {least} of it."


def about_update(experiment: Experiment) -> str:
    """How the loss that is shown belongs to the gradient that an update follows."""
    sequences = experiment.batch.learned
    averaged = f" Both are means over {sequences} sequences." if sequences > 1 else ""
    return f"{_about_one(experiment)}{averaged}"


def _about_one(experiment: Experiment) -> str:
    """The same for one sequence."""
    mean = experiment.loss_scaling == "mean"
    if experiment.loss == "cross-entropy" or experiment.batch.counted is not None:
        shown = "cross-entropy" if experiment.loss == "cross-entropy" else "squared error"
        followed = "its gradient" if mean else "the gradient of the sum over them"
        half = "" if mean or experiment.loss == "cross-entropy" else ", halved"
        return f"The loss shown is the mean {shown} of the steps that count; each update follows {followed}{half}."
    if mean:
        return "The loss shown is MSE = (1/T) Σ|ŷ − y|², and each update follows its gradient."
    of = "" if experiment.units is None else ", of the scaled numbers"
    loss, longer = f"Shown{of}: MSE = (1/T) Σ|ŷ − y|².", experiment.x.shape[1] / 2
    return f"{loss} Each update follows ½ Σ|ŷ − y|², whose gradient is T/2 = {longer:g} times as large."
