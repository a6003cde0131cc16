"""Notices: what of a link could not be taken, as plain text, since it may quote what a person typed."""

from __future__ import annotations

import streamlit as st

from pages.shared.visitor import session


def show_notices() -> None:
    """What of the link could not be taken; it goes when it is dismissed, or when something is changed."""
    said = session.notices()
    with st.container(key="problem-link", horizontal=True, vertical_alignment="center"):
        if said:
            st.text("\n".join(said), width="stretch")
            st.button("Dismiss", on_click=session.forget_notices)
