"""Excel files (.xlsx): the cells of one sheet, as the text of a CSV file that the same guesses read.

openpyxl reads the values that were saved with the file: no formula is computed, no macro run and no link followed. It
streams the rows, so that a sheet is read only as far as a file may have rows and columns.
"""

from __future__ import annotations

import csv
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from io import BytesIO, StringIO
from typing import Any

from openpyxl import load_workbook

from rnn.data.csv_table import MOST_ROWS, Source
from rnn.data.limits import MOST_COLUMNS, MOST_FILE_BYTES
from rnn.data.number_text import write_number
from rnn.text.quoting import quoted

LABEL = "Excel file"
SOURCE, DELIMITER = Source(LABEL, "row"), ","
MOST_UNPACKED_BYTES = 10 * MOST_FILE_BYTES
_BEGINNING = b"PK\x03\x04"
_WORKBOOK = b"xl/workbook.xml"


def is_spreadsheet(content: bytes) -> bool:
    """Whether the file is a zip archive, damaged or not, that names a workbook."""
    return content.startswith(_BEGINNING) and _WORKBOOK in content


def sheet_names(content: bytes) -> tuple[str, ...]:
    """Return the names of the sheets with cells. Raises ValueError for a file that is too large or cannot be read."""
    with _opened(content) as workbook:
        names = tuple(sheet.title for sheet in workbook.worksheets)
    if not names:
        raise ValueError(f"{LABEL}: it has no sheet with cells. Give one with a row for each time step.")
    return names


def read_sheet(content: bytes, name: str) -> str:
    """Return the cells of a sheet as CSV text with commas and decimal points. Raises ValueError as `sheet_names`."""
    text = StringIO()
    with _opened(content) as workbook:
        rows = workbook[name].iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1, values_only=True)
        cells = _without_empty_ends(rows)
    if not cells:
        raise ValueError(f"{LABEL}: sheet {quoted(name)} is empty. Choose another sheet, or give one with numbers.")
    if len(cells[0]) > MOST_COLUMNS:
        raise ValueError(f"{LABEL}: sheet {quoted(name)} has more than {MOST_COLUMNS} columns. Give at most as many.")
    csv.writer(text, delimiter=DELIMITER, lineterminator="\n").writerows(cells)
    return text.getvalue()


@contextmanager
def _opened(content: bytes) -> Iterator[Any]:
    """Yield the workbook. Whatever openpyxl meets in a file that is broken or forged is a ValueError."""
    _check_size(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that are left out, such as charts
            workbook = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
            try:
                yield workbook
            finally:
                workbook.close()
    except Exception as error:
        raise ValueError(
            f"{LABEL}: it cannot be read. In the spreadsheet, choose Save as, CSV UTF-8, and give that file."
        ) from error


def _check_size(content: bytes) -> None:
    """Raise ValueError before anything is unpacked if the file is too large, packed or unpacked."""
    if len(content) > MOST_FILE_BYTES:
        raise ValueError(f"{LABEL}: {len(content):,} bytes are too many. Give at most {MOST_FILE_BYTES:,} (2 MB).")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile:
        raise ValueError(f"{LABEL}: it is damaged. Save it again in the spreadsheet.") from None
    if unpacked > MOST_UNPACKED_BYTES:
        raise ValueError(
            f"{LABEL}: unpacked it has {unpacked:,} bytes, which are too many. "
            f"Give at most {MOST_UNPACKED_BYTES:,} (20 MB)."
        )


def _without_empty_ends(rows: Iterator[tuple[Any, ...]]) -> list[list[str]]:
    """Return the cells as text, without the empty columns and rows at the end."""
    cells = [[_text(value) for value in _up_to_the_last(row)] for row in rows]
    width = max((place for row in cells for place, cell in enumerate(row, start=1) if cell), default=0)
    while cells and not any(cells[-1]):
        cells.pop()
    return [row[:width] + [""] * (width - len(row)) for row in cells]


def _up_to_the_last(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The row without what is empty at its end: openpyxl fills each row up to the widest that is allowed."""
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return row[:end]


def _text(value: Any) -> str:
    """A cell as a person would type it: whole numbers without a point, dates with the year first."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return write_number(value)
    if isinstance(value, datetime):
        return str(value.date() if value.time() == time() else value)
    if isinstance(value, (date, time)):
        return str(value)
    return " ".join(str(value).split())
