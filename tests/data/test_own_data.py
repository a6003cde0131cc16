"""Several sequences in one text: a blank line starts the next, and what is refused is named with its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn import Experiment
from rnn.data.limits import MOST_LETTERS
from rnn.data.own_data import OwnData, read_blocks, write_blocks
from tests.support.problems import proven

ONE, TWO = ((1.0,), (2.0,)), ((3.0,), (4.0,), (5.0,))
numbers = st.floats(-1e6, 1e6)


def sequences_of(width):
    return st.lists(st.lists(st.tuples(*[numbers] * width), min_size=1, max_size=5).map(tuple), min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("text", "sequences"),
    [
        ("1, 2", (ONE,)),
        ("1 2\n\n3 4 5", (ONE, TWO)),
        ("1\n2\n\n3\n4\n5\n", (ONE, TWO)),
        ("\n\n1 2\r\n \t\r\n\r\n3 4 5\r\n", (ONE, TWO)),
        ("1 2\r\r3 4 5", (ONE, TWO)),
        ("1 2\n7 2\n\n[[3, 4]]", (((1.0, 2.0), (7.0, 2.0)), ((3.0, 4.0),))),
        ("1 2\n\n1 2", (ONE, ONE)),
    ],
)
def test_blank_line_starts_the_next_sequence(text, sequences):
    assert read_blocks("Sequence", text) == (sequences, ())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Sequence: it is empty. Give from 1 to 20,000 time steps"),
        (" \n\n ", "Sequence: it is empty."),
        ("1, a", "Sequence: 'a' in line 1, character 4 is not a number."),
        ("1 2\n\n\n3\nx 4", "Sequence 2: 'x' in line 5, character 1 is not a number."),
        ("1 y\n\n3", "Sequence 1: 'y' in line 1, character 3 is not a number."),
        ("1 2\n\n3,,4", "Sequence 2: a number is missing before the comma in line 3, character 3."),
        ("1 2\n\n3 1e7", "Sequence 2: '1e7' in line 3, character 3 is not allowed."),
        ("1 2\n\n3 4\n5", "Sequence 2: time step 2 has 1 numbers, but time step 1 has 2."),
        ("1 2\n\n" + "1 " * 20_001, "Sequence 2: 20,001 time steps are too many."),
        ("1\n\n" * 65, "Sequence: 65 sequences are too many. Give at most 64."),
        ("\n\n".join(["x"] * 100_000), "Sequence: 100,000 sequences are too many."),
        ("1\n\n" * MOST_LETTERS, "characters are too many. Give at most 400,000."),
    ],
)
def test_sequences_are_refused_with_sequence_line_and_character(text, sentence):
    with pytest.raises(ValueError, match=r"^Sequence") as refusal:
        read_blocks("Sequence", text)

    assert sentence in str(refusal.value)
    assert len(str(refusal.value)) < 250


@pytest.mark.parametrize(
    ("text", "notices"),
    [
        ("1, 2,\n\n3, 4,", ["A comma at the end of a line was left out."]),
        ("\ufeff1 2\n\n\u22123 4", ["Unusual spaces or minus signs were read as plain ones."]),
        ("3 3\n\n3 3 3", ["Every time step is the same (zero variance): there is only a constant to learn."]),
        ("3 3\n\n4 4 4", []),
    ],
)
def test_what_was_mended_is_said_once_for_all_sequences(text, notices):
    assert list(read_blocks("Sequence", text).notices) == notices


@proven
@given(st.integers(1, 3).flatmap(sequences_of))
def test_text_reads_back_to_the_sequences_it_was_written_from(sequences):
    assert read_blocks("Sequence", write_blocks(tuple(sequences))).sequences == tuple(sequences)


@pytest.mark.parametrize("data", [OwnData((ONE,)), OwnData((ONE, TWO)), OwnData((ONE, TWO), (TWO[:2], TWO))])
def test_experiment_gives_back_the_data_it_was_made_from(data):
    assert Experiment(**data.choices).own_data == data
