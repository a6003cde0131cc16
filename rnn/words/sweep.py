"""What is said of a sweep: how large it is, how far it is, what it found, and of one of its cells."""

from __future__ import annotations

import numpy as np

from rnn.experiment.differences import label_of
from rnn.experiment.experiment import CHOICES
from rnn.sweep.grid import DIVERGED, HORIZON, MEASURES, RATIO, TARGET, Grid
from rnn.sweep.plan import Plan
from rnn.sweep.size import MACHINE, bytes_of_sweep, seconds_of_sweep
from rnn.text.quantities import counted, number, percent

LOWEST_SECONDS = 0.5
BEST = {RATIO: "largest", HORIZON: "longest", DIVERGED: "largest", TARGET: "fewest"}
"""How the extreme of a measure is called that is named; of a loss, the lowest."""


def in_words(seconds: float) -> str:
    """Return a duration: "less than 0.1 seconds", "12 seconds", "about 3 minutes"."""
    if seconds < LOWEST_SECONDS:
        return f"less than {LOWEST_SECONDS} seconds"
    if seconds < 100:
        return f"{number(float(f'{seconds:.2g}'))} seconds"
    return f"{number(float(f'{seconds / 60:.2g}'))} minutes"


def about_size(plan: Plan) -> str:
    """Say how many runs the sweep has, and what they are estimated to take, on which machine."""
    cells, seeds = plan.cells[:: len(plan.seeds)], len(plan.seeds)
    seconds = seconds_of_sweep(cells, seeds, plan.last_epoch)
    size = max(bytes_of_sweep(cells, seeds) / 1e6, 1)
    about = "" if seconds < LOWEST_SECONDS else "about "
    took = f"{about}{in_words(seconds)} of computing, {number(float(f'{size:.2g}'))} MB"
    return f"{counted(len(plan), 'run')} of {counted(plan.last_epoch, 'epoch')}: {took}, estimated for {MACHINE}."


def about_progress(ended: int, runs: int, seconds: float, left: float | None) -> str:
    """Say how many runs have ended, how many in a second, and what is left of the time; None: that is not said."""
    said = f"{ended:,} of {counted(runs, 'run')}"
    if ended and seconds:
        said = f"{said}, {number(float(f'{ended / seconds:.2g}'))} a second"
    if ended < runs and left is not None:
        said = f"{said}, {'' if left < LOWEST_SECONDS else 'about '}{in_words(left)} left"
    return f"{said}."


def title_of(grid: Grid) -> str:
    """Return what is drawn, as the title of the chart."""
    return f"Sweep: {inside(MEASURES[grid.measure].label)}"


def how_to_read(grid: Grid) -> str:
    """Say how the chart is read."""
    runs = "one seed" if grid.seeds == 1 else f"the median of {grid.seeds} seeds"
    if grid.measure == DIVERGED:
        runs = f"of {counted(grid.seeds, 'seed')}"
    if grid.is_map:
        scale = ", log scale" if MEASURES[grid.measure].log else ""
        return f"Colour: {runs}{scale}. A cell with × diverged. A click opens the run."
    band = "" if grid.seeds == 1 or grid.measure == DIVERGED else " Band: from the lowest to the highest."
    return f"Line: {runs}.{band} × diverged. A click opens the run."


def about_grid(grid: Grid) -> str:
    """Say what came of it: what diverged, what has no value, and where the measure is best."""
    ended, diverged = int(grid.ended.sum()), int(grid.diverged.sum())
    if not ended:
        return "No run has ended yet."
    parts = [f"{counted(diverged, 'run')} of {ended:,} diverged." if diverged else "No run diverged."]
    if never := lacking(grid):
        parts.append(f"In {counted(never, 'cell')} the median run does not reach the target.")
    if (found := best_cell(grid)) is not None:
        name, row, column = found
        value = value_in_words(grid, grid.shown[row, column])
        parts.append(f"{name.capitalize()}: {value}, at {cell_name(grid, row, column)}.")
    return " ".join(parts)


def lacking(grid: Grid) -> int:
    """Return how many cells do not reach the target, where that is what is measured."""
    return int(grid.without_value.sum()) if grid.measure == TARGET else 0


def best_cell(grid: Grid) -> tuple[str, int, int] | None:
    """Return how the extreme of the measure is called, and the row and column of its cell; None if there is none."""
    if grid.measure == DIVERGED or not np.isfinite(grid.shown).any():
        return None
    name = BEST.get(grid.measure, "lowest")
    found = np.nanargmax(grid.shown) if name in ("largest", "longest") else np.nanargmin(grid.shown)
    row, column = divmod(int(found), grid.shown.shape[1])
    return name, row, column


def value_in_words(grid: Grid, value: float) -> str:
    """Return a value of the measure with its unit."""
    if grid.measure == DIVERGED:
        return percent(value)
    if grid.measure == TARGET:
        return counted(int(value), "epoch") if np.isfinite(value) else "not reached"
    if grid.measure == HORIZON:
        return counted(value, "step") if value < grid.end else "the whole sequence"
    return number(value)


def cell_name(grid: Grid, row: int, column: int) -> str:
    """Return what a cell is: "learning rate 0.1 and clip norm off"."""
    values = (grid.columns[column], grid.rows[row])
    pairs = zip(grid.labels, values, strict=False)
    return " and ".join(f"{inside(label)} {value}" for label, value in pairs)


def about_cell(grid: Grid, row: int, column: int) -> str:
    """Say what a cell holds."""
    named, low, high = cell_name(grid, row, column), grid.low[row, column], grid.high[row, column]
    if not grid.ended[row, column] and not grid.begun[row, column]:
        return f"At {named}, no run has ended yet."
    said, diverged = "", int(grid.diverged[row, column])
    if diverged:
        said = f" {diverged} of {counted(grid.seeds, 'run')} diverged."
    if np.isnan(low) or grid.measure == DIVERGED:
        return f"At {named}:{said or (' no run diverged.' if grid.measure == DIVERGED else ' no value.')}"
    middle = value_in_words(grid, grid.middle[row, column])
    spread = f", from {value_in_words(grid, low)} to {value_in_words(grid, high)}" if high > low else ""
    going = "" if grid.ended[row, column] else " so far"
    return f"At {named}: {middle}{going}{spread}.{said}"


def settings_of(plan: Plan, place: int) -> str:
    """Return the settings of one run in words: "learning rate 0.1, clip norm off, seed 2"."""
    *values, seed = plan.values[place]
    parts = [
        f"{inside(label_of(name))} {_in_words(name, value)}" for name, value in zip(plan.choices, values, strict=True)
    ]
    return ", ".join([*parts, f"seed {seed}"])


def _in_words(name: str, value: object) -> str:
    choice = CHOICES[name]
    if choice.options is not None:
        return choice.options[str(value)]
    return choice.empty if value is None else f"{value:.6g}"


def inside(label: str) -> str:
    """Return a label as it stands inside a sentence: its first letter small, unless it is a symbol."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
