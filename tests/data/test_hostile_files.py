"""Files made to cost: each is refused by a limit before it costs much, or it is within the limits and read."""

from __future__ import annotations

import pytest

from rnn.data.column_guess import guess
from rnn.data.csv_guess import readings
from rnn.data.csv_table import MOST_ROWS, read_csv
from rnn.data.limits import MOST_COLUMNS, MOST_FILE_BYTES, MOST_LINE_LETTERS
from rnn.data.table import read_sequences
from rnn.data.text_file import read_file

HALF = MOST_LINE_LETTERS // 2
LONG = HALF - 20


def understood(content):
    """All that the dialog does with a file before Apply."""
    text, _ = read_file("CSV file", content)
    made = guess(read_csv(text, readings(text)[0].written)[0])
    return made, made.about(made.roles)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"1," * 100_000, f"line 1 has 200,000 characters. Give at most {MOST_LINE_LETTERS:,} in a line."),
        (b"1 " * (HALF - 1) + b"\n", f"{HALF - 1:,} columns are too many. Give at most {MOST_COLUMNS}."),
        (b"1|" * (HALF - 1) + b"\n", f"{HALF:,} columns are too many"),
        (b"1\n" * (MOST_ROWS + 1), f"more than {MOST_ROWS:,} rows are too many."),
        (b"1\n" * MOST_FILE_BYTES, "4,000,000 bytes are too many."),
        (b"# x\n" * 400_000, "it holds no numbers."),
        (b"\n" * 1_900_000, "it holds no numbers."),
        (b'x\n"' + b"1\n" * 900_000, "the quotes (\") of the row that begins in line 2 do not match."),
        (b'"' * 9_001 + b"\n1,2\n", "do not match."),
        (b'x,y\n1,"\n' + b"# \n" * 500_000, "do not match."),
    ],
    ids=["wide", "spaces", "bars", "deep", "large", "comments", "empty", "quote", "quotes", "open"],
)  # fmt: skip
def test_costly_file_is_refused_by_a_limit(content, sentence):
    with pytest.raises(ValueError, match=r"^CSV file: ") as refusal:
        understood(content)

    assert sentence in str(refusal.value)


@pytest.mark.parametrize(
    "cell",
    [
        "1" * LONG,
        "1." * LONG,
        "1 " * (LONG - 1) + "x",
        "," * LONG,
        "1,111" * (LONG // 5) + " kg",
        "+" * LONG,
        "1e" * LONG,
        "$" * LONG,
        "2020-01-01 " + "0" * LONG,
        "Aa" * (LONG - 10) + " 1",
    ],
)
def test_long_cell_is_read_to_its_end_and_named_shortly(cell):
    made, said = understood(f"a;b\n1;{cell}\n2;{cell}\n3;5\n".encode())

    assert len(made.table.rows) == 3
    assert all(len(sentence) < 200 for sentence in said.values())


def test_widest_and_deepest_files_that_are_allowed_are_read():
    wide, _ = understood((",".join(map(str, range(MOST_COLUMNS))) + "\n").encode() * 2_000)
    deep, _ = understood(b"1.25\n" * MOST_ROWS)

    assert len(wide.table.names) == MOST_COLUMNS
    assert len(deep.table.rows) == MOST_ROWS
    with pytest.raises(ValueError, match="time steps are too many"):
        read_sequences(deep.table, deep.columns)


def test_as_many_sequences_as_rows_are_refused_by_their_count():
    made, _ = understood(("sequence,v\n" + "".join(f"s{row},{row % 7}\n" for row in range(50_000))).encode())

    with pytest.raises(ValueError, match="50,000 sequences are too many"):
        read_sequences(made.table, made.columns)
