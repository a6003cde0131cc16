"""Size of a sweep: its estimated time and memory, and the sentence that refuses one that is too large."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import prod

from rnn.data.limits import MOST_SWEPT_BYTES, MOST_SWEPT_RUNS, SWEEP_BUDGET
from rnn.experiment.choices import ExperimentError
from rnn.experiment.experiment import Experiment
from rnn.sweep.cost import seconds_alone, seconds_in_a_stack, seconds_to_measure
from rnn.text.quantities import counted, number
from rnn.training.runs import shape_of

STACK_BYTES = 8_000_000
"""Of the arrays of one stack: about what the caches hold."""
MOST_TOGETHER = 128
"""Runs of one stack. More gain nothing; several stacks can train on several processes, and end one after the other."""
AGAIN = 0.11
"""Fraction of the runs that fall out of their stack and are trained again alone; nobody knows it before."""
FEWEST = 4
"""Runs from which a stack is sooner done than one after the other."""
OF_A_RUN_ALONE = 1_000_000
"""Bytes of the history and the snapshots of a run that trains alone."""
MACHINE = "one core of a cloud server"
"""Whose timings the estimates are fitted to."""
BYTES_OF_A_CELL = 6_000
"""Of an experiment and its result, without its data and weights."""


def numbers_of_a_pass(experiment: Experiment) -> int:
    """Return how many numbers a stack holds for each run."""
    count, steps, inputs = map(int, experiment.x.shape)
    hidden, output = experiment.sizes.hidden, experiment.sizes.output
    weights = experiment.sizes.total + hidden
    of_an_update = 6 * weights + 4 * experiment.optimizer_rule.state_size(weights)
    return count * (steps + 1) * (inputs + 3 * hidden + 1 + 5 * output) + of_an_update


def runs_of_a_stack(experiment: Experiment) -> int:
    """Return how many runs of this shape train as one stack, each with a twin; only the experiment decides it."""
    return min(max(STACK_BYTES // (16 * numbers_of_a_pass(experiment)), FEWEST), MOST_TOGETHER)


def gains_in_a_stack(experiment: Experiment, runs: int) -> bool:
    """Whether so many runs of this shape train sooner as stacks, with twins, than one by one."""
    together = min(runs, runs_of_a_stack(experiment))
    return runs >= FEWEST and seconds_in_a_stack(experiment, together) < seconds_alone(experiment)


def check_count(counts: Sequence[int], experiment: Experiment, epochs: int) -> None:
    """Refuse a sweep of more runs than any may have, before any of them is made; `counts` of values and seeds."""
    runs = prod(counts)
    if runs > MOST_SWEPT_RUNS:
        seconds, size = runs * _seconds(experiment, runs, epochs), _bytes(experiment) * runs
        raise _too_large(runs, epochs, seconds, size, f"At most {MOST_SWEPT_RUNS:,} runs fit.")


def within_limits(cells: Iterable[Experiment], count: int, seeds: int, epochs: int) -> tuple[Experiment, ...]:
    """Make the experiment of each of `count` combinations, each for so many seeds and epochs.

    Raises ExperimentError where they would take too long or too much memory, as soon as those made so far do; what all
    would take is then estimated from these.
    """
    made, runs, seconds, held, stack = list[Experiment](), count * seeds, 0.0, 0, 0
    for cell in cells:
        made.append(cell)
        seconds, held = seconds + seeds * _seconds(cell, runs, epochs), held + seeds * _bytes(cell)
        stack = max(stack, _bytes_of_stack(cell, runs))
        share = len(made) / count
        if held + stack > MOST_SWEPT_BYTES:
            fitting = int(runs * share * max(MOST_SWEPT_BYTES - stack, 0) / held)
            raise _too_large(runs, epochs, seconds / share, held / share + stack, _fitting(fitting))
        if seconds > SWEEP_BUDGET:
            break
    if len(made) == count:
        seconds = seconds_of_sweep(made, seeds, epochs)  # whose groups are known now
    if seconds > SWEEP_BUDGET:
        share = len(made) / count
        fixed = seconds_of_sweep(made, seeds, 0) / share
        raise _too_long(runs, epochs, seconds / share, fixed, int(held / share + stack))
    return tuple(made)


def seconds_of_sweep(cells: Sequence[Experiment], seeds: int, epochs: int) -> float:
    """Estimate the seconds of a sweep of these combinations, on the machine of the timings."""
    shapes = [repr(shape_of(cell)) for cell in cells]
    together = Counter(shapes)
    return seeds * sum(
        _seconds(cell, seeds * together[shape], epochs) for cell, shape in zip(cells, shapes, strict=True)
    )


def bytes_of_sweep(cells: Sequence[Experiment], seeds: int) -> int:
    """Estimate the bytes that a sweep takes: all its runs, and the largest stack."""
    stacks = (_bytes_of_stack(cell, len(cells) * seeds) for cell in cells)
    return seeds * sum(map(_bytes, cells)) + max(stacks)


def _bytes_of_stack(cell: Experiment, runs: int) -> int:
    """Of what is trained at a time: a stack with twins, or a run alone with its snapshots."""
    if gains_in_a_stack(cell, runs):
        return 16 * numbers_of_a_pass(cell) * min(runs_of_a_stack(cell), runs)
    return 16 * numbers_of_a_pass(cell) + OF_A_RUN_ALONE


def _seconds(experiment: Experiment, runs: int, epochs: int) -> float:
    """Of a run among so many of its shape."""
    if not gains_in_a_stack(experiment, runs):
        return seconds_to_measure(experiment, 1) + epochs * seconds_alone(experiment)
    together = min(runs, runs_of_a_stack(experiment))
    of_an_epoch = seconds_in_a_stack(experiment, together) + AGAIN * seconds_alone(experiment)
    return seconds_to_measure(experiment, together) + epochs * of_an_epoch


def _bytes(experiment: Experiment) -> int:
    """Of a cell: its data, its weights and the state of its optimizer."""
    count, steps, inputs = map(int, experiment.x.shape)
    weights = experiment.sizes.total + experiment.sizes.hidden
    held = 2 * weights + experiment.optimizer_rule.state_size(weights)
    return BYTES_OF_A_CELL + 8 * (count * steps * (inputs + experiment.sizes.output + 2) + held)


def _too_long(runs: int, epochs: int, seconds: float, fixed: float, size: float) -> ExperimentError:
    """The sentence for a sweep that takes too long, so many seconds of it however few epochs it has."""
    fewer_runs = int(runs * SWEEP_BUDGET / seconds)
    fewer_epochs = int(epochs * (0.99 * SWEEP_BUDGET - fixed) / (seconds - fixed))
    return _too_large(runs, epochs, seconds, size, _fitting(fewer_runs, fewer_epochs))


def _fitting(runs: int, epochs: int = 0) -> str:
    """Say what would fit, as far as anything would."""
    if runs > 0 and epochs > 0:
        return f"About {counted(runs, 'run')}, or {counted(epochs, 'epoch')}, fit."
    if runs > 0 or epochs > 0:
        return f"About {counted(runs, 'run')} fit." if runs > 0 else f"About {counted(epochs, 'epoch')} fit."
    return "Not even one run fits."


def _too_large(runs: int, epochs: int, seconds: float, size: float, fits: str) -> ExperimentError:
    took = f"about {number(seconds / 60)} minutes" if seconds >= 60 else f"about {number(seconds)} seconds"
    what = f"{counted(runs, 'run')} of {counted(epochs, 'epoch')}"
    return ExperimentError(
        (f"Sweep: {what} would take {took} on {MACHINE}, and {number(size / 1e6)} MB: too much. {fits}",)
    )
