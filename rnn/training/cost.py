"""Cost: how long training takes, guessed before it is done, so that looking back stays quick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnn.network.parameters import Sizes

if TYPE_CHECKING:
    from rnn.experiment.experiment import Experiment


def seconds_of_an_epoch(sizes: Sizes, sequences: int, steps: int) -> float:
    """A rough guess from timings of networks of 5 to 128 units: the calls of a time step, and its products."""
    seconds: float = 6e-6 + steps * (1.3e-6 + 3.5e-10 * sizes.total * sequences)
    return seconds


def epochs_in(seconds: float, experiment: Experiment) -> int:
    """How many epochs of that experiment are trained in that time, as a guess."""
    sequences, steps, _ = experiment.x.shape
    return int(seconds / seconds_of_an_epoch(experiment.sizes, sequences, steps))
