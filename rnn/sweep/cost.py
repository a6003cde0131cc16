"""Estimates of the time of a sweep, fitted to timings of 2 to 128 units, 5 to 500 steps and 1 to 64 sequences."""

from __future__ import annotations

from rnn.experiment.experiment import Experiment
from rnn.lenses.flow import MOST_LOSS_STEPS

OF_A_RUN = 1e-4
"""Seconds in which the experiment of a run is made, and its row of the table."""


def seconds_alone(experiment: Experiment) -> float:
    """Estimate the seconds of one epoch of a run by itself."""
    (sequences, steps, _), sizes = _shape(experiment), experiment.sizes
    memory = experiment.optimizer_rule.state_size(sizes.total)
    of_an_update = 7.2e-6 + (5.1e-6 + 2.1e-9 * memory if memory else 0.0)
    of_a_sequence = 2.2e-8 + 2.5e-9 * sizes.hidden + 2e-10 * sizes.total
    of_a_step = 1.1e-6 + (8.4e-7 if sequences > 1 else 0.0) + 2.4e-11 * sizes.total + sequences * of_a_sequence
    return of_an_update + steps * of_a_step


def seconds_in_a_stack(experiment: Experiment, runs: int) -> float:
    """Estimate the seconds of one epoch of a run, and of its twin, in a stack of so many runs."""
    (sequences, steps, _), sizes = _shape(experiment), experiment.sizes
    of_an_update = 1.9e-7 + 3.7e-9 * experiment.optimizer_rule.state_size(sizes.total) + 2.7e-9 * sizes.total
    of_a_sequence = 6.6e-8 + 6.9e-9 * sizes.hidden + 2e-10 * sizes.total
    of_a_step = 4e-8 + 1.2e-10 * sizes.total + sequences * of_a_sequence
    return (2.8e-5 + 2.2e-6 * steps) / runs + of_an_update + steps * of_a_step


def seconds_to_measure(experiment: Experiment, runs: int) -> float:
    """Estimate the seconds in which a run is measured at its end, as one of so many."""
    (_, steps, _), hidden = _shape(experiment), experiment.sizes.hidden
    loss_steps = 1 if experiment.loss_at == "last" else min(steps, MOST_LOSS_STEPS)
    of_the_way_back = loss_steps * steps * hidden * (2e-9 + 2e-11 * hidden)
    return OF_A_RUN + (3e-4 + 2e-5 * steps) / runs + 5e-5 + 4e-6 * steps + of_the_way_back


def _shape(experiment: Experiment) -> tuple[int, int, int]:
    """Return sequences, time steps and inputs as plain numbers."""
    sequences, steps, inputs = map(int, experiment.x.shape)
    return sequences, steps, inputs
