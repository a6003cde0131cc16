"""Hints: what is unwise about an experiment, said before it is trained."""

from __future__ import annotations

from dataclasses import replace

from rnn.experiment.experiment import Experiment
from rnn.experiment.stable_rate import largest_stable_rate, one_digit
from rnn.network.finite import is_finite
from rnn.text.quantities import counted
from rnn.text.quoting import plain
from rnn.training.advice import LOWEST
from rnn.words.findings import large_numbers
from rnn.words.remedies import SMALL, Finding, longer_chunks
from rnn.words.verdict import steps_back


def hints(experiment: Experiment) -> dict[str, Finding]:
    """What to reconsider, by the name of the choice; empty where nothing is unwise."""
    seen = {
        "scaling": _scaling(experiment),
        "learning_rate": _rate(experiment),
        "hidden_size": _size(experiment),
        "truncation": _truncation(experiment),
    }
    return {name: found for name, found in seen.items() if found}


def _scaling(experiment: Experiment) -> Finding | None:
    """How large own numbers are, and how many units they saturate at the first pass."""
    found = large_numbers(experiment)
    return found and replace(found, sentence=found.sentence[0].lower() + found.sentence[1:])


def _rate(experiment: Experiment) -> Finding | None:
    """Where gradient descent on the readout alone overshoots from the first update on."""
    if experiment.optimizer != "sgd" or experiment.loss != "squared" or experiment.clip_norm is not None:
        return None
    parameters = experiment.first_parameters()
    limit = largest_stable_rate(experiment, parameters)
    if experiment.learning_rate <= limit or not is_finite(experiment.pass_at(0, parameters)):
        return None  # what is not finite untrained has no rate to blame; the page says so
    better = one_digit(limit / 5)
    if better < LOWEST:
        return Finding(
            f"too high for this data, as every rate from {plain(LOWEST)} up. Clip the gradient, or scale the data down."
        )
    return Finding(f"far too high for this data: it overshoots above {plain(one_digit(limit))}. Try {plain(better)}.")


def _size(experiment: Experiment) -> Finding | None:
    """Far more units than there are target values to learn from."""
    if experiment.always_fresh:
        return None
    batch = experiment.batch
    steps = int(batch.counts.sum())
    values = steps * batch.target.shape[2]
    if experiment.hidden_size <= max(SMALL, 2 * values):
        return None
    several = "s" if values > 1 else ""
    return Finding(f"many for {values:,} number{several} to learn. Start small: try {SMALL} or fewer.")


def _truncation(experiment: Experiment) -> Finding | None:
    """Chunks that hold the whole sequence, or that are shorter than the lag that the task needs."""
    steps, chunk, longer = experiment.x.shape[1], experiment.truncation, longer_chunks(experiment)
    if chunk is not None and chunk >= steps:
        return Finding(f"cuts nothing: the sequence has {counted(steps, 'time step')}.")
    if longer is None:
        return None
    enough = longer.choices["truncation"]
    needed = f"{steps_back(enough - 1)}, as far as the task needs"
    return Finding(f"too short for the gradient to go {needed}. Try {enough:,}.", longer)
