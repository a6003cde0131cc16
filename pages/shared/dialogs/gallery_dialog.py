"""Task gallery: a card per task, with a picture of its data."""

from __future__ import annotations

import streamlit as st

from pages.shared.dialogs.thumbnail import thumbnail
from pages.shared.visitor import choosing, dialog_state
from pages.shared.visitor.callbacks import uninterrupted
from rnn import Experiment
from rnn.experiment.gallery import GALLERY
from rnn.experiment.thumbnail import lanes


def gallery() -> None:
    """Draw the grid of cards; the button of a card starts its experiment."""
    st.caption("A picture shows one sequence: inputs as lines, targets as dots below. Choose a task, then press Play.")
    with st.container(key="gallery"):
        for name, entry in GALLERY.items():
            with st.container(border=True, key=f"gallery-{name}"):
                thumbnail(lanes(entry.experiment), key=f"picture-{name}")
                st.button(entry.label, key=f"start-{name}", on_click=take, args=(entry.experiment,), width="stretch")
                st.caption(entry.shows)


@uninterrupted
def take(experiment: Experiment) -> None:
    """Start that experiment and close the dialog."""
    choosing.replace_experiment(experiment)
    dialog_state.close_dialog()
