"""Hints: what is unwise about an experiment, said before it is trained."""

from __future__ import annotations

from rnn.experiment.experiment import Experiment
from rnn.experiment.stable_rate import largest_stable_rate, one_digit
from rnn.network.finite import is_finite
from rnn.text.quoting import plain
from rnn.training.advice import LOWEST
from rnn.words.verdict import needed_lag, steps_back

SMALL = 16
"""Hidden units that are never called many."""


def hints(experiment: Experiment) -> dict[str, str]:
    """What to reconsider, {name of the choice: sentence}; empty where nothing is unwise."""
    said = {
        "learning_rate": _rate(experiment),
        "hidden_size": _size(experiment),
        "truncation": _truncation(experiment),
    }
    return {name: sentence for name, sentence in said.items() if sentence}


def _rate(experiment: Experiment) -> str:
    """Where gradient descent on the readout alone overshoots from the first update on."""
    if experiment.optimizer != "sgd" or experiment.loss != "squared" or experiment.clip_norm is not None:
        return ""
    parameters = experiment.first_parameters()
    limit = largest_stable_rate(experiment, parameters)
    if experiment.learning_rate <= limit or not is_finite(experiment.pass_at(0, parameters)):
        return ""  # what is not finite untrained has no rate to blame; the page says so
    better = one_digit(limit / 5)
    if better < LOWEST:
        return (
            f"too high for this data, as every rate from {plain(LOWEST)} up. Clip the gradient, or scale the data down."
        )
    return f"far too high for this data: it overshoots above {plain(one_digit(limit))}. Try {plain(better)}."


def _size(experiment: Experiment) -> str:
    """Far more units than there are target values to learn from."""
    if experiment.always_fresh:
        return ""
    batch = experiment.batch
    steps = int(batch.counts.sum())
    values = steps * batch.target.shape[2]
    if experiment.hidden_size <= max(SMALL, 2 * values):
        return ""
    return f"many for {values:,} number{'s' if values > 1 else ''} to learn. Start small: try {SMALL} or fewer."


def _truncation(experiment: Experiment) -> str:
    """Chunks that hold the whole sequence, or that are shorter than the lag that the task needs."""
    steps, chunk, needed = experiment.x.shape[1], experiment.truncation, needed_lag(experiment)
    if chunk is None:
        return ""
    if chunk >= steps:
        return f"cuts nothing: the sequence has {steps:,} time step{'s' if steps > 1 else ''}."
    if needed is not None and chunk <= needed < steps:
        return f"too short for the gradient to go {steps_back(needed)}, as far as the task needs. Try {needed + 1:,}."
    return ""
