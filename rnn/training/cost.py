"""Estimates of the training time, so that going back to an epoch stays quick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnn.network.parameters import Sizes

if TYPE_CHECKING:
    from rnn.experiment.experiment import Experiment


def seconds_of_an_epoch(sizes: Sizes, sequences: int, steps: int) -> float:
    """Estimate the seconds of one epoch, from timings of networks with 5 to 128 units."""
    seconds: float = 6e-6 + steps * (1.3e-6 + 3.5e-10 * sizes.total * sequences)
    return seconds


def seconds_of(experiment: Experiment) -> float:
    """Estimate the seconds of one epoch of the experiment."""
    sequences, steps, _ = experiment.x.shape
    return seconds_of_an_epoch(experiment.sizes, sequences, steps)


def epochs_in(seconds: float, *experiments: Experiment) -> int:
    """Estimate how many epochs of all these experiments take `seconds`."""
    return int(seconds / sum(map(seconds_of, experiments)))
