"""However a table is written, it is read as the same numbers, or asked about with those among the answers."""

from __future__ import annotations

import codecs
import csv
from io import StringIO
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from rnn.data.column_guess import guess
from rnn.data.csv_guess import readings
from rnn.data.csv_table import read_csv
from rnn.data.roles import INPUT
from rnn.data.text_file import read_file
from tests.support.problems import proven

MONEY = ("", "$", "€", "kg", "%", "°C")
ENCODINGS = {"utf-8": b"", "utf-8-sig": b"", "utf-16-le": codecs.BOM_UTF16_LE, "cp1252": b""}


class Written(NamedTuple):
    """How a table is written."""

    delimiter: str
    decimal: str
    thousands: str
    quoting: int
    encoding: str
    header: bool
    comments: int
    line_end: str
    unit: str


@st.composite
def ways(draw: st.DrawFn) -> Written:
    """Ways that a program may write a table; a sign of numbers that is the delimiter too is quoted."""
    delimiter = draw(st.sampled_from([",", ";", "\t", "|", " ", "    "]))
    decimal = draw(st.sampled_from(".,"))
    thousands = draw(st.sampled_from([sign for sign in ("", ",", ".", " ", "'") if sign != decimal]))
    if (delimiter.isspace() and thousands == " ") or (delimiter == "," and thousands == "."):
        thousands = ""  # 1.234 between commas is a decimal point; it is not asked about
    return Written(
        delimiter, decimal, thousands,
        draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
        draw(st.sampled_from(list(ENCODINGS))), draw(st.booleans()), draw(st.integers(0, 2)),
        draw(st.sampled_from(["\n", "\r\n", "\r"])),
        draw(st.sampled_from(MONEY if delimiter.strip() else ("", "%"))),
    )  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> list[list[float]]:
    """Rows of numbers with up to three decimals."""
    width, digits = draw(st.integers(1, 4)), draw(st.integers(0, 3))
    number = st.integers(-(10 ** (digits + 4)), 10 ** (digits + 4)).map(lambda whole: whole / 10**digits)
    return draw(st.lists(st.lists(number, min_size=width, max_size=width), min_size=2, max_size=8))


def cell_of(number: float, way: Written) -> str:
    digits = f"{number:,.10f}".rstrip("0").rstrip(".")
    signs = {",": way.thousands, ".": way.decimal}
    text = "".join(signs.get(letter, letter) for letter in digits)
    if not way.unit:
        return text
    return f"{way.unit}{text}" if way.unit in "$€" else f"{text}{'' if way.delimiter.isspace() else ' '}{way.unit}"


def file_of(rows: list[list[float]], way: Written) -> bytes:
    text = StringIO()
    writer = csv.writer(text, delimiter=way.delimiter[0], quoting=way.quoting, lineterminator=way.line_end)
    names = [f"v{place}" for place in range(len(rows[0]))]
    for row in ([names] if way.header else []) + [[cell_of(number, way) for number in row] for row in rows]:
        writer.writerow(row)
    body = text.getvalue()
    if len(way.delimiter) > 1:
        body = body.replace(way.delimiter[0], way.delimiter)
    comments = "".join(f"# made by a program, part {part}{way.line_end}" for part in range(way.comments))
    return ENCODINGS[way.encoding] + (comments + body).encode(way.encoding)


def read_as(text: str, reading: object) -> list[list[float]]:
    table, _ = read_csv(text, reading)
    made = guess(table)
    return [list(map(float, row)) for row in zip(*made.numbers, strict=True)]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(rows=tables(), way=ways())
def test_table_is_read_as_it_was_written_or_asked_about(rows, way):
    text, _ = read_file("CSV file", file_of(rows, way))
    possible = readings(text)

    understood = [read_as(text, reading.written) for reading in possible]

    assert rows in understood
    assert len(possible) == 1 or all(reading.meaning for reading in possible)
    assert len({reading.meaning for reading in possible}) == len(possible)


@proven
@given(rows=tables(), way=ways())
def test_no_column_is_lost(rows, way):
    text, _ = read_file("CSV file", file_of(rows, way))
    table, _ = read_csv(text, readings(text)[0].written)

    made = guess(table)

    assert all(role == INPUT or made.about(made.roles).get(place) for place, role in enumerate(made.roles))
