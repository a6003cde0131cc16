"""File tab of the data dialog: upload of a CSV or Excel file, preview, and options for how it is read."""

from __future__ import annotations

from typing import TypeVar
from zlib import crc32

import pandas as pd
import streamlit as st

from pages.shared.problem import show_problem
from rnn.data.column_guess import guess
from rnn.data.csv_guess import about_numbers, guessed_format, readings
from rnn.data.csv_table import (
    CSV,
    DELIMITERS,
    FIRST_ROWS,
    LABEL,
    NUMBERS,
    TEMPLATE,
    Format,
    Source,
    read_csv,
    write_csv,
)
from rnn.data.gaps import WAYS, about_gaps, gaps_in, without_gaps
from rnn.data.limits import MOST_FEATURES
from rnn.data.own_data import OwnData
from rnn.data.spreadsheet import DELIMITER, SOURCE, is_spreadsheet, read_sheet, sheet_names
from rnn.data.table import Columns, Table, are_mixed
from rnn.data.text_file import read_file
from rnn.text.quoting import quoted

PREVIEW = 3
T = TypeVar("T")


def draw(present: OwnData) -> tuple[Table, Columns] | None:
    """Draw the tab and return the table and the selected columns; None without a readable file."""
    given = st.file_uploader(
        "CSV or Excel file (.xlsx) with one row per time step and one column per feature",
        max_upload_size=2,
        key="data.file",
    )
    if given is None:
        _downloads(present)
        return None
    try:
        text, written, source, notices = _text_and_format(given.getvalue(), f"data.file.{given.file_id}")
        table, mended = read_csv(text, written, source)
    except ValueError as error:
        show_problem("reading", str(error))
        return None
    guessed, key = guess(table), f"data.file.{given.file_id}.{crc32(text.encode())}"  # a key for each sheet
    st.dataframe(pd.DataFrame(table.rows[:PREVIEW], columns=list(table.names)), hide_index=True, row_height=28)
    with st.container(horizontal=True, key="taken"):
        columns = _columns(table, guessed.columns, f"{key}.{'.'.join(map(str, written))}")
        closed = _closed(table, columns, key)
    numbers, mixed = about_numbers(text, written), are_mixed(table, columns)
    gathered = ("The rows of a sequence are not adjacent: they were grouped by name.",) if mixed else ()
    _reading(given.name, closed, (*notices, *mended, *numbers, *guessed.about(columns), *gathered))
    return closed, columns


def _text_and_format(content: bytes, key: str) -> tuple[str, Format, Source, tuple[str, ...]]:
    """Draw the options of the file; return text, format, source and notices. Raises ValueError if not read."""
    if not is_spreadsheet(content):
        text, notices = read_file(LABEL, content)
        return text, _format(text, key), CSV, notices
    sheets = sheet_names(content)
    with st.container(horizontal=True):
        sheet = st.selectbox("Sheet", sheets, key=f"{key}.sheet")
        text = read_sheet(content, sheet or sheets[0])
        meant = guessed_format(text, DELIMITER)
        header = _one_of("First row", FIRST_ROWS, meant.header, f"{key}.{sheets.index(sheet or sheets[0])}.header")
    return text, Format(meant.delimiter, meant.decimal, header, meant.thousands), SOURCE, ()


def _downloads(present: OwnData) -> None:
    """Draw download buttons for a template and for the present data."""
    with st.container(horizontal=True):
        for label, name, data in (("Template", "template.csv", TEMPLATE), ("Present data", "data.csv", present)):
            st.download_button(
                f"{label} as CSV",
                write_csv(data),
                file_name=name,
                mime="text/csv",
                key=f"data.download.{name}",
                icon=":material/download:",
                type="tertiary",
                on_click="ignore",
            )


def _format(text: str, key: str) -> Format:
    """Draw the options of the file format, guessed at first; the widget keys differ by file and guess."""
    possible = readings(text)
    meant = possible[0].written
    if len(possible) > 1:
        meanings = {reading.written: f"Read {reading.meaning}" for reading in possible}
        meant = st.radio(
            "Meaning of the numbers",
            list(meanings),
            format_func=meanings.__getitem__,
            horizontal=True,
            label_visibility="collapsed",
            key=f"{key}.meant",
        )
    key = f"{key}.{'.'.join(map(str, meant))}"
    with st.container(horizontal=True):
        delimiter = _one_of("Delimiter", DELIMITERS, meant.delimiter, f"{key}.delimiter")
        if delimiter != meant.delimiter:
            meant = guessed_format(text, delimiter)
        signs = _one_of("Number format", NUMBERS, (meant.decimal, meant.thousands), f"{key}.{delimiter}.numbers")
        header = _one_of("First row", FIRST_ROWS, meant.header, f"{key}.{delimiter}.header")
    return Format(delimiter, signs[0], header, signs[1])


def _one_of(label: str, options: dict[T, str], guessed: T, key: str) -> T:
    """Draw a select box with the guessed option selected, and return the selected one."""
    names = list(options)
    return st.selectbox(label, names, index=names.index(guessed), format_func=options.__getitem__, key=key)


def _columns(table: Table, guess: Columns, key: str) -> Columns:
    """Draw the selection of columns, guessed at first."""
    places = range(len(table.names))
    inputs = st.multiselect(
        "Input columns",
        places,
        help="A column that only counts time or rows is not selected at first. Select it here to use it.",
        default=guess.inputs,
        format_func=table.names.__getitem__,
        max_selections=MOST_FEATURES,
        key=f"{key}.inputs",
    )
    targets = st.multiselect(
        "Target columns",
        places,
        help="Without a target column, the target is the next item of the input.",
        default=guess.targets,
        format_func=table.names.__getitem__,
        max_selections=MOST_FEATURES,
        placeholder="none: the next item",
        key=f"{key}.targets",
    )
    sequence = st.selectbox(
        "Sequence column",
        places,
        help="Rows with the same name in this column are one sequence.",
        index=guess.sequence,
        format_func=table.names.__getitem__,
        placeholder="none: all are one sequence",
        key=f"{key}.sequence",
    )
    return Columns(tuple(inputs), tuple(targets), sequence)


def _closed(table: Table, columns: Columns, key: str) -> Table:
    """Draw what is done with cells that have no number, where the chosen columns have any; return the table with it."""
    gaps = gaps_in(table, columns)
    if not gaps:
        return table
    way = st.selectbox(
        "Cells without a number",
        list(WAYS),
        format_func=WAYS.__getitem__,
        key=f"{key}.gaps",
        help=f"{about_gaps(table, gaps)} Rows before the first number of a column are left out in any case.",
    )
    return without_gaps(table, columns, way)


def _reading(name: str, table: Table, notices: tuple[str, ...]) -> None:
    """Say how the file was read, as plain text, since its name is user input."""
    rows = f"{len(table.rows):,} row{'s' if len(table.rows) > 1 else ''}"
    columns = f"{len(table.names)} column{'s' if len(table.names) > 1 else ''}"
    with st.container(key="file-reading"):
        st.text(" ".join((f"{quoted(name)}: {rows} of {columns}.", *notices)))
