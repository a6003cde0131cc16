"""Dialogs: what opens over the page; each is one function that draws its content."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st

from pages.shared.dialogs import data_dialog, files_dialog
from pages.shared.dialogs.gallery_dialog import gallery
from pages.shared.dialogs.prepared_dialog import prepared
from pages.shared.visitor import dialog_state


class Dialog(NamedTuple):
    """A title, and what draws the content."""

    title: str
    draw: Callable[[], None]


DIALOGS: dict[str, Dialog] = {
    "tasks": Dialog("Tasks", gallery),
    "prepared": Dialog("Prepared experiments", prepared),
    files_dialog.NAME: Dialog("Link and files", files_dialog.draw),
    "data": Dialog("Data", data_dialog.draw),
}


def show_dialog() -> None:
    """Draw the dialog that is open, if one is; it stays open through the runs of the page behind it."""
    opened = DIALOGS.get(dialog_state.dialog() or "")
    if opened:
        st.dialog(opened.title, width="large", on_dismiss=dialog_state.close_dialog)(_content)(opened)


def _content(opened: Dialog) -> None:
    """What is done in a dialog runs the dialog alone: one that was closed by it needs a run of the whole page."""
    if dialog_state.dialog() is None:
        st.rerun()
    opened.draw()
