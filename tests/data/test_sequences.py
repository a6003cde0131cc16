"""Sequences: whatever a person types or hands over is understood, or refused in a sentence they can act on."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn.data.limits import MOST_LETTERS
from rnn.data.sequences import as_rows, read_text, write_text
from rnn.data.transformation import NONE, TRANSFORMATIONS
from tests.support.problems import proven

numbers = st.floats(-1e6, 1e6)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1, 2, 3", ((1.0,), (2.0,), (3.0,))),
        ("1 2\t3", ((1.0,), (2.0,), (3.0,))),
        ("1\r\n2\r3\n", ((1.0,), (2.0,), (3.0,))),
        ("1, 2\n7, 2", ((1.0, 2.0), (7.0, 2.0))),
        ("1 2\n\n\n7 2", ((1.0, 2.0), (7.0, 2.0))),
        ("+1e3, -.5, 2.", ((1000.0,), (-0.5,), (2.0,))),
        ("1e-310, 1", ((1e-310,), (1.0,))),
        (" [[1, 2]] ", ((1.0, 2.0),)),
    ],
)
def test_text_is_read_without_a_notice_when_it_is_plain(text, rows):
    assert read_text("Sequence", text) == (rows, ())


@pytest.mark.parametrize(
    ("text", "rows", "notice"),
    [
        ("1, 2,", ((1.0,), (2.0,)), "comma at the end"),
        ("1,\n2,\n", ((1.0,), (2.0,)), "comma at the end"),
        ("\u22121, 2", ((-1.0,), (2.0,)), "minus signs"),
        ("\ufeff1, 2", ((1.0,), (2.0,)), "Unusual spaces"),
        ("\u00a01, 2", ((1.0,), (2.0,)), "Unusual spaces"),
        ("1,5 2,5", ((1.0,), (5.0,), (2.0,), (5.0,)), "1,5 is read as 2 numbers: 1 and 5."),
        ("0,5\n0,7", ((0.0, 5.0), (0.0, 7.0)), "0,5 is read as 2 numbers: 0 and 5."),
        ("3, 3, 3", ((3.0,), (3.0,), (3.0,)), "zero variance"),
        ("1 2\n1 2", ((1.0, 2.0), (1.0, 2.0)), "zero variance"),
    ],
)
def test_text_is_mended_with_a_notice(text, rows, notice):
    reading = read_text("Sequence", text)

    assert reading.rows == rows
    assert len(reading.notices) == 1
    assert notice in reading.notices[0]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Sequence: it is empty. Give from 1 to 20,000 time steps"),
        (" \n\t ", "Sequence: it is empty"),
        (" , ,", "Sequence: a number is missing before the comma in line 1, character 2"),
        ("1,,2", "a number is missing before the comma in line 1, character 3"),
        ("a,b", "Sequence: 'a' in line 1, character 1 is not a number"),
        ("1\n2\nx3", "'x3' in line 3, character 1"),
        ("1, NaN", "'NaN' in line 1, character 4 is not a number"),
        ("1, inf", "'inf' in line 1, character 4 is not a number"),
        ("1e308, 1", "'1e308' in line 1, character 1 is not allowed. Give numbers from -1,000,000 to 1,000,000"),
        ("1e999", "'1e999' in line 1, character 1 is not allowed. Give numbers from -1,000,000"),
        ("1_000", "'1_000' in line 1, character 1 is not a number"),
        ("\u0661\u0662", "is not a number. Write it with the digits 0 to 9"),
        ("\uff11\uff12", "is not a number. Write it with the digits 0 to 9"),
        ("1\u200b, 2", "is not a number"),
        ("1;2,3", "'1;2' in line 1, character 1 is not a number. Separate numbers with commas"),
        ("1 2\n3", "Sequence: time step 2 has 1 numbers, but time step 1 has 2"),
        ("2, [1]", "'[1]' in line 1, character 4 is not a number"),
        ("\u202e1", "is not a number"),
        ("\x001", "is not a number"),
        ("0x10", "'0x10' in line 1, character 1 is not a number"),
        (" ".join(["1"] * 20_001), "20,001 time steps are too many. Give from 1 to 20,000"),
        (" ".join(["1"] * 17) + "\n1", "17 numbers at a time step are not allowed. Give from 1 to 16"),
        ("\n".join(f"word{k}" for k in range(20_000)), "'word0' in line 1, character 1"),
    ],
)
def test_text_is_refused_with_its_place(text, sentence):
    with pytest.raises(ValueError, match=r"^Sequence: ") as refusal:
        read_text("Sequence", text)

    assert sentence in str(refusal.value)
    assert len(str(refusal.value)) < 250
    assert str(refusal.value).isprintable()


@pytest.mark.parametrize("letters", [MOST_LETTERS + 1, 10_000_000])
def test_text_is_refused_before_it_is_read_when_it_is_too_long(letters):
    with pytest.raises(ValueError, match=rf"{letters:,} characters are too many\. Give at most 400,000"):
        read_text("Sequence", "1" * letters)


def test_text_of_one_endless_number_is_refused_without_endless_search():
    with pytest.raises(ValueError, match=r"is not a number") as refusal:
        read_text("Sequence", "1" * (MOST_LETTERS - 1) + "x")

    assert len(str(refusal.value)) < 250


@proven
@given(st.integers(1, 4).flatmap(lambda width: st.lists(st.tuples(*[numbers] * width), min_size=1, max_size=8)))
def test_text_reads_back_to_the_rows_it_was_written_from(rows):
    assert read_text("Sequence", write_text(tuple(rows))).rows == tuple(rows)


def test_text_is_written_with_whole_numbers_where_they_are():
    assert write_text(((1.0,), (2.5,), (-3.0,))) == "1, 2.5, -3"
    assert write_text(((1.0, 2.0), (7.0, 2.5))) == "1, 2\n7, 2.5"


@pytest.mark.parametrize(
    "values",
    [
        [1, 2.0, np.float32(3)],
        [[1], [2], [3]],
        ((1,), (2,), (3,)),
        np.array([1, 2, 3]),
        np.array([[1.0], [2.0], [3.0]]),
        range(1, 4),
    ],
)
def test_rows_are_the_same_from_lists_tuples_and_arrays(values):
    assert as_rows("Sequence", values) == ((1.0,), (2.0,), (3.0,))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ([], "it is empty. Give from 1 to 20,000"),
        (5, "5 is not a sequence"),
        (None, "nothing is not a sequence"),
        ("abc", "'a' at time step 1 is not a number"),
        ([1, "2"], "'2' at time step 2 is not a number"),
        ([1, True], "True at time step 2 is not a number"),
        ([1, None], "nothing at time step 2 is not a number"),
        ([1, 2j], "2j at time step 2 is not a number"),
        ([1, float("nan")], "nan at time step 2 is not allowed. Give numbers from -1,000,000 to 1,000,000"),
        ([float("-inf"), 1], "-inf at time step 1 is not allowed"),
        ([1e308], "1e+308 at time step 1 is not allowed"),
        ([10**5000], "a number with thousands of digits at time step 1 is not allowed"),
        ([[1, 2], [3]], "time step 2 has 1 numbers, but time step 1 has 2"),
        ([[], []], "0 numbers at a time step are not allowed. Give from 1 to 16"),
        ([[1] * 17], "17 numbers at a time step are not allowed"),
        (np.zeros((2, 2, 2)), "at time step 1 is not a number"),
        ([[1, [2]]], "is not a sequence"),
        ([0.0] * 20_001, "20,001 time steps are too many"),
        (np.zeros(10**7), "10,000,000 time steps are too many"),
        (itertools.count(), "more than 20,000 time steps are too many"),
    ],
)
def test_rows_are_refused_in_the_words_of_the_label(values, sentence):
    with pytest.raises(ValueError, match=r"^Target: ") as refusal:
        as_rows("Target", values)

    assert sentence in str(refusal.value)
    assert len(str(refusal.value)) < 250


def test_next_item_pairs_each_row_with_the_one_after_it():
    x, y, *_ = TRANSFORMATIONS[NONE].ahead(np.array([[1.0], [2.0], [3.0]]), 1)

    np.testing.assert_array_equal(x, [[1], [2]])
    np.testing.assert_array_equal(y, [[2], [3]])
