"""Dialogs: the table of all dialogs, each with a function that draws its content."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st

from pages.shared.dialogs import compare_dialog, data_dialog, files_dialog
from pages.shared.dialogs.gallery_dialog import gallery
from pages.shared.dialogs.prepared_dialog import prepared
from pages.shared.dialogs.prepared_sweeps_dialog import prepared_sweeps
from pages.shared.visitor import dialog_state


class Dialog(NamedTuple):
    """A dialog: its title and the function that draws its content."""

    title: str
    draw: Callable[[], None]


DIALOGS: dict[str, Dialog] = {
    "tasks": Dialog("Tasks", gallery),
    "prepared": Dialog("Prepared experiments", prepared),
    "sweeps": Dialog("Prepared sweeps", prepared_sweeps),
    files_dialog.NAME: Dialog("Link and files", files_dialog.draw),
    compare_dialog.NAME: Dialog("Compare with ...", compare_dialog.draw),
    "data": Dialog("Data", data_dialog.draw),
}


def show_dialog() -> None:
    """Draw the open dialog, if any; it stays open while the page behind it reruns."""
    opened = DIALOGS.get(dialog_state.dialog() or "")
    if opened:
        st.dialog(opened.title, width="large", on_dismiss=dialog_state.close_dialog)(_content)(opened)


def _content(opened: Dialog) -> None:
    """Draw the content. A dialog reruns alone, so after it was closed the whole page must rerun."""
    if dialog_state.dialog() is None:
        st.rerun()
    opened.draw()
