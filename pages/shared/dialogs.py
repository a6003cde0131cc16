"""Dialogs: what opens over the page; each is one function that draws its content."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st

from pages.shared import files, session


class Dialog(NamedTuple):
    """A title, and what draws the content."""

    title: str
    draw: Callable[[], None]


DIALOGS: dict[str, Dialog] = {
    files.NAME: Dialog("Link and files", files.draw),
}


def show_dialog() -> None:
    """Draw the dialog that is open, if one is; it stays open through the runs of the page behind it."""
    opened = DIALOGS.get(session.dialog() or "")
    if opened:
        st.dialog(opened.title, width="large", on_dismiss=session.close_dialog)(opened.draw)()
