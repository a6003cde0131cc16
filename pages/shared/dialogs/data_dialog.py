"""Data dialog: sequences from a table or a file, or a text, applied by a button."""

from __future__ import annotations

import streamlit as st

from pages.shared.dialogs import data_file, data_table, data_text
from pages.shared.problem import show_problem
from pages.shared.visitor import choosing, dialog_state, session
from rnn.data.labelled import read_data
from rnn.data.table import Columns, Table


def draw() -> None:
    """Draw one tab per source of data."""
    in_table, in_file, in_text = st.tabs(("Table", "CSV or Excel file", "Text"), key="data.ways")
    present = session.current().trainer.experiment.own_data
    with in_table:
        _offer("table", data_table.draw(present))
    with in_file:
        _offer("file", data_file.draw(present))
    with in_text:
        data_text.draw()


def _offer(way: str, given: tuple[Table, Columns] | None) -> None:
    """Draw Apply and Cancel, and above them the error message, if any."""
    problem = st.container()
    with st.container(horizontal=True):
        applied = st.button("Apply", key=f"data.{way}.apply", disabled=given is None)
        cancelled = st.button("Cancel", key=f"data.{way}.cancel")
    if given and applied:
        _apply(way, *given)
    if cancelled:
        dialog_state.close_dialog()
        st.rerun()
    with problem:
        show_problem(way, dialog_state.kept(f"{way}.problem"))


def _apply(way: str, table: Table, columns: Columns) -> None:
    """Start a run with these sequences and close; invalid data change nothing and show an error."""
    try:
        choosing.replace_data(read_data(table, columns))
    except ValueError as error:
        dialog_state.keep(f"{way}.problem", str(error))
        return
    dialog_state.close_dialog()
    st.rerun()
