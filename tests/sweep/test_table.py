"""The table of a sweep: one row for each run, columns for what was chosen and what came of it."""

from __future__ import annotations

import csv
from io import StringIO

import pandas
import pytest

from rnn import Experiment
from rnn.sweep.sweep import Sweep
from tests.support.problems import case

HEADER = (
    "learning_rate,optimizer,seed,epoch,outcome,diverged_at,loss,held_out_loss,epochs_to_target,horizon,gradient_ratio"
)


@pytest.fixture(scope="module")
def table():
    axes = {"learning_rate": [0.001, 0.01], "optimizer": ["sgd", "adam"], "seed": [3, 4]}
    return Sweep(case(1), axes, epochs=3).run()


def test_row_is_one_run_and_the_seed_changes_fastest(table):
    assert ",".join(table.header) == HEADER
    assert table["learning_rate"] == (0.001,) * 4 + (0.01,) * 4
    assert table["optimizer"] == ("sgd", "sgd", "adam", "adam") * 2
    assert table["seed"] == (3, 4) * 4
    assert table["held_out_loss"] == (None,) * 8


def test_seed_of_the_experiment_is_taken_where_none_is_given():
    assert Sweep(Experiment(seed=9), {"delay": [1]}, epochs=1).run()["seed"] == (9,)


def test_csv_holds_every_number_and_leaves_empty_what_is_missing(table):
    header, *rows = csv.reader(StringIO(table.csv))

    assert header == list(table.header)
    assert [float(row[6]) for row in rows] == list(table["loss"])
    assert {row[7] for row in rows} == {""}


def test_pandas_takes_the_columns(table):
    frame = pandas.DataFrame(table.columns)

    assert frame.groupby("optimizer")["loss"].count().to_dict() == {"adam": 4, "sgd": 4}


def test_unknown_column_is_refused(table):
    with pytest.raises(KeyError, match="'accuracy' is not a column; the columns are learning_rate, optimizer, seed"):
        table["accuracy"]
