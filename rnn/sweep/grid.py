"""Grid: one measure of a sweep over the values of its choices: of each cell the median, the range and what diverged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from rnn.experiment.experiment import CHOICES
from rnn.network.parameters import Array
from rnn.sweep.plan import Plan
from rnn.sweep.table import Result, Table
from rnn.text.quantities import number

LOSS, HELD_OUT, TARGET = "loss", "held_out_loss", "epochs_to_target"
HORIZON, RATIO, DIVERGED = "horizon", "gradient_ratio", "diverged"


class Measure(NamedTuple):
    """A measure: its name on the screen, and whether its scale is logarithmic."""

    label: str
    log: bool = False


MEASURES = {
    LOSS: Measure("Loss", log=True),
    HELD_OUT: Measure("Held-out loss", log=True),
    TARGET: Measure("Epochs to the target"),
    HORIZON: Measure("Memory horizon"),
    RATIO: Measure("Gradient at t = 1 against t = T", log=True),
    DIVERGED: Measure("Fraction that diverged"),
}
BROKEN = ("diverged", "not finite")


def measures_of(plan: Plan) -> tuple[str, ...]:
    """Return the names of the measures that the runs of a sweep have."""
    held_out = any(cell.held_out is not None for cell in plan.cells[:: len(plan.seeds)])
    without = {HELD_OUT: not held_out, TARGET: plan.target is None}
    return tuple(name for name in MEASURES if not without.get(name))


@dataclass(frozen=True, eq=False)
class Grid:
    """One measure; rows and columns are the values of the second and the first choice, (R, C); one row if there is one.

    labels : of the swept choices
    columns, rows : their values in words
    middle, low, high : (R, C) the median, the lowest and the highest value of the runs; nan where there is none, inf
        where a target is not reached. The median is the value of a run: of an even number, the lower one in the middle
    place : (R, C) the place in the sweep of the run with the median, or of the first one that diverged
    ended, diverged, begun : (R, C) how many runs have ended, how many diverged, how many are only being trained
    seeds : how many runs a cell has
    end : the end of a linear scale
    """

    measure: str
    labels: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    middle: Array
    low: Array
    high: Array
    place: Array
    ended: Array
    diverged: Array
    begun: Array
    seeds: int
    end: float

    @property
    def is_map(self) -> bool:
        """Whether two choices are swept."""
        return len(self.labels) > 1

    @cached_property
    def without_value(self) -> Array:
        """Which cells have ended without a value though nothing diverged, such as a target that is not reached."""
        return np.asarray((self.ended == self.seeds) & (self.diverged == 0) & ~np.isfinite(self.middle))

    @cached_property
    def marked(self) -> Array:
        """Which cells are marked as diverged: all in which a run did."""
        return np.asarray(self.diverged > 0)

    @cached_property
    def shown(self) -> Array:
        """What is drawn of `middle`: nothing where a run diverged, unless that is what is measured."""
        hidden = self.marked & (self.measure != DIVERGED)
        return np.where(hidden | ~np.isfinite(self.middle), np.nan, self.middle)


def grid_of(
    plan: Plan, table: Table, measure: str = LOSS, seed: int | None = None, losses: Mapping[int, float] | None = None
) -> Grid:
    """Return one measure of the runs that have ended, and the losses of those that are being trained.

    seed : the place of a seed that is looked at alone; None: all of them
    losses : the present losses of runs that have not ended, by their places in the sweep
    """
    width, seeds = len(plan.choices) + 1, len(plan.seeds)
    places = {values: place for place, values in enumerate(plan.values)}
    results = {places[row[:width]]: Result(*row[width:]) for row in table.rows}  # type: ignore[arg-type]
    chosen = range(seeds) if seed is None else (seed,)
    cells = [
        _cell(range(first, first + seeds), chosen, results, losses or {}, measure, plan) for first in _firsts(plan)
    ]
    first, *second = plan.axes
    shape = (len(first.values), *(len(axis.values) for axis in second), -1) if second else (len(first.values), 1, -1)
    found = np.moveaxis(np.array(cells, dtype=float).reshape(shape), 0, 1)  # the first choice is that of the columns
    middle, low, high, place, ended, diverged, begun = np.moveaxis(found, -1, 0)
    return Grid(
        measure=measure,
        labels=tuple(CHOICES[name].label for name in plan.choices),
        columns=_named(plan, 0),
        rows=_named(plan, 1) if second else ("",),
        middle=middle, low=low, high=high, place=place.astype(int),
        ended=ended.astype(int), diverged=diverged.astype(int), begun=begun.astype(int),
        seeds=len(chosen),
        end=_end(plan, measure),
    )  # fmt: skip


def _firsts(plan: Plan) -> range:
    return range(0, len(plan), len(plan.seeds))


def _cell(
    runs: range,
    chosen: Sequence[int],
    results: Mapping[int, Result],
    losses: Mapping[int, float],
    measure: str,
    plan: Plan,
) -> tuple[float, ...]:
    """Median, lowest, highest, the place of the median run, and the counts of ended, diverged and begun runs."""
    places = [runs[each] for each in chosen]
    ended = [place for place in places if place in results]
    broken = [place for place in ended if results[place].outcome in BROKEN]
    begun = [place for place in places if place in losses]
    if measure == DIVERGED:
        part = len(broken) / len(ended) if ended else np.nan
        return part, part, part, (broken or places)[0], len(ended), len(broken), len(begun)
    values = {place: _value(results[place], measure, plan) for place in ended if place not in broken}
    values |= {place: losses[place] for place in begun if measure == LOSS}
    seen = sorted((value, place) for place, value in values.items() if value == value)
    middle, place = seen[(len(seen) - 1) // 2] if seen else (np.nan, places[0])
    low, high = (seen[0][0], seen[-1][0]) if seen else (np.nan, np.nan)
    return middle, low, high, (broken or [place])[0], len(ended), len(broken), len(begun)


def _value(result: Result, measure: str, plan: Plan) -> float:
    """The measure of one run; nan if it has none, inf for a target that is not reached.

    A horizon beyond the sequence is the end of the scale.
    """
    value = getattr(result, measure)
    if value is None:
        return np.inf if measure == TARGET else np.nan
    return float(min(value, _end(plan, measure))) if measure == HORIZON else float(value)


def _end(plan: Plan, measure: str) -> float:
    """The end of a linear scale, which does not move."""
    if measure == HORIZON:
        return float(max(cell.x.shape[1] for cell in plan.cells[:: len(plan.seeds)]))
    return float(plan.last_epoch) if measure == TARGET else 1.0


def _named(plan: Plan, axis: int) -> tuple[str, ...]:
    """The values of a choice in words: short, but no two alike."""
    name, values = plan.axes[axis]
    choice = CHOICES[name]
    if choice.options is not None:
        return tuple(choice.options[value] for value in values)
    short = tuple(choice.empty if value is None else number(value) for value in values)
    return short if len(set(short)) == len(short) else tuple(choice.empty if v is None else repr(v) for v in values)
