"""Prepared experiments: a button sets up each, and a sentence says what to expect."""

from __future__ import annotations

import streamlit as st

from pages.shared.dialogs.gallery_dialog import take
from pages.shared.visitor import choosing, dialog_state
from pages.shared.visitor.callbacks import uninterrupted
from rnn import Experiment
from rnn.experiment.prepared import AGAINST, PREPARED
from rnn.words.comparison import what_differs


def prepared() -> None:
    """Draw a card per experiment, with its button and its sentence."""
    st.caption("Each button sets up a whole experiment. Choose one, press Play, and check what its text predicts.")
    with st.container(key="prepared"):
        for name, one in PREPARED.items():
            with st.container(border=True, key=f"prepared-{name}"):
                st.button(one.label, key=f"prepare-{name}", on_click=take, args=(one.experiment,), width="stretch")
                if name in AGAINST:
                    _side_by_side(name)
                seen = f"Visible by epoch {one.epoch:,}." if one.epoch else "Visible at epoch 0."
                st.caption(f"{one.sentence} {seen}")


def _side_by_side(name: str) -> None:
    """Draw the button that opens the experiment and its counterpart as two lanes."""
    experiments = (PREPARED[name].experiment, AGAINST[name])
    st.button(
        "Side by side", key=f"against-{name}", on_click=_compare, args=experiments,
        help=what_differs(experiments), type="tertiary", icon=":material/stacked_line_chart:",
    )  # fmt: skip


@uninterrupted
def _compare(*experiments: Experiment) -> None:
    """Start both experiments as lanes, and go to the page that shows them."""
    choosing.replace_experiment(*experiments)
    dialog_state.close_dialog()
    dialog_state.go_to("pages/compare.py")
