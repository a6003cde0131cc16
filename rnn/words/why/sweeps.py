"""Why the numbers in the sentence of a sweep are what they are: counts of its cells, and the best of their medians."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rnn.network.parameters import Array
from rnn.sweep.grid import MEASURES, Grid
from rnn.text.quantities import counted
from rnn.words.sweep import best_cell, inside, lacking, value_in_words
from rnn.words.why.seen import Seen
from rnn.words.why.why import Why, listed


def about_sweep(seen: Seen, words: str) -> Iterator[Why]:
    """How many runs diverged, how many cells have no value, and the best cell."""
    if seen.sweep.swept is None:
        return
    grid: Grid = seen.sweep.swept.grid
    diverged, ended = int(grid.diverged.sum()), int(grid.ended.sum())
    if diverged:
        yield _sum("diverged", counted(diverged, "run"), "runs of each cell that diverged, added up", grid.diverged)
        yield _sum("ended", f"{ended:,}", "runs of each cell that have ended, added up", grid.ended)
    if never := lacking(grid):
        yield _sum("lacking", counted(never, "cell"), "cells whose median run does not reach it", grid.without_value)
    if (found := best_cell(grid)) is not None:
        name, row, column = found
        yield _best(grid, name, grid.shown[row, column])


def _sum(name: str, shown: str, formula: str, cells: Array) -> Why:
    some = cells[cells > 0].astype(int)
    written = f"{listed(some, ' + ')} = {some.sum()}"
    return Why(name, shown, float(some.sum()), formula, written, (f"{name} = np.sum(cells)",), {"cells": cells})


def _best(grid: Grid, name: str, value: float) -> Why:
    function = "max" if name in ("largest", "longest") else "min"
    of = "of one seed" if grid.seeds == 1 else f"the median of {grid.seeds} seeds"
    medians = grid.shown[np.isfinite(grid.shown)]
    return Why(
        f"{name} {inside(MEASURES[grid.measure].label)}",
        value_in_words(grid, value),
        float(value),
        f"{function} over the cells, each {of}",
        f"{function}({listed(medians)}) = {value_in_words(grid, value)}",
        (f"best = np.{function}(medians)",),
        {"medians": medians},
    )
