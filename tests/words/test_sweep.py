"""What is said of a sweep is true of its runs."""

from __future__ import annotations

import re

import pytest

from rnn import Experiment, Sweep
from rnn.sweep.grid import DIVERGED, HORIZON, LOSS, RATIO, TARGET, grid_of
from rnn.words.sweep import about_cell, about_grid, about_progress, about_size, how_to_read, in_words, settings_of

SWEEP = Sweep(
    Experiment(), {"learning_rate": [0.001, 0.01, 1.0], "clip_norm": [None, 1.0], "seed": [1, 2, 3]}, 200, target=0.1
)
TABLE = SWEEP.run()


def grid(measure=LOSS, seed=None):
    return grid_of(SWEEP, TABLE, measure, seed)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.1, "less than 0.5 seconds"),
        (1.24, "1.2 seconds"),
        (99, "99 seconds"),
        (130, "2.2 minutes"),
        (590, "9.8 minutes"),
    ],
)
def test_durations_are_said_as_a_person_would(seconds, said):
    assert in_words(seconds) == said


def test_size_says_runs_epochs_time_memory_and_for_which_machine():
    said = about_size(Sweep(Experiment(hidden_size=100), {"learning_rate": [0.1, 0.2]}, epochs=50_000))

    took = r"about [\d.]+ seconds of computing, [\d.]+ MB"
    assert re.fullmatch(rf"2 runs of 50,000 epochs: {took}, estimated for one core of a cloud server\.", said)
    assert about_size(Sweep(Experiment(), {"learning_rate": [0.1]}, epochs=1)).startswith("1 run of 1 epoch: less than")


@pytest.mark.parametrize(
    ("ended", "runs", "seconds", "left", "said"),
    [
        (0, 9, 0.0, None, "0 of 9 runs."),
        (0, 9, 1.0, 12.3, "0 of 9 runs, about 12 seconds left."),
        (64, 72, 2.0, 0.2, "64 of 72 runs, 32 a second, less than 0.5 seconds left."),
        (72, 72, 2.0, 0.0, "72 of 72 runs, 36 a second."),
        (1, 1, 4.0, None, "1 of 1 run, 0.25 a second."),
    ],
)
def test_progress_says_what_is_done_how_fast_and_what_is_left(ended, runs, seconds, left, said):
    assert about_progress(ended, runs, seconds, left) == said


def test_best_cell_and_what_diverged_are_named():
    lowest = min((row[-5], row[0], row[1]) for row in TABLE.rows if row[4] != "diverged")

    said = about_grid(grid())

    assert said.startswith("3 runs of 18 diverged. Lowest: 0.0")
    assert said.endswith("at learning rate 0.01 and clip gradient at norm off.")
    assert lowest[1] == 0.01
    assert "Largest: " in about_grid(grid(RATIO))
    assert "Longest: " in about_grid(grid(HORIZON))
    assert about_grid(grid_of(SWEEP, SWEEP.start().table)) == "No run has ended yet."
    assert about_grid(grid(DIVERGED)) == "3 runs of 18 diverged."


def test_target_that_is_not_reached_is_counted():
    found = grid(TARGET)
    never = int(found.without_value.sum())

    assert f"In {never} cells the median run does not reach the target." in about_grid(found)
    assert re.search(r"Fewest: \d+ epochs, at learning rate", about_grid(found))


def test_cell_says_median_range_and_what_diverged():
    found = grid()

    assert about_cell(found, 0, 2) == "At learning rate 1 and clip gradient at norm off: 3 of 3 runs diverged."
    low, middle, high = sorted(row[-5] for row in TABLE.rows if row[:2] == (0.01, None))
    assert about_cell(found, 0, 1) == (
        f"At learning rate 0.01 and clip gradient at norm off: {middle:.3g}, from {low:.3g} to {high:.3g}."
    )
    assert about_cell(grid(seed=0), 0, 1).count("from") == 0
    assert "not reached" in about_cell(grid(TARGET), 0, 0)
    assert about_cell(grid(DIVERGED), 0, 0).endswith("no run diverged.")
    assert about_cell(grid_of(SWEEP, SWEEP.start().table), 0, 0).endswith("no run has ended yet.")
    assert "so far" in about_cell(grid_of(SWEEP, SWEEP.start().table, losses={0: 3.0}), 0, 0)


def test_run_is_named_by_what_is_swept_and_its_seed():
    assert settings_of(SWEEP, 4) == "learning rate 0.001, clip gradient at norm 1, seed 2"
    other = Sweep(Experiment(), {"optimizer": ["adam"], "decay": [None]}, epochs=1)
    assert settings_of(other, 0) == "optimizer Adam, decay of squares the optimizer's default, seed 42"


def test_reading_says_what_colours_and_lines_are():
    curve = Sweep(Experiment(), {"learning_rate": [0.1], "seed": [1, 2]}, epochs=1)

    assert how_to_read(grid()).startswith("Colour: the median of 3 seeds, log scale.")
    assert how_to_read(grid(seed=1)).startswith("Colour: one seed")
    assert "Band: from the lowest to the highest." in how_to_read(grid_of(curve, curve.start().table))
    assert "Band" not in how_to_read(grid_of(curve, curve.start().table, DIVERGED))
    assert "Band" not in how_to_read(grid_of(curve, curve.start().table, seed=0))
