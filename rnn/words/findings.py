"""Findings: what keeps a network from learning, said with its number, and one thing to try."""

from __future__ import annotations

import numpy as np

from rnn.experiment.experiment import Experiment
from rnn.lenses.saturation import SATURATED
from rnn.network.bptt import Pass
from rnn.text.quantities import counted, number, share
from rnn.text.quoting import plain
from rnn.training.trainer import Trainer
from rnn.words.plateau import plateau, standstill
from rnn.words.remedies import Finding, fresh_start, longer_chunks, more_units, scaled_numbers, smaller_starts
from rnn.words.verdict import steps_back

MOSTLY = 0.5
"""Part of the steps, units or states that is most of them."""
SMALL_RADIUS, NEAR_ZERO = 0.5, 0.3
"""Bounds of a small initialization (std times root of the units), and of states near 0 (their rms)."""


def finding(trainer: Trainer) -> Finding | None:
    """What keeps the newest epoch of a run from learning; None where nothing is seen that does."""
    return on_plateau(trainer) if trainer.epoch else at_start(trainer)


def large_numbers(experiment: Experiment) -> Finding | None:
    """Own numbers that saturate units: their size, and how many units they saturate at the first pass."""
    remedy = scaled_numbers(experiment)
    if remedy is None:
        return None
    x, units = experiment.x[experiment.batch.read], saturated_units(_first_pass(experiment))
    seen = f"{_of_all(units, experiment)} at the first pass" if units else "the first updates saturate units"
    size, spread = number(float(np.abs(x).max())), number(float(x.std(axis=0).max()))
    return Finding(f"The numbers reach {size} and vary by {spread}: {seen}.", remedy)


def at_start(untrained: Trainer) -> Finding | None:
    """Units that are saturated before any training, because of large numbers or of large weights."""
    experiment = untrained.experiment
    units, bearable = saturated_units(untrained.latest), MOSTLY * experiment.hidden_size
    if units <= bearable:
        return None
    fewer = (
        remedy
        for remedy in smaller_starts(experiment)
        if saturated_units(_first_pass(experiment.replaced(**remedy.choices))) <= bearable
    )
    said = f"{_of_all(units, experiment)} at most time steps of the first pass."
    return Finding(said, scaled_numbers(experiment) or next(fewer, None) or fresh_start(experiment))


def on_plateau(trainer: Trainer) -> Finding | None:
    """A loss that stays, at a constant prediction's or elsewhere, with its reason as far as weights and states tell."""
    if found := plateau(trainer):
        level = f"a constant's {number(trainer.experiment.constant.loss)}"
        seen = f"Plateau for {counted(found.epochs, 'epoch')}: mean loss {number(found.loss)}, {level}."
    elif found := standstill(trainer):
        norm = f"the gradient norm is {number(found.gradient_norm)}"
        seen = f"The loss stays at {number(found.loss)} for {counted(found.epochs, 'epoch')}; {norm}."
    else:
        return None
    present, shown = trainer.experiment.rewound(trainer.epoch), trainer.latest.alone(0)
    if longer := longer_chunks(present):
        needed = steps_back(longer.choices["truncation"] - 1)
        return Finding(f"{seen} Truncation stops the gradient before it goes {needed}.", longer)
    saturated = saturated_states(shown)
    if remedy := scaled_numbers(present) or fresh_start(present, anew=saturated > MOSTLY):
        return Finding(f"{seen} {_why(present, shown, saturated)}", remedy)
    if remedy := more_units(present):
        units = present.hidden_size
        return Finding(f"{seen} {counted(units, 'hidden unit')} may be too few.", remedy)
    return Finding(f"{seen} {_why(present, shown, saturated)}")


def saturated_units(shown: Pass) -> int:
    """How many units are saturated at most time steps; none where the activation does not saturate."""
    look, h = shown.options.activation.look, shown.h[:, 1:]
    if not look.saturated:
        return 0
    beyond = (h < look.saturated_below) | (h > look.saturated_above)
    return int(np.sum(beyond.mean(axis=(0, 1)) > MOSTLY))


def _first_pass(experiment: Experiment) -> Pass:
    return experiment.pass_at(0, experiment.first_parameters())


def _of_all(units: int, experiment: Experiment) -> str:
    return f"{units} of {counted(experiment.hidden_size, 'unit')} {'is' if units == 1 else 'are'} saturated"


def saturated_states(shown: Pass) -> float:
    """The share of the states that let next to no gradient pass."""
    return float(np.mean(shown.slope < SATURATED * shown.options.activation.look.steepest))


def _why(experiment: Experiment, shown: Pass, saturated: float) -> str:
    """What holds the loss, as far as the weights and the states of the first sequence tell."""
    small = experiment.start == "small" and experiment.start_scale * experiment.hidden_size**0.5 < SMALL_RADIUS
    if small and float(np.mean(np.square(shown.h[:, 1:]))) < NEAR_ZERO**2:
        return f"Initialized with std {plain(experiment.start_scale)}, the states stay near 0."
    if saturated > MOSTLY:
        name = "saturated" if shown.options.activation.look.saturated else "off"
        weak = "" if experiment.always_fresh else ": little gradient passes"  # of fresh batches the norm is not asked
        return f"{share(saturated).capitalize()} of the states are {name}{weak}."
    return "Gradient flow shows how far back the gradient reaches."
