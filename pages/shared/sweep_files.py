"""Files of a sweep: its results as CSV, one line for each run, and the sweep itself, to be opened again."""

from __future__ import annotations

import streamlit as st

from pages.shared.visitor import session
from pages.shared.visitor.visit import Session
from rnn import sweep_to_json

ABOUT = (
    "A sweep advances while this page is open; what is done is kept until the tab is closed or reloaded. "
    "The address of this page is a link to it."
)


def sweep_files() -> None:
    """Draw the buttons and what they are for, which present mode leaves out."""
    with st.container(key="sweep-end"):
        _buttons()
        st.caption(ABOUT)


def _buttons() -> None:
    """Draw the buttons; a file is made when it is asked for, outside of any script run."""
    newest = session.newest()
    with st.container(horizontal=True, vertical_alignment="center", key="sweep-files"):
        st.download_button(
            "Results as CSV", lambda: _results(newest.session), "sweep-results.csv", "text/csv", on_click="ignore",
            disabled=session.current().sweep.sweeping is None,
        )  # fmt: skip
        st.download_button(
            "Save the sweep", lambda: _sweep(newest.session), "sweep.json", "application/json", on_click="ignore",
            disabled=session.current().sweep.offered is None,
        )  # fmt: skip


def _results(now: Session) -> str:
    """Return the results so far."""
    return "" if now.sweep.sweeping is None else now.sweep.sweeping.state.table.csv


def _sweep(now: Session) -> str:
    """Return what the form proposes; what is refused cannot be saved."""
    return "" if now.sweep.offered is None else sweep_to_json(now.sweep.offered)
