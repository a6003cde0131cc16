"""Prepared sweeps: a button sets up each, and a sentence says what it shows."""

from __future__ import annotations

import streamlit as st

from pages.shared.visitor import choosing, dialog_state
from pages.shared.visitor.callbacks import uninterrupted
from rnn import Sweep
from rnn.sweep.prepared_sweeps import PREPARED_SWEEPS
from rnn.text.quantities import counted


def prepared_sweeps() -> None:
    """Draw a card per sweep, with its button and its sentence."""
    st.caption(
        "Each button sets up an experiment and a sweep of it. Choose one, press Start, and check what its text says."
    )
    with st.container(key="prepared"):
        for name, one in PREPARED_SWEEPS.items():
            with st.container(border=True, key=f"prepared-{name}"):
                st.button(one.label, key=f"sweep-{name}", on_click=_take, args=(one.sweep,), width="stretch")
                st.caption(f"{one.sentence} {counted(len(one.sweep), 'run')}.")


@uninterrupted
def _take(sweep: Sweep) -> None:
    """Fill in the form, and close the dialog."""
    choosing.replace_sweep(sweep)
    dialog_state.close_dialog()
