"""Hints: what is unwise about an experiment, said before it is trained."""

from __future__ import annotations

import numpy as np

from rnn.data.scaling import NONE
from rnn.experiment.experiment import Experiment
from rnn.experiment.stable_rate import largest_stable_rate, one_digit
from rnn.network.activations import ACTIVATIONS
from rnn.network.finite import is_finite
from rnn.text.quantities import number
from rnn.text.quoting import plain
from rnn.training.advice import LOWEST
from rnn.words.verdict import needed_lag, steps_back

LARGE, OFF_CENTER = 10.0, 20.0
"""Numbers that saturate units: from this size on, or from so many standard deviations on."""
OUTLYING, MOSTLY = 5.0, 0.5
"""Standard deviation relative to the distance of the quartiles where numbers outlie; what part of the steps is most."""
SMALL = 16
"""Hidden units that are never called many."""


def hints(experiment: Experiment) -> dict[str, str]:
    """What to reconsider, {name of the choice: sentence}; empty where nothing is unwise."""
    said = {
        "scaling": _scaling(experiment),
        "learning_rate": _rate(experiment),
        "hidden_size": _size(experiment),
        "truncation": _truncation(experiment),
    }
    return {name: sentence for name, sentence in said.items() if sentence}


def proposed_scaling(experiment: Experiment) -> str | None:
    """The scaling that own numbers should have, where as they are they saturate the units; None where they need none.

    Robust where a few numbers lie far from all others, or else standardized.
    """
    if experiment.series is None or experiment.scaling != NONE or not ACTIVATIONS[experiment.activation].look.saturated:
        return None
    x = experiment.x[experiment.batch.counts]
    size, spread = float(np.abs(x).max()), float(x.std(axis=0).max())
    if size < LARGE and size < OFF_CENTER * spread:
        return None
    low, high = np.percentile(x, (25, 75), axis=0)
    return "robust" if (x.std(axis=0) > OUTLYING * (high - low)).any() and (high > low).all() else "standard"


def _scaling(experiment: Experiment) -> str:
    """How large the numbers are, and how many units they saturate at the first pass."""
    if proposed_scaling(experiment) is None:
        return ""
    x, look = experiment.x[experiment.batch.counts], ACTIVATIONS[experiment.activation].look
    with np.errstate(all="ignore"):
        h = experiment.pass_at(0, experiment.first_parameters()).h[:, 1:]
    beyond = (h < look.saturated_below) | (h > look.saturated_above)
    units = int(np.sum(beyond.mean(axis=(0, 1)) > MOSTLY))
    verb = "is" if units == 1 else "are"
    seen = f"{units} of {experiment.hidden_size} units {verb} saturated at the first pass"
    size, spread = number(float(np.abs(x).max())), number(float(x.std(axis=0).max()))
    return f"the numbers reach {size} and vary by {spread}: {seen if units else 'the first updates saturate units'}."


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
