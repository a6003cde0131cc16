"""Tables of text cells become sequences, or a sentence says in which row and column they cannot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn.data.column_guess import guess
from rnn.data.own_data import OwnData
from rnn.data.table import Columns, Table, are_mixed, read_sequences, row_places, write_table
from tests.support.problems import proven

numbers = st.floats(-1e6, 1e6)


def table(*rows, names=("sequence", "x1", "y1"), decimal="."):
    return Table("Table", names, rows, row_places(len(rows)), decimal)


def data_of(inputs, targets):
    """Sequences of any lengths with so many inputs and targets at a time step."""
    step = st.tuples(st.tuples(*[numbers] * inputs), st.tuples(*[numbers] * targets))
    sequences = st.lists(st.lists(step, min_size=1, max_size=5), min_size=1, max_size=4)
    return sequences.map(
        lambda several: OwnData(
            tuple(tuple(x for x, _ in steps) for steps in several),
            tuple(tuple(y for _, y in steps) for steps in several) if targets else None,
        )
    )


def test_rows_with_the_same_name_are_one_sequence():
    rows = table(("a", "1", "2"), ("a", "2", "3"), ("b", "7", "8"))

    data = read_sequences(rows, Columns((1,), (2,), 0))

    assert data[:2] == (((((1.0,), (2.0,))), (((7.0,),))), (((2.0,), (3.0,)), ((8.0,),)))


def test_rows_that_do_not_stand_together_are_gathered_by_name():
    rows = table(("a", "1", ""), ("b", "7", ""), ("a", "2", ""))

    assert read_sequences(rows, Columns((1,), (), 0)).inputs == (((1.0,), (2.0,)), ((7.0,),))
    assert are_mixed(rows, Columns((1,), (), 0))
    assert not are_mixed(rows, Columns((1,)))


def test_all_rows_are_one_sequence_when_no_column_names_them():
    rows = table(("1", "1,5", "x"), ("2", "-2,5e1", "y"), decimal=",")

    assert read_sequences(rows, Columns((1, 0)))[:2] == ((((1.5, 1.0), (-25.0, 2.0)),), None)


@pytest.mark.parametrize(
    "cell", ["abc", "nan", "NaN", "inf", "1e400", "1e7", "1,5", "1_0", "\u0661", "=1+1", "2020-01-01"]
)
def test_bad_cell_is_refused_with_row_and_column(cell):
    with pytest.raises(ValueError, match=r"^Table: ") as refusal:
        read_sequences(table(("a", "1", "2"), ("a", "2", cell)), Columns((1,), (2,), 0))

    assert f"'{cell}' in row 2, column 'y1', is not" in str(refusal.value)
    assert len(str(refusal.value)) < 250


@pytest.mark.parametrize(
    ("rows", "columns", "sentence"),
    [
        ([], Columns((1,)), "Table: it is empty. Give a row for each time step."),
        ([("a", "1", "")], Columns((1,), (2,), 0), "Table: row 1, column 'y1', is empty. Give a number, or leave"),
        ([("", "1", "2")], Columns((1,), (), 0), "Table: row 1, column 'sequence', is empty. Give the name or number"),
        ([("a", "1", "2")], Columns(()), "Table: no input column is chosen. Choose from 1 to 16."),
        ([("a", "1", "2")], Columns((1,) * 17), "Table: 17 input columns are too many. Choose at most 16."),
        ([("a", "1", "2")], Columns((1,), (2,) * 17), "Table: 17 target columns are too many. Choose at most 16."),
        ([("a", "1", "2")] * 20_001, Columns((1,), (), 0), "Table, sequence 'a': 20,001 time steps are too many."),
        ([("a", "1", "2")] * 20_001, Columns((1,)), "Table: 20,001 time steps are too many."),
        ([(str(n), "1", "2") for n in range(65)], Columns((1,), (), 0), "Table: 65 sequences are too many."),
        (
            [(str(n), "123456.789", "2") for n in range(60) for _ in range(1000)],
            Columns((1,), (), 0),
            "Table: written as a text, its numbers take 719,998 characters. Give at most 400,000: fewer rows",
        ),
    ],
)
def test_table_that_cannot_be_taken_is_refused(rows, columns, sentence):
    with pytest.raises(ValueError, match=r"^Table") as refusal:
        read_sequences(table(*rows), columns)

    assert sentence in str(refusal.value)


@pytest.mark.parametrize(
    ("names", "row", "columns"),
    [
        (("sequence", "x1", "y1"), ("a", "1", "2"), Columns((1,), (2,), 0)),
        (("Sequence", "date", "value"), ("1", "2020-01-01", "2"), Columns((2,), (), 0)),
        (("x", "Target", "year"), ("1", "2", "1990"), Columns((0, 2), (1,))),
        (("a", "b"), ("", "x"), Columns(())),
    ],
)
def test_columns_are_guessed_by_name_and_by_what_holds_numbers(names, row, columns):
    assert guess(table(row, names=names)).columns == columns


def test_no_more_columns_are_guessed_than_may_be_chosen():
    assert len(guess(table(("1",) * 30, names=tuple(map(str, range(30))))).columns.inputs) == 16


@proven
@given(st.tuples(st.integers(1, 3), st.integers(0, 2)).flatmap(lambda widths: data_of(*widths)))
def test_table_reads_back_to_the_data_it_was_written_from(data):
    written = write_table("Table", data)

    assert read_sequences(written, guess(written).columns) == data
