"""Cells without a number: named by line, and left out or filled as the person chooses, against NumPy's interp."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn.data.column_guess import guess
from rnn.data.csv_guess import readings
from rnn.data.csv_table import read_csv
from rnn.data.gaps import LEAVE_OUT, REFUSE, WAYS, about_gaps, gaps_in, is_gap, without_gaps
from rnn.data.table import Columns, read_sequences

SENSOR = "t,v\n1,2.0\n2,\n3,4.0\n4,NaN\n"
NAMED = "id,v\na,\na,1\na,NA\na,4\nb,\nb,8\nb,-\n"
cells = st.one_of(st.none(), st.integers(-50, 50).map(lambda n: n / 4))


def table_of(text):
    return read_csv(text, readings(text)[0].written)[0]


def series(text, columns, way):
    table = without_gaps(table_of(text), columns, way)
    return [[value for (value,) in rows] for rows in read_sequences(table, columns).inputs]


def test_sensor_log_with_gaps_is_asked_about_and_read_in_each_way():
    table = table_of(SENSOR)
    columns = guess(table).columns

    assert columns == Columns((1,))
    assert about_gaps(table, gaps_in(table, columns)) == "Column 'v' has no number in line 3, line 5 ('NaN')."
    assert series(SENSOR, columns, LEAVE_OUT) == [[2, 4]]
    assert series(SENSOR, columns, "last") == [[2, 2, 4, 4]]
    assert series(SENSOR, columns, "linear") == [[2, 3, 4, 4]]
    with pytest.raises(ValueError, match="line 3, column 'v', is empty"):
        series(SENSOR, columns, REFUSE)


def test_column_that_one_cell_keeps_out_is_listed_with_that_cell_and_its_line():
    made = guess(table_of("a,b\n1,2\n3,oops\n5,6\n7,8\n"))

    assert made.columns == Columns((0,))
    assert made.about(made.roles) == {1: "It has no number in line 3 ('oops')."}


def test_each_sequence_is_filled_by_itself_and_what_comes_before_its_first_number_is_left_out():
    columns = Columns((1,), sequence=0)

    assert series(NAMED, columns, "linear") == [[1, 2.5, 4], [8, 8]]
    assert series(NAMED, columns, "last") == [[1, 1, 4], [8, 8]]


def test_cell_of_other_text_is_no_gap_and_is_named():
    with pytest.raises(ValueError, match="'oops' in line 3, column 'v', is not a number"):
        series("v\n1\noops\n3\n", Columns((0,)), "linear")


def test_decimal_comma_is_kept_where_a_gap_is_filled():
    assert series("n;v\na;1,5\na;\na;2,0\n", Columns((1,)), "linear") == [[1.5, 1.75, 2]]


@pytest.mark.parametrize("word", ["", "NaN", "n/a", "NULL", "-", "#N/A", "?"])
def test_words_for_what_is_missing_are_gaps(word):
    assert is_gap(word)


@pytest.mark.parametrize("word", ["0", "-1", "oops", "nan1", "1e5"])
def test_numbers_and_other_words_are_none(word):
    assert not is_gap(word)


@pytest.mark.parametrize("way", [way for way in WAYS if way != REFUSE])
@settings(deadline=None)
@given(values=st.lists(cells, min_size=1, max_size=12).filter(lambda values: any(v is not None for v in values)))
def test_filled_series_is_that_of_numpy(way, values):
    text = "n,v\n" + "".join(f"a,{'' if value is None else value}\n" for value in values)

    (filled,) = series(text, Columns((1,)), way)

    known = [place for place, value in enumerate(values) if value is not None]
    numbers = [values[place] for place in known]
    places = known if way == LEAVE_OUT else range(known[0], len(values))
    if way == "last":
        expected = [numbers[int(np.searchsorted(known, place, side="right")) - 1] for place in places]
    else:
        expected = np.interp(list(places), known, numbers)
    np.testing.assert_allclose(filled, expected)
