"""The grid of a sweep says of each cell what its runs say."""

from __future__ import annotations

import math
from statistics import median_low

import numpy as np
import pytest

from rnn import Experiment, Sweep
from rnn.sweep.grid import DIVERGED, HORIZON, LOSS, MEASURES, RATIO, TARGET, grid_of, measures_of
from rnn.sweep.table import Table

AXES = {"learning_rate": [0.001, 0.02, 1.0], "clip_norm": [None, 1.0]}
SEEDS = [3, 5, 8, 9]


@pytest.fixture(scope="module")
def sweep():
    return Sweep(Experiment(), {**AXES, "seed": SEEDS}, epochs=200, target=3.0)


@pytest.fixture(scope="module")
def table(sweep):
    return sweep.run()


def rows_of(table, rate, clip):
    """The rows of a cell as dictionaries."""
    rows = [dict(zip(table.header, row, strict=True)) for row in table.rows]
    return [row for row in rows if (row["learning_rate"], row["clip_norm"]) == (rate, clip)]


def expected(rows, measure, end):
    """The lower median over the runs that did not diverge."""
    values = [row[measure] for row in rows if row["outcome"] != "diverged"]
    values = [math.inf if value is None else min(value, end) if measure == HORIZON else value for value in values]
    return median_low(values) if values else math.nan


@pytest.mark.parametrize("measure", [LOSS, TARGET, HORIZON, RATIO])
def test_cell_holds_the_median_the_ends_and_the_counts_of_its_runs(sweep, table, measure):
    grid = grid_of(sweep, table, measure)

    assert (grid.columns, grid.rows) == (("0.001", "0.02", "1"), ("off", "1"))
    for column, rate in enumerate(AXES["learning_rate"]):
        for row, clip in enumerate(AXES["clip_norm"]):
            rows = rows_of(table, rate, clip)
            np.testing.assert_equal(grid.middle[row, column], expected(rows, measure, 4.0))
            assert grid.diverged[row, column] == sum(one["outcome"] == "diverged" for one in rows)
            assert (grid.ended[row, column], grid.begun[row, column]) == (4, 0)


def test_cell_opens_the_run_whose_value_it_shows_or_one_that_diverged(sweep, table):
    grid = grid_of(sweep, table)

    assert grid.diverged.tolist() == [[0, 0, 4], [0, 0, 0]]
    for place, shown in zip(grid.place.ravel(), grid.shown.ravel(), strict=True):
        row = dict(zip(table.header, table.rows[place], strict=True))
        assert row["loss"] == shown or (np.isnan(shown) and row["outcome"] == "diverged")


def test_cell_in_which_a_run_diverged_has_no_colour_of_the_scale():
    sweep = Sweep(Experiment(), {"learning_rate": [0.01], "seed": [1, 2, 3]}, epochs=5)
    table = sweep.run()
    broken = list(table.rows[1])
    broken[table.header.index("outcome")] = "diverged"
    some = Table(table.header, (table.rows[0], tuple(broken), table.rows[2]))

    grid, part = grid_of(sweep, some), grid_of(sweep, some, DIVERGED)

    assert np.isnan(grid.shown).all()
    assert np.isfinite(grid.middle).all()
    assert grid.place.item() == 1
    assert part.shown.item() == pytest.approx(1 / 3)


def test_one_seed_is_looked_at_alone(sweep, table):
    grid = grid_of(sweep, table, seed=2)

    losses = [row[table.header.index("loss")] for row in table.rows if row[2] == SEEDS[2]]
    assert grid.seeds == 1
    assert set(grid.middle[np.isfinite(grid.middle)]) <= set(losses)
    assert grid.low.tolist() == grid.high.tolist() or np.isnan(grid.low).any()


def test_runs_that_are_being_trained_show_their_present_loss(sweep, table):
    first = Table(table.header, table.rows[:1])

    grid = grid_of(sweep, first, losses={1: 70.0, 4: 5.0})
    others = grid_of(sweep, first, HORIZON, losses={1: 7.0, 4: 5.0})

    assert (grid.ended[0, 0], grid.begun[0, 0]) == (1, 1)
    assert grid.high[0, 0] == 70.0
    assert grid.middle[1, 0] == 5.0
    assert np.isnan(grid.middle[0, 1])
    assert np.isnan(others.middle[1, 0])


def test_target_that_is_not_reached_is_no_value():
    sweep = Sweep(Experiment(), {"learning_rate": [1e-6, 0.01], "seed": [1, 2]}, epochs=80, target=1.0)

    grid = grid_of(sweep, sweep.run(), TARGET)

    assert grid.without_value.tolist() == [[True, False]]
    assert np.isnan(grid.shown[0, 0])
    assert grid.end == 80


def test_scale_of_the_horizon_ends_with_the_longest_sequence():
    sweep = Sweep(Experiment(task="latch", start="identity", hidden_size=4), {"task_steps": [6, 30, 12]}, epochs=1)

    grid = grid_of(sweep, sweep.run(), HORIZON)

    assert grid.end == 30
    assert np.nanmax(grid.middle) <= 30


def test_measures_are_those_that_the_sweep_has():
    plain = Sweep(Experiment(), {"learning_rate": [0.1]}, epochs=1)
    full = Sweep(Experiment(held_out=25.0), {"learning_rate": [0.1]}, epochs=1, target=1.0)

    assert measures_of(plain) == (LOSS, HORIZON, RATIO, DIVERGED)
    assert measures_of(full) == tuple(MEASURES)


def test_names_of_values_differ_where_the_values_do():
    sweep = Sweep(Experiment(), {"learning_rate": [0.1, 0.10001], "optimizer": ["sgd", "adam"]}, epochs=1)

    grid = grid_of(sweep, sweep.start().table)

    assert grid.columns == ("0.1", "0.10001")
    assert grid.rows == ("gradient descent (SGD)", "Adam")
    assert not grid.ended.any()
