"""Notices about the parts of a link that were ignored, as plain text, since they may quote user input."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from pages.shared.visitor import session
from pages.shared.visitor.callbacks import uninterrupted
from pages.shared.visitor.hidden import SAID


def show_hidden() -> None:
    """Say that the link hides some controls, and offer to show them."""
    with st.container(key="hidden", horizontal=True, vertical_alignment="center"):
        if session.current().hidden:
            st.caption(SAID, width="content")
            st.button("Show all", type="tertiary", on_click=_show_all)


@uninterrupted
def _show_all() -> None:
    session.change(lambda present: replace(present, hidden=()))


def show_notices() -> None:
    """Show which parts of the link were ignored, until dismissed or until a choice changes."""
    said = session.notices()
    with st.container(key="problem-link", horizontal=True, vertical_alignment="center"):
        if said:
            st.text("\n".join(said), width="stretch")
            st.button("Dismiss", on_click=session.forget_notices)
