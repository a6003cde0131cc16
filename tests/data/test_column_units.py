"""Units of columns: those written in cells are taken out, and large numbers are read in millions; both are said."""

from __future__ import annotations

import csv

import pytest

from rnn.data.roles import INPUT, LEFT_OUT, TIME
from rnn.data.table import Columns, read_sequences
from tests.data.test_column_guess import guessed


def test_stock_export_is_read_with_its_volume_in_millions():
    made = guessed(
        "Date,Open,Close,Volume\n2020-01-01,10.5,11,900000\n2020-01-02,11,10,12000000\n2020-01-03,10,12,1.5e6\n"
    )

    assert made.roles == (TIME, INPUT, INPUT, INPUT)
    assert made.about(made.roles)[3] == "It is read in millions, since numbers may be at most 1,000,000."
    assert read_sequences(made.table, made.columns).inputs[0] == ((10.5, 11, 0.9), (11, 10, 12), (10, 12, 1.5))


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (("1000000", "-1000000"), (1e6, -1e6)),
        (("1000001", "5"), (1.000001, 0.000005)),
        (("-2500000000", "7"), (-2.5, 7e-9)),
        (("4e14", "1e12"), (400, 1)),
    ],
)
def test_unit_of_large_numbers_follows_the_largest(cells, numbers):
    made = guessed("v\n{}\n{}\n".format(*cells))

    assert [value for (value,) in read_sequences(made.table, made.columns).inputs[0]] == list(numbers)


@pytest.mark.parametrize("cell", ["9.96921e36", "1e400", "-2e15"])
def test_column_with_a_mark_among_its_numbers_is_left_out_with_that_cell(cell):
    made = guessed(f"a,v\n1,5\n2,{cell}\n2,7\n")

    assert made.roles == (INPUT, LEFT_OUT)
    assert made.about(made.roles)[1] == f"It has '{cell}' in line 3, beyond 1,000,000,000,000,000."
    with pytest.raises(ValueError, match=r"in line 3, column 'v', is not allowed. Give numbers from"):
        read_sequences(made.table, Columns((1,)))


@pytest.mark.parametrize(
    ("cells", "numbers", "said"),
    [
        ('"$1,234.50",$998,"-$5"', (1234.5, 998, -5), "'$1,234.50' is read as 1234.5, in $."),
        ("12.5 kg,13kg,-1 kg", (12.5, 13, -1), "'12.5 kg' is read as 12.5, in kg."),
        ("35 %,7%,0", (35, 7, 0), "'35 %' is read as 35, in %."),
        ("1.234,5 €,998 €,0,5 €", (1234.5, 998, 0.5), "'1.234,5 €' is read as 1234.5, in €."),
        ("US$ 5,US$ 7.5,US$ 1", (5, 7.5, 1), "'US$ 5' is read as 5, in US$."),
        ("20 m³/h,30 m³/h,1e2 m³/h", (20, 30, 100), "'20 m³/h' is read as 20, in m³/h."),
    ],
)
def test_units_are_taken_out_of_cells_and_said(cells, numbers, said):
    separator = ";" if "€" in cells else ","
    several = cells.split(" €,") if separator == ";" else next(csv.reader([cells]))
    text = "\n".join(["day;v" if separator == ";" else "day,v",
                      *(f'2020-{month}{separator}"{cell if separator == "," else cell.rstrip(" €") + " €"}"'
                        for month, cell in zip("123", several, strict=True))])  # fmt: skip

    made = guessed(text)

    assert made.roles == (TIME, INPUT)
    assert made.about(made.roles)[1] == said
    assert [value for (value,) in read_sequences(made.table, made.columns).inputs[0]] == list(numbers)


def test_cell_of_another_unit_keeps_its_column_out_and_is_named():
    made = guessed("a,weight\n1,2 kg\n2,3 kg\n2,300 g\n4,1 kg\n")

    assert made.roles == (INPUT, LEFT_OUT)
    assert made.about(made.roles)[1] == "It has no number in line 4 ('300 g')."


@pytest.mark.parametrize("cells", ["S1 S2 S3", "Q1 Q2 Q3", "3rd 4th 5th", "10:30 10:31 10:32", "a1b 2 3x"])
def test_what_only_looks_like_a_unit_is_text(cells):
    one, two, three = cells.split()

    assert guessed(f"a,b\n5,{one}\n3,{two}\n4,{three}\n").columns == Columns((0,))
