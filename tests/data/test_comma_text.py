"""A comma inside a typed number: what is taken is said, and the other reading is offered as plain text."""

from __future__ import annotations

import pytest

from rnn.data.comma_text import corrections
from rnn.data.own_data import read_blocks


def in_steps(*values):
    return tuple((float(value),) for value in values)


@pytest.mark.parametrize(
    ("text", "taken", "said", "offered"),
    [
        (
            "0,5\n0,7\n0,9",
            ((0.0, 5.0), (0.0, 7.0), (0.0, 9.0)),
            "0,5 is read as 2 numbers: 0 and 5.",
            {"0,5 as 0.5": in_steps(0.5, 0.7, 0.9)},
        ),
        (
            "0,5 0,7 0,9",
            in_steps(0, 5, 0, 7, 0, 9),
            "0,5 is read as 2 numbers: 0 and 5.",
            {"0,5 as 0.5": in_steps(0.5, 0.7, 0.9)},
        ),
        (
            "0,5, -0,7, 1",
            in_steps(0, 5, 0, 7, 1)[:2] + in_steps(-0.0, 7, 1),
            "0,5 is read as 2 numbers: 0 and 5.",
            {"0,5 as 0.5": in_steps(0.5, -0.7, 1)},
        ),
        (
            "0,5 1,5\n0,7 2,5",
            ((0.0, 5.0, 1.0, 5.0), (0.0, 7.0, 2.0, 5.0)),
            "0,5 is read as 2 numbers: 0 and 5.",
            {"0,5 as 0.5": ((0.5, 1.5), (0.7, 2.5))},
        ),
        (
            "1,234\n1,310",
            ((1.0, 234.0), (1.0, 310.0)),
            "1,234 is read as 2 numbers: 1 and 234.",
            {"1,234 as 1.234": in_steps(1.234, 1.31), "1,234 as 1234": in_steps(1234, 1310)},
        ),
    ],
)
def test_what_is_taken_is_said_and_the_other_reading_is_offered(text, taken, said, offered):
    read = read_blocks("Sequence", text)

    assert read.sequences == (taken,)
    assert said in read.notices
    assert {each.example: read_blocks("Sequence", each.text).sequences[0] for each in corrections(text)} == offered


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("0,5\n1\n1,5", [in_steps(0.5, 1, 1.5)]),
        ("1,5; 2,5", [in_steps(1.5, 2.5)]),
        ("1,234\n998\n1,310", [in_steps(1.234, 998, 1.31), in_steps(1234, 998, 1310)]),
    ],
)
def test_reading_is_offered_where_nothing_could_be_taken(text, offered):
    with pytest.raises(ValueError, match="Sequence: "):
        read_blocks("Sequence", text)

    assert [read_blocks("Sequence", each.text).sequences[0] for each in corrections(text)] == offered


def test_blank_lines_stay_between_sequences():
    (correction,) = corrections("0,5\n0,7\n\n1,5\n2,5")

    assert read_blocks("Sequence", correction.text).sequences == (in_steps(0.5, 0.7), in_steps(1.5, 2.5))


@pytest.mark.parametrize(
    "text", ["1,2,3", "1,2", "1, 2\n3, 4", "1 2 3", "1.5, 2.5", "1,2,3\n4,5,6", "1.5,2\n3.5,4", "[0,5]", "a,b c,d", ""]
)
def test_nothing_is_offered_where_a_comma_only_separates(text):
    assert corrections(text) == ()


@pytest.mark.parametrize("text", ["1,2,3", "1, 2\n3, 4", "1,2,3\n4,5,6"])
def test_nothing_is_said_where_a_comma_only_separates(text):
    assert read_blocks("Sequence", text).notices == ()
