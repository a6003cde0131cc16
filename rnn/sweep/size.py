"""Size of a sweep: its estimated time and memory, and the sentence that refuses one that is too large."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from rnn.data.limits import MOST_SWEPT_BYTES, MOST_SWEPT_RUNS, SWEEP_BUDGET
from rnn.experiment.choices import ExperimentError
from rnn.experiment.experiment import Experiment
from rnn.text.quantities import number
from rnn.training.cost import seconds_in_a_stack, seconds_of

STACK_BYTES = 8_000_000
"""Of the arrays of one stack: about what the caches hold."""
FEWEST = 4
"""Runs from which a stack is sooner done than one after the other."""
BYTES_OF_A_CELL = 6_000
"""Of an experiment and its result, without its data and weights."""


def numbers_of_a_pass(experiment: Experiment) -> int:
    """Return how many numbers a stack holds for each run."""
    count, steps, inputs = map(int, experiment.x.shape)
    hidden, output = experiment.sizes.hidden, experiment.sizes.output
    return count * (steps + 1) * (inputs + 3 * hidden + 1 + 5 * output) + 6 * experiment.sizes.total


def runs_of_a_stack(experiment: Experiment) -> int:
    """Return how many runs of this shape train as one stack, each with a twin."""
    return max(STACK_BYTES // (16 * numbers_of_a_pass(experiment)), 4)


def gains_in_a_stack(experiment: Experiment, runs: int) -> bool:
    """Whether so many runs of this shape train sooner as stacks, with twins, than one by one."""
    return runs >= FEWEST and 2 * seconds_in_a_stack(experiment) < seconds_of(experiment)


def check_count(counts: Sequence[int], experiment: Experiment, epochs: int) -> None:
    """Refuse a sweep of more runs than any may have, before any of them is made; `counts` of values and seeds."""
    runs = prod(counts)
    if runs > MOST_SWEPT_RUNS:
        seconds, size = runs * epochs * _seconds(experiment), _bytes(experiment) * runs
        raise _too_large(runs, epochs, seconds, size, f"At most {MOST_SWEPT_RUNS:,} runs fit.")


def check_size(cells: Sequence[Experiment], seeds: int, epochs: int) -> None:
    """Raise ExperimentError if the sweep would take too long or too much memory.

    cells : an experiment for each combination of values; each trains with so many seeds for so many epochs
    """
    runs = len(cells) * seeds
    seconds, size = seconds_of_sweep(cells, seeds, epochs), bytes_of_sweep(cells, seeds)
    if size > MOST_SWEPT_BYTES:
        fitting = int(runs * MOST_SWEPT_BYTES / size)
        raise _too_large(runs, epochs, seconds, size, f"About {fitting:,} runs fit.")
    if seconds > SWEEP_BUDGET:
        fitting = int(runs * SWEEP_BUDGET / seconds)
        fits = f"About {fitting:,} runs, or {int(epochs * SWEEP_BUDGET / seconds):,} epochs, fit."
        raise _too_large(runs, epochs, seconds, size, fits)


def seconds_of_sweep(cells: Sequence[Experiment], seeds: int, epochs: int) -> float:
    """Estimate the seconds of a sweep; arguments as of `check_size`."""
    return seeds * epochs * sum(map(_seconds, cells))


def bytes_of_sweep(cells: Sequence[Experiment], seeds: int) -> int:
    """Estimate the bytes that a sweep takes: all cells, and the largest stack."""
    stacks = (16 * numbers_of_a_pass(cell) * min(runs_of_a_stack(cell), len(cells) * seeds) for cell in cells)
    return seeds * sum(map(_bytes, cells)) + max(stacks)


def _seconds(experiment: Experiment) -> float:
    """Of one epoch of a cell."""
    return min(2 * seconds_in_a_stack(experiment), seconds_of(experiment))


def _bytes(experiment: Experiment) -> int:
    """Of a cell: its data, its weights and the state of its optimizer."""
    count, steps, inputs = map(int, experiment.x.shape)
    weights = experiment.sizes.total + experiment.sizes.hidden
    held = 2 * weights + experiment.optimizer_rule.state_size(weights)
    return BYTES_OF_A_CELL + 8 * (count * steps * (inputs + experiment.sizes.output + 2) + held)


def _too_large(runs: int, epochs: int, seconds: float, size: float, fits: str) -> ExperimentError:
    took = f"about {number(seconds / 60)} minutes" if seconds >= 60 else f"about {number(seconds)} seconds"
    what = f"{runs:,} runs of {epochs:,} epoch{'' if epochs == 1 else 's'}"
    return ExperimentError((f"Sweep: {what} would take {took} and {number(size / 1e6)} MB: too much. {fits}",))
