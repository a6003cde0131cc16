"""Default values of optional choices that are left empty."""

from __future__ import annotations

from rnn.experiment.experiment import Experiment
from rnn.experiment.sequence_choices import TEXT
from rnn.network.initializers import INITIALIZERS


def acting(experiment: Experiment, name: str) -> float | None:
    """Return the value that replaces an optional choice that is left empty; None: it is off."""
    sizes, start = experiment.sizes, experiment.start
    if name == "decay":
        return experiment.optimizer_rule.decay
    if name == "rows_from":
        return 1
    if name == "rows_to":
        if experiment.task == TEXT:
            return len(experiment.text)
        return None if experiment.given_data is None else max(map(len, experiment.given_data.inputs))
    if name not in ("input_scale", "output_scale") or start not in INITIALIZERS:
        return None
    if start == "small":
        return experiment.start_scale
    shape = (sizes.hidden, sizes.input) if name == "input_scale" else (sizes.output, sizes.hidden)
    return INITIALIZERS[start].std(*shape)
