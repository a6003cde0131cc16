"""The prepared experiments on the screen: one click sets everything, and a sentence says what will be seen."""

from __future__ import annotations

import streamlit as st

from pages.shared.dialogs.gallery_dialog import take
from rnn.experiment.prepared import PREPARED


def prepared() -> None:
    """A list of names and sentences; the button of one starts it."""
    st.caption("Each button sets up a whole experiment. Choose one, press Play, and check what its text predicts.")
    with st.container(key="prepared"):
        for name, one in PREPARED.items():
            with st.container(border=True, key=f"prepared-{name}"):
                st.button(one.label, key=f"prepare-{name}", on_click=take, args=(one.experiment,), width="stretch")
                seen = f"Visible by epoch {one.epoch:,}." if one.epoch else "Visible at epoch 0."
                st.caption(f"{one.sentence} {seen}")
