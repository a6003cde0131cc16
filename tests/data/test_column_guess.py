"""What the columns of a file are for: time and index are left out, an id names the sequence, and each is said."""

from __future__ import annotations

from io import StringIO

import numpy as np
import pandas as pd
import pytest

from rnn.data.column_guess import guess
from rnn.data.csv_guess import readings
from rnn.data.csv_table import read_csv
from rnn.data.roles import INPUT, LEFT_OUT, SEQUENCE, TIME
from rnn.data.table import Columns, Table, row_places


def guessed(text):
    return guess(read_csv(text, readings(text)[0].written)[0])


def beside_values(name, cells):
    """A file with this column before one of values."""
    return "\n".join([f"{name},value", *(f"{cell},{value}" for cell, value in zip(cells, (5, 3, 8, 1), strict=True))])


INDEX = [
    ("k", "0123", "counts the rows (0, 1, 2 ...)"),
    ("k", "1234", "counts the rows (1, 2, 3 ...)"),
    ("", "1234", "has no name and counts the rows (1, 2, 3 ...)"),
    ("", "0257", "has no name and counts the rows (0, 2, 5 ...)"),
    *((name, "2468", "counts time or rows (2, 4, 6 ...)") for name in ("t", "Time", "index", "id", "Unnamed: 0")),
    ("time (s)", ("0", "0.1", "0.25", "0.3"), "counts time or rows (0, 0.1, 0.25 ...)"),
    ("event_time", ("3", "4", "9", "10"), "counts time or rows (3, 4, 9 ...)"),
    ("timestamp", ("1577836800", "1577923200", "1578009600", "1578096000"), "counts time or rows (1577836800, "),
    ("d", ("20200131", "20200201", "20200202", "20200203"), "holds dates"),
    ("d", ("2020-01-31", "2020-02-01", "2020-02-02", "2020-02-03"), "holds dates or times"),
    ("d", ("1/31/20 14:05", "2/1/20 14:05", "2/2/20 14:05", "2/3/20 14:05"), "holds dates or times"),
    ("d", ("2020-01-31T00:00:00Z", "2020-02-01T00:00:00Z", "2020-02-02T00:00:00Z", "2020-02-03T00:00:00Z"), "holds d"),
    ("d", ("Jan 2020", "Feb 2020", "Mar 2020", "Apr 2020"), "holds dates or times"),
    ("d", ("1-Jan-20", "2-Jan-20", "3-Jan-20", "4-Jan-20"), "holds dates or times"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "cells", "why"), INDEX)
def test_column_of_time_or_an_index_is_left_out_and_said(name, cells, why):
    made = guessed(beside_values(name, cells))

    assert made.roles == (TIME, INPUT)
    assert list(made.about(made.roles)) == [0]
    assert made.about(made.roles)[0].startswith(f"It {why}")


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("x", "0123"),
        ("x1", "1234"),
        ("input", "0123"),
        ("k", "2468"),
        ("k", "0124"),
        ("time", "1232"),
        ("hour", ("22", "23", "0", "1")),
        ("number of users", "2468"),
        ("response", "1357"),
    ],
)
def test_column_that_may_be_an_input_is_kept(name, cells):
    made = guessed(beside_values(name, cells))

    assert (made.roles, made.why) == ((INPUT, INPUT), {})


@pytest.mark.parametrize("text", ["t\n1\n2\n3\n", "1\n2\n3\n", "t,y\n1,2\n2,4\n3,8\n"])
def test_time_is_the_input_where_there_is_no_other(text):
    assert guessed(text).columns.inputs == (0,)
    assert guessed(text).why == {}


def test_column_with_gaps_is_taken_before_one_that_counts_time_and_its_gaps_are_said():
    made = guessed("t,v\n1,2.0\n2,\n3,4.0\n4,NaN\n5,6\n")

    assert made.columns == Columns((1,))
    assert made.about(made.roles) == {
        0: "It counts time or rows (1, 2, 3 ...).",
        1: "It has no number in line 3, line 5 ('NaN').",
    }


@pytest.mark.parametrize("index", [pd.RangeIndex(6), pd.date_range("2020-01-01", periods=6), [0, 1, 4, 5, 7, 9]])
def test_index_that_pandas_writes_is_left_out(index):
    text = StringIO()
    pd.DataFrame({"a": np.arange(6) ** 2, "b": np.cos(range(6))}, index=index).to_csv(text)

    assert guessed(text.getvalue()).columns == Columns((1, 2))


@pytest.mark.parametrize(
    "names",
    ["id,time,value", "unique_id,ds,value", "storeId,date,value", "Series,t,value", "city,date,value", "sequence,t,v"],
)
@pytest.mark.parametrize("ids", ["ab", "12"])
def test_id_with_several_rows_names_the_sequence_and_time_is_left_out(names, ids):
    if ids == "12" and names.startswith("city"):
        return  # a number is a name only where its column says so
    rows = [f"{name},{step},{value}" for name, values in zip(ids, ((5, 3, 8), (4, 1)), strict=True)
            for step, value in enumerate(values)]  # fmt: skip

    made = guessed("\n".join([names, *rows]))

    assert made.columns == Columns((2,), (), 0)
    assert made.roles == (SEQUENCE, TIME, INPUT)
    assert made.about(made.roles) == {0: "It names 2 sequences.", 1: "It counts time or rows (0, 1, 2)."}
    assert made.about((LEFT_OUT, TIME, INPUT)) == {1: "It counts time or rows (0, 1, 2)."}


def test_id_of_single_rows_is_an_index():
    made = guessed("id,value\n1,5\n2,3\n3,8\n")

    assert made.columns == Columns((1,))


def test_rows_of_several_ids_may_be_mixed():
    made = guessed("date,id,value\n1,a,5\n1,b,3\n2,a,8\n2,b,1\n")

    assert made.columns == Columns((2,), (), 1)


def test_table_without_rows_has_nothing_to_guess():
    assert guess(Table("Table", ("a", "b"), (), row_places(0))).columns == Columns((0, 1))


def test_no_column_is_left_out_without_a_word():
    rows = "".join(f"{k},note {k},{k * k},,{'' if k % 2 else k},{k % 3}\n" for k in range(10))

    made = guessed(f"t,note,v,nothing,half,w\n{rows}")

    assert made.roles == (TIME, LEFT_OUT, INPUT, LEFT_OUT, LEFT_OUT, INPUT)
    assert [made.about(made.roles)[place] for place in (1, 3, 4)] == [
        "It holds text, such as 'note 0'.",
        "It is empty.",
        "It has no number in line 3, line 5, line 7 and 2 more.",
    ]


def test_columns_beyond_the_most_are_left_out_with_the_reason():
    made = guessed(",".join(f"c{place}" for place in range(20)) + "\n" + "1.5," * 19 + "1\n" + "2.5," * 19 + "7\n")

    assert made.roles == (INPUT,) * 16 + (LEFT_OUT,) * 4
    assert set(made.about(made.roles).values()) == {
        "It is left out, since at most 16 columns may be inputs, and as many targets."
    }


def test_column_with_few_gaps_is_proposed_with_them():
    rows = "".join(f"2020-01-{k:02d},{k * k % 7},{'NA' if k == 5 else k % 4}\n" for k in range(1, 21))

    made = guessed(f"Date,a,b\n{rows}")

    assert made.roles == (TIME, INPUT, INPUT)
    assert made.about(made.roles)[2] == "It has no number in line 6 ('NA')."
