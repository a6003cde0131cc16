"""Rows above a table are left out and said; names that are one too few are those of all columns but the first."""

from __future__ import annotations

import pytest

from rnn.data.csv_guess import readings
from rnn.data.csv_table import read_csv


def read(text):
    return read_csv(text, readings(text)[0].written)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Device: X\n\nTime;Value\n0;1,2\n1;1,4\n", "A row above the table was left out: 'Device: X'."),
        ("Device: X\nSerial, 1\nTime\tValue\n0\t1.2\n1\t1.4\n2\t1.5\n", "2 rows above the table were left out, from"),
        ("Messung vom 1. Mai\nTime,Value\n0,1.2\n1,1.4\n", "A row above the table was left out: 'Messung vom 1. Mai'."),
    ],
)
def test_rows_above_a_table_are_left_out_and_said(text, said):
    table, notices = read(text)

    assert table.names == ("Time", "Value")
    assert table.places[-1] == f"line {text.count(chr(10))}"
    assert any(notice.startswith(said) for notice in notices)


def test_file_of_r_has_no_name_for_its_row_names():
    table, notices = read('"x" "y"\n"1" 0.5 3\n"2" 0.7 4\n"3" 0.1 5\n')

    assert (table.names, notices) == (("column 1", "x", "y"), ())
    assert table.rows[0] == ("1", "0.5", "3")


@pytest.mark.parametrize(
    "text", ["x,y\n1,2\n3\n", "x,y\n1,2\n3,4,5\n6,7\n", "a\nb\nc\n1,2\n", "x,y,z\n1,2\n3,4\n", "1\n2,3\n4\n5,6\n"]
)
def test_ragged_rows_are_no_rows_above(text):
    with pytest.raises(ValueError, match=r"has \d columns?, but line"):
        read_csv(text, readings(text)[0].written._replace(delimiter=","))
