"""What is drawn of the columns of a file: every row, or the lowest and highest of many, with gaps as gaps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from rnn.data.column_view import MOST_POINTS, PARTS, columns_seen, thinned
from rnn.data.roles import INPUT, LEFT_OUT, SEQUENCE, TARGET, TIME
from tests.data.test_column_guess import guessed
from tests.support.problems import proven

SENSOR = "t,v,w\n0,2.0,7\n1,,7\n2,4.0,\n5,1.5,7\n"
some = arrays.arrays(float, st.integers(1, 60), elements=st.one_of(st.integers(-9, 9).map(float), st.just(np.nan)))


def seen(text, roles, units=None):
    return columns_seen(guessed(text).table, roles, units or {})


def test_inputs_and_targets_are_drawn_over_the_time_column_with_gaps():
    made = seen(SENSOR, (TIME, INPUT, TARGET), {1: "kg"})

    assert [(one.name, one.role) for one in made.seen] == [("v (kg)", INPUT), ("w", TARGET)]
    assert (made.over, made.ticks, made.each, made.broken) == ("t", {}, 1, False)
    v, w = made.seen
    assert v.x.tolist() == [0, 1, 2, 5]
    np.testing.assert_array_equal(v.y, [2, np.nan, 4, 1.5])
    assert v.alone.tolist() == [True, False, False, False]
    assert (v.low, v.high) == (1.5, 4)
    assert w.alone.tolist() == [False, False, False, True]


def test_dates_are_marked_at_a_few_rows():
    rows = "".join(f"2020-01-{day:02d},{day % 5}\n" for day in range(1, 29))

    made = seen(f"Date,v\n{rows}", (TIME, INPUT))

    assert made.seen[0].x.tolist() == list(range(1, 29))
    assert made.ticks == {1.0: "2020-01-01", 10.0: "2020-01-10", 19.0: "2020-01-19", 28.0: "2020-01-28"}


def test_time_that_does_not_increase_is_a_text_at_its_row():
    made = seen("t,v\n3,1\n1,2\n2,5\n", (TIME, INPUT))

    assert made.seen[0].x.tolist() == [1, 2, 3]
    assert made.ticks == {1.0: "3", 2.0: "1", 3.0: "2"}


def test_sequences_are_drawn_one_after_the_other_with_a_break():
    made = seen("id,t,v\na,0,1\nb,0,5\na,1,2\nb,1,6\n", (SEQUENCE, TIME, INPUT))

    assert made.broken
    assert made.over is None
    np.testing.assert_array_equal(made.seen[0].y, [1, 2, np.nan, 5, 6])
    assert made.seen[0].x.tolist() == [1, 2, 2, 3, 4]


def test_long_columns_are_thinned_to_the_lowest_and_highest_of_each_part():
    rows = [f"{row},{(row * 7919) % 1000}\n" for row in range(20_000)]
    rows[777] = "777,-5000\n"

    made = seen("t,v\n" + "".join(rows), (TIME, INPUT))

    (v,) = made.seen
    assert made.each == 20_000 // PARTS
    assert len(v.y) == 2 * PARTS
    assert v.y.min() == v.low == -5000
    assert v.x[v.y.argmin()] == 777
    assert (np.diff(v.x) >= 0).all()


@pytest.mark.parametrize("rows", [MOST_POINTS, MOST_POINTS + 1])
def test_every_row_is_drawn_up_to_the_most_points(rows):
    made = seen("v\n" + "".join(f"{row % 7}\n" for row in range(rows)), (INPUT,))

    assert (made.each == 1) == (rows == MOST_POINTS)


def test_columns_that_are_not_learned_are_not_drawn():
    made = seen(SENSOR, (LEFT_OUT, LEFT_OUT, LEFT_OUT))

    assert made.seen == ()


def test_column_without_numbers_has_no_ends():
    (v,) = seen("a,v\n1,x\n2,y\n", (LEFT_OUT, INPUT)).seen

    assert np.isnan([v.low, v.high, *v.y]).all()


@proven
@given(y=some, each=st.integers(2, 9))
def test_thinned_column_has_the_ends_of_each_part_and_breaks_where_numbers_miss(y, each):
    x = np.arange(len(y), dtype=float)

    drawn_x, drawn_y = thinned(x, y, each)

    for begin in range(0, len(y), each):
        part = y[begin : begin + each]
        inside = (drawn_x >= begin) & (drawn_x < begin + each)
        numbers = drawn_y[inside][~np.isnan(drawn_y[inside])]
        known = part[~np.isnan(part)]
        assert set(numbers) == ({known.min(), known.max()} if len(known) else set())
        assert np.isnan(drawn_y[inside]).any() or not np.isnan(part).any()
    assert (np.diff(drawn_x) >= 0).all()
