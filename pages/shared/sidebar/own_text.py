"""Text field for an own text, and a line that says how it is learned."""

from __future__ import annotations

import streamlit as st

from pages.shared.sidebar.data_widgets import other_data
from pages.shared.sidebar.widgets import problem
from pages.shared.visitor import choosing, session
from pages.shared.visitor.callbacks import uninterrupted
from rnn.data.letters import read_letters
from rnn.experiment.text_choices import text_choices
from rnn.words import about_data


def own_text() -> None:
    """Draw the field for the text."""
    help_text = "The network reads it letter by letter and learns to predict the next one. Confirm with Ctrl + Enter."
    st.text_area("Text", key=session.widget_key("text"), height=120, help=help_text, on_change=_take_text)
    problem("text")
    with st.container(key="reading"):
        if not session.problem("text"):
            notices = read_letters(session.typed("text")).notices
            st.caption(" ".join((about_data.about_sequence(session.current().trainer.experiment), *notices)))
    other_data()


@uninterrupted
def _take_text() -> None:
    """Apply what was typed."""
    text = read_letters(session.typed("text")).text
    choosing.choose(("text",), **text_choices(text, session.current().trainer.experiment))
