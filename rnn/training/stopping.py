"""Stopping: how far a call of the trainer goes, and the rule that depends on the computer; loop.py has the others."""

from __future__ import annotations

import math
import operator

from rnn.experiment.experiment import Experiment


def seconds_left(experiment: Experiment, seconds: float) -> float:
    """Return the remaining seconds of a run that has trained for `seconds`; inf without a limit."""
    most = experiment.stop_seconds
    return math.inf if most is None else most - seconds


def check_epochs(epochs: int | None) -> None:
    """Raise ValueError for a negative number of epochs, TypeError for one that is not whole."""
    if epochs is not None and operator.index(epochs) < 0:
        raise ValueError(f"{epochs} epochs cannot be trained. Give a whole number of at least 0.")


def last_epoch(experiment: Experiment, epoch: int, epochs: int | None, in_time: bool) -> float:
    """Return the epoch up to which so many further epochs lead, and the experiment's rule allows.

    in_time : whether there is a time at which training ends as well. Raises ValueError where nothing ends it.
    """
    limits = (None if epochs is None else epoch + epochs, experiment.stop_epoch)
    last = min((limit for limit in limits if limit is not None), default=math.inf)
    if last == math.inf and not in_time:
        raise ValueError("Say how far to train: epochs=, seconds=, or a stop epoch in the experiment.")
    return last
