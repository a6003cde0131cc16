"""Numbers of time steps that are typed, and the shortest and narrowest files there are."""

from __future__ import annotations

import pytest

from rnn.data.csv_guess import guessed_delimiter, guessed_format
from rnn.data.csv_table import Format, read_csv
from rnn.data.limits import MOST_STEPS
from rnn.data.sequences import read_steps


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("2, 4", (2, 4)),
        ("1", (1,)),
        ("3\n1", (3, 1)),
        ("5.0 6", (5, 6)),
        (f"{MOST_STEPS}", (MOST_STEPS,)),
    ],
)
def test_numbers_of_time_steps_are_read_from_one_line_or_several(text, steps):
    read = read_steps("Loss at", text)

    assert read == steps
    assert all(type(step) is int for step in read)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Loss at: none is given. Give whole numbers from 1 to 2,000, such as 2, 4."),
        (" \n ", "Loss at: none is given."),
        ("0", "is not allowed. Give whole numbers from 1 to 2,000, such as 2, 4."),
        ("1, -1", "is not allowed. Give whole numbers"),
        ("2.5", "is not allowed. Give whole numbers"),
        (f"{MOST_STEPS + 1}", "is not allowed. Give whole numbers"),
        ("2, x", "Loss at: 'x' in line 1, character 4 is not a number."),
    ],
)
def test_what_is_no_time_step_is_refused(text, sentence):
    with pytest.raises(ValueError, match=r"^Loss at: ") as refusal:
        read_steps("Loss at", text)

    assert sentence in str(refusal.value)


def test_file_of_one_line_of_numbers_is_one_time_step():
    text = "1.5,2\n"
    written = guessed_format(text, guessed_delimiter(text))

    table, notices = read_csv(text, written)

    assert not written.header
    assert (table.names, table.rows, table.places, notices) == (
        ("column 1", "column 2"), (("1.5", "2"),), ("line 1",), (),
    )  # fmt: skip


def test_empty_second_column_is_left_out_and_a_single_column_never_is():
    narrow, said = read_csv("x,\n1,\n2,\n", Format(",", ".", header=True))
    single, nothing = read_csv("x\n1\n2\n", Format(",", ".", header=True))

    assert (narrow.names, narrow.rows) == (single.names, single.rows) == (("x",), (("1",), ("2",)))
    assert said == ("An empty column at the end was left out.",)
    assert nothing == ()
