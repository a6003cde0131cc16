"""File tab of the data dialog: upload of a CSV or Excel file, roles of its columns, and how it is read."""

from __future__ import annotations

from typing import TypeVar
from zlib import crc32

import streamlit as st

from pages.shared.dialogs.figure import show_figure
from pages.shared.dialogs.meaning import choose_meaning
from pages.shared.dialogs.roles_picker import pick_roles
from pages.shared.problem import show_problem
from pages.shared.visitor.dialog_state import remembered
from rnn.data.column_guess import Guess, guess
from rnn.data.column_view import columns_seen
from rnn.data.csv_guess import about_numbers, formats, readings
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
from rnn.data.own_data import OwnData
from rnn.data.roles import Roles, columns_of
from rnn.data.sign_guess import Reading
from rnn.data.spreadsheet import DELIMITER, SOURCE, is_spreadsheet, read_sheet, sheet_names
from rnn.data.table import Columns, Table, are_mixed
from rnn.data.text_file import read_file
from rnn.figures import columns as figure_of_columns
from rnn.text.quantities import counted
from rnn.text.quoting import quoted

T = TypeVar("T")
LEAST_HEIGHT, LANE = 250, 62
"""Pixels of the plot, and of one column in it."""


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
        read = remembered("file.table", (text, written, source), lambda: _read(text, written, source))
    except ValueError as error:
        show_problem("reading", str(error))
        return None
    raw, guessed, mended = read
    key = f"data.file.{given.file_id}.{crc32(text.encode())}.{'.'.join(map(str, written))}"  # one for each sheet
    with st.container(key="file-columns"):
        with st.container(key="file-roles"):
            roles, sentence = pick_roles(raw, guessed, f"{key}.roles")
            show_problem("roles", sentence)
            table = _closed(guessed.table, columns_of(roles), key)
        with st.container(key="file-plot"):
            _plot(table, roles, guessed)
    gathered = ("The rows of a sequence are not adjacent: they were grouped by name.",)
    mixed = gathered if are_mixed(table, columns_of(roles)) else ()
    _reading(given.name, table, (*notices, *mended, *mixed))
    return table, columns_of(roles)


def _read(text: str, written: Format, source: Source) -> tuple[Table, Guess, tuple[str, ...]]:
    """Return the table as it is written, as it is understood, and a sentence for each thing that was not plain."""
    table, mended = read_csv(text, written, source)
    return table, guess(table), (*mended, *about_numbers(text, written))


def _plot(table: Table, roles: Roles, guessed: Guess) -> None:
    """Draw the columns that are learned from, as high as the list of roles is or higher."""
    units = {place: unit.name for place, unit in guessed.units.items()}
    seen = columns_seen(table, roles, units)
    if not seen.seen and columns_of(roles).label is not None:
        st.caption("Words have no plot. Each row is a sequence unless a column names the sequence.")
        return
    show_figure(figure_of_columns.draw(seen), max(LEAST_HEIGHT, LANE * len(seen.seen)), "data.file.plot")


def _text_and_format(content: bytes, key: str) -> tuple[str, Format, Source, tuple[str, ...]]:
    """Draw the options of the file; return text, format, source and notices. Raises ValueError if not read."""
    if not is_spreadsheet(content):
        text, notices = read_file(LABEL, content)
        return text, _format(text, key), CSV, notices
    sheets = remembered("file.sheets", content, lambda: sheet_names(content))
    with st.container(horizontal=True):
        chosen = st.selectbox("Sheet", sheets, key=f"{key}.sheet")
        sheet = chosen or sheets[0]
        text = remembered("file.sheet", (content, sheet), lambda: read_sheet(content, sheet))
        meant = _readings(text, DELIMITER)[0].written
        header = _one_of("First row", FIRST_ROWS, meant.header, f"{key}.{sheets.index(sheet)}.header")
    return text, Format(meant.delimiter, meant.decimal, header, meant.thousands), SOURCE, ()


def _readings(text: str, delimiter: str | None) -> tuple[Reading, ...]:
    """The possible readings of a text, with any delimiter or with this one."""
    return remembered(
        f"file.readings.{delimiter}", text, lambda: formats(text, delimiter) if delimiter else readings(text)
    )


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
    meant = choose_meaning(_readings(text, None), f"{key}.meant")
    key = f"{key}.{'.'.join(map(str, meant))}"
    with st.container(horizontal=True):
        delimiter = _one_of("Delimiter", DELIMITERS, meant.delimiter, f"{key}.delimiter")
        if delimiter != meant.delimiter:
            meant = _readings(text, delimiter)[0].written
        signs = _one_of("Number format", NUMBERS, (meant.decimal, meant.thousands), f"{key}.{delimiter}.numbers")
        header = _one_of("First row", FIRST_ROWS, meant.header, f"{key}.{delimiter}.header")
    return Format(delimiter, signs[0], header, signs[1])


def _one_of(label: str, options: dict[T, str], guessed: T, key: str) -> T:
    """Draw a select box with the guessed option selected, and return the selected one."""
    names = list(options)
    return st.selectbox(label, names, index=names.index(guessed), format_func=options.__getitem__, key=key)


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
    rows = counted(len(table.rows), "row")
    columns = counted(len(table.names), "column")
    with st.container(key="file-reading"):
        st.text(" ".join((f"{quoted(name)}: {rows} of {columns}.", *notices)))
