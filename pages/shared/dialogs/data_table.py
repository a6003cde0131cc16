"""Table tab of the data dialog: the sequences in an editor that accepts pasted cells."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from pages.shared.dialogs.meaning import choose_meaning
from pages.shared.visitor import dialog_state
from rnn.data.column_units import in_units
from rnn.data.csv_table import TEMPLATE
from rnn.data.limits import MOST_FEATURES
from rnn.data.own_data import OwnData
from rnn.data.sign_guess import about_numbers_in, formats_of
from rnn.data.table import SEQUENCE, Columns, Table, column_names, row_places, write_table
from rnn.text.quoting import quoted

LABEL = "Table"
DELIMITER = ","
"""As in such a file, a number with a point alone is taken for one with decimals, and not asked about."""


def draw(present: OwnData) -> tuple[Table, Columns]:
    """Draw the editor, filled with the present data at first, and return its content."""
    if not present.is_typed:
        st.caption("Your present data is too long for this table, or holds words. The table begins with an example.")
        present = TEMPLATE
    st.caption(
        "Each row is one time step. Rows with the same name under *sequence* form one sequence. "
        "Add rows at the end, or paste cells from a spreadsheet."
    )
    with st.container(horizontal=True):
        inputs = st.selectbox(
            "Input columns (x)",
            range(1, MOST_FEATURES + 1),
            index=len(present.inputs[0][0]) - 1,
            key="data.table.inputs",
        )
        targets = st.selectbox(
            "Target columns (y)",
            range(MOST_FEATURES + 1),
            index=len(present.targets[0][0]) if present.targets else 0,
            key="data.table.targets",
            format_func=lambda columns: str(columns) if columns else "0: next item",
        )
    shown = _shown(present, column_names(inputs, targets))
    edited = st.data_editor(
        shown,
        num_rows="dynamic",
        key="data.table.cells",
        column_config={
            name: st.column_config.TextColumn(alignment="right", default=_first_value(shown, name)) for name in shown
        },
    )
    dialog_state.keep("edited", edited)
    return _understood(_as_table(edited)), Columns(*_places(inputs, targets), sequence=0)


def _understood(table: Table) -> Table:
    """Return the table with its signs and units as guessed; pasted cells may have any. What is unusual is said."""
    rows = [row[1:] for row in table.rows]
    with st.container(key="table-reading"):
        written = choose_meaning(formats_of(rows, DELIMITER), "data.table.meant")
        table = replace(table, decimal=written.decimal, thousands=written.thousands)
        understood, _, units = in_units(table)
        named = tuple((before[0], *cells[1:]) for before, cells in zip(table.rows, understood.rows, strict=True))
        said = [f"Column {quoted(table.names[place])}: {unit.said}" for place, unit in units.items() if place]
        if notices := (*about_numbers_in(rows, written), *said):
            st.text(" ".join(notices))
    return replace(understood, rows=named)


def _shown(present: OwnData, names: tuple[str, ...]) -> pd.DataFrame:
    """Return the editor's initial data, which may change only with the columns: new data would reset the editor."""
    shown = dialog_state.kept("shown")
    if shown is None:
        table = write_table(LABEL, present)
        shown = pd.DataFrame(table.rows, columns=list(table.names), dtype=str)
    elif tuple(shown.columns) != names:
        shown = _texts(dialog_state.kept("edited").reindex(columns=list(names))).reset_index(drop=True)
    dialog_state.keep("shown", shown)
    return shown


def _first_value(shown: pd.DataFrame, name: str) -> str | None:
    """Return the default value of a new row's cell: the name of the last sequence, or None."""
    return str(shown[name].iloc[-1]) if name == SEQUENCE and len(shown) else None


def _texts(edited: pd.DataFrame) -> pd.DataFrame:
    """Return the cells as text, with missing values as empty text."""
    return edited.astype(object).where(edited.notna(), "")


def _as_table(edited: pd.DataFrame) -> Table:
    rows = tuple(tuple(str(cell).strip() for cell in row) for row in _texts(edited).itertuples(index=False))
    return Table(LABEL, tuple(edited.columns), rows, row_places(len(rows)))


def _places(inputs: int, targets: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the indices of the columns x and y, which follow the name of the sequence."""
    return tuple(range(1, inputs + 1)), tuple(range(inputs + 1, inputs + targets + 1))
