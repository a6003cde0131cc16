"""Stopping: the rule that depends on the computer; training.py has the others."""

from __future__ import annotations

import math

from rnn.experiment.experiment import Experiment


def seconds_left(experiment: Experiment, seconds: float) -> float:
    """For how long a run may still be trained that was trained for so many seconds."""
    most = experiment.stop_seconds
    return math.inf if most is None else most - seconds
