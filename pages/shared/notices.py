"""Notices about the parts of a link that were ignored, as plain text, since they may quote user input."""

from __future__ import annotations

import streamlit as st

from pages.shared.visitor import session


def show_notices() -> None:
    """Show which parts of the link were ignored, until dismissed or until a choice changes."""
    said = session.notices()
    with st.container(key="problem-link", horizontal=True, vertical_alignment="center"):
        if said:
            st.text("\n".join(said), width="stretch")
            st.button("Dismiss", on_click=session.forget_notices)
