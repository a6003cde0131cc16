"""CSV files: the cells of a file of known format, and what was repaired while reading."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from typing import NamedTuple

from rnn.data.comment_lines import names_in_comments, without_comments
from rnn.data.labelled import write_data
from rnn.data.limits import MOST_COLUMNS, MOST_SEQUENCES, MOST_STEPS
from rnn.data.number_text import plainer
from rnn.data.own_data import OwnData
from rnn.data.rows_above import Cells, without_rows_above
from rnn.data.table import Table
from rnn.text.quantities import counted

LABEL = "CSV file"
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars", " ": "spaces"}
"""{delimiter: its name}. Several spaces count as one."""
NUMBERS = {
    (".", ""): "1234.5",
    (",", ""): "1234,5",
    (".", ","): "1,234.5",
    (",", "."): "1.234,5",
    (".", " "): "1 234.5",
    (",", " "): "1 234,5",
    (".", "'"): "1'234.5",
    (",", "'"): "1'234,5",
}
"""Decimal sign and thousands separator, {signs: an example}."""
FIRST_ROWS = {True: "names of the columns", False: "numbers already"}
MOST_ROWS = MOST_SEQUENCES * MOST_STEPS
MOST_NAME_LETTERS = 40

TEMPLATE = OwnData(
    inputs=(((1.0,), (2.0,), (3.0,), (4.0,)), ((2.0,), (4.0,), (6.0,))),
    targets=(((2.0,), (3.0,), (4.0,), (5.0,)), ((4.0,), (6.0,), (8.0,))),
)


class Format(NamedTuple):
    """Format of a CSV file.

    delimiter : column separator
    decimal, thousands : decimal sign, and the optional separator between groups of three digits
    header : whether the first row holds the names of the columns
    """

    delimiter: str
    decimal: str
    header: bool
    thousands: str = ""


class Source(NamedTuple):
    """What the text comes from, and what a row of it is called, in messages."""

    label: str = LABEL
    row: str = "line"


CSV = Source()


def read_csv(text: str, written: Format, source: Source = CSV) -> tuple[Table, tuple[str, ...]]:
    """Return the table in a text, and one sentence for each repair. Raises ValueError with the line."""
    plain = plainer(text)
    bare, comments = without_comments(plain)
    rows = list(islice(rows_of(bare, written.delimiter), MOST_ROWS + 2))
    filled, above = without_rows_above([row for row in rows if any(row.cells)])
    _check_rows(filled, written.header, source)
    width = len(filled[0].cells)
    if width > 1 and not any(row.cells[-1] for row in filled):
        width -= 1
    commented = names_in_comments(plain, bare, written.delimiter) if comments and not written.header else ()
    names = tuple(_names(filled[0].cells[:width] if written.header else commented[:width] or ("",) * width))
    body = filled[written.header :]
    cells = tuple(row.cells[:width] for row in body)
    several = '"' in text and any("\n" in cell or "\r" in cell for row in filled for cell in row.cells)
    if several or "  " in plain or "\t" in plain or not plain.isascii():
        cells = tuple(tuple(" ".join(cell.split()) for cell in row) for row in cells)
    mended = {
        "Unusual spaces or minus signs were read as plain ones.": plain != text,
        "A comment line (#) was left out.": comments == 1,
        f"{comments:,} comment lines (#) were left out.": comments > 1,
        "The names of the columns are those in the last comment line.": bool(commented),
        above: bool(above),
        "Empty rows were left out.": sum(not any(row.cells) for row in rows) > comments,
        "An empty column at the end was left out.": width < len(filled[0].cells),
        "A line break inside a cell was read as a space.": several,
    }
    places = tuple(f"{source.row} {row.line}" for row in body)
    table = Table(source.label, names, cells, places, written.decimal, written.thousands)
    return table, tuple(notice for notice, happened in mended.items() if happened)


def write_csv(data: OwnData) -> str:
    """Return the text of a CSV file that reads back as the same data; it holds only numbers and our column names."""
    table, text = write_data(LABEL, data), StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([table.names, *table.rows])
    return text.getvalue()


def rows_of(text: str, delimiter: str) -> Iterator[Cells]:
    """Yield every row, with the spaces around each cell stripped; raises ValueError where quotes do not match."""
    spaces, quotes = delimiter == " ", '"' in text
    strips = spaces or " " in text or "\t" in text or not text.isascii()
    plain = StringIO(text.replace("\t", " "), newline=None) if spaces else StringIO(text, newline="")
    lines = (f"{line.strip()}\n" for line in plain) if spaces else plain
    reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=spaces)
    line = 1
    try:
        for cells in reader:
            yield Cells(line, tuple(map(str.strip, cells)) if strips else tuple(cells))
            line = reader.line_num + 1 if quotes else line + 1
    except csv.Error:
        raise ValueError(
            f'{LABEL}: the quotes (") of the row that begins in line {line} do not match. '
            "Give as many that open a cell as close one."
        ) from None


def _check_rows(rows: list[Cells], header: bool, source: Source) -> None:
    label, a_row = source
    if not rows:
        raise ValueError(f"{label}: it holds no numbers. Give a {a_row} for each time step.")
    first = rows[0]
    if len(first.cells) > MOST_COLUMNS:
        raise ValueError(f"{label}: {len(first.cells):,} columns are too many. Give at most {MOST_COLUMNS}.")
    if len(rows) == 1 and header:
        raise ValueError(
            f"{label}: below the names of the columns there is nothing. Give a {a_row} for each time step."
        )
    if len(rows) > MOST_ROWS:
        raise ValueError(f"{label}: more than {MOST_ROWS:,} rows are too many.")
    for row in rows:
        if len(row.cells) != len(first.cells):
            raise ValueError(
                f"{label}: {a_row} {row.line} has {_columns(row)}, but {a_row} {first.line} has {_columns(first)}. "
                f"Give every {a_row} the same, or choose another separator."
            )


def _columns(row: Cells) -> str:
    return counted(len(row.cells), "column")


def _names(cells: tuple[str, ...]) -> Iterator[str]:
    """Short, printable, unique names; a column without a name gets its number."""
    used: set[str] = set()
    for place, cell in enumerate(cells, start=1):
        short = "".join(letter if letter.isprintable() else " " for letter in cell)
        name = " ".join(short.split())[:MOST_NAME_LETTERS] or f"column {place}"
        while name in used:
            name = f"{name} (column {place})"
        used.add(name)
        yield name
