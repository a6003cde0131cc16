"""Prepared experiments: a button sets up each, and a sentence says what to expect."""

from __future__ import annotations

import streamlit as st

from pages.shared.dialogs.gallery_dialog import take
from rnn.experiment.prepared import PREPARED


def prepared() -> None:
    """Draw a card per experiment, with its button and its sentence."""
    st.caption("Each button sets up a whole experiment. Choose one, press Play, and check what its text predicts.")
    with st.container(key="prepared"):
        for name, one in PREPARED.items():
            with st.container(border=True, key=f"prepared-{name}"):
                st.button(one.label, key=f"prepare-{name}", on_click=take, args=(one.experiment,), width="stretch")
                seen = f"Visible by epoch {one.epoch:,}." if one.epoch else "Visible at epoch 0."
                st.caption(f"{one.sentence} {seen}")
