"""The stop criterion that depends on the computer; `loop.py` has the others."""

from __future__ import annotations

import math

from rnn.experiment.experiment import Experiment


def seconds_left(experiment: Experiment, seconds: float) -> float:
    """Return the remaining seconds of a run that has trained for `seconds`; inf without a limit."""
    most = experiment.stop_seconds
    return math.inf if most is None else most - seconds
