"""Text tab of the data dialog: a text that is typed, uploaded or the example, learned letter by letter."""

from __future__ import annotations

import streamlit as st

from pages.shared.problem import show_problem
from pages.shared.visitor import choosing, dialog_state, session
from pages.shared.visitor.callbacks import uninterrupted
from rnn.data.letters import Alphabet, read_letters
from rnn.data.poem import AUTHOR, POEM, TITLE, YEAR
from rnn.data.text_file import read_plain_text
from rnn.experiment.sequence_choices import TEXT
from rnn.text.quantities import counted

TYPED, FILE, SUITED, PROBLEM = "data.text.typed", "data.text.file", "data.text.suited", "text.problem"


def draw() -> None:
    """Draw the text area with what fills it, and the buttons."""
    experiment = session.current().trainer.experiment
    session.offer(TYPED, experiment.text)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        given = st.file_uploader("Text file (.txt)", max_upload_size=2, key=FILE)
        st.button(f"{TITLE}, {AUTHOR} ({YEAR})", key="data.text.poem", type="tertiary", on_click=_take_poem)
    if given is not None and dialog_state.kept(FILE) != given.file_id:
        dialog_state.keep(FILE, given.file_id)
        _take_file(given.getvalue())
    typed = st.text_area(
        "Text", key=TYPED, height=220, help="The network reads it letter by letter and learns to predict the next one."
    )
    text, notices = read_letters(typed)
    with st.container(key="text-reading"):
        symbols = Alphabet.of(text).size
        st.caption(" ".join((f"{counted(len(text), 'letter')}, {counted(symbols, 'symbol')}.", *notices)))
    suited = st.checkbox(
        "Set the network to what learns letters well: 32 hidden units, Adam, learning rate 0.01",
        value=experiment.task != TEXT,
        key=SUITED,
    )
    _buttons(text, suited)


def _buttons(text: str, suited: bool) -> None:
    """Draw Apply and Cancel, and above them the error message, if any."""
    problem = st.container()
    with st.container(horizontal=True):
        applied = st.button("Apply", key="data.text.apply", disabled=not text)
        cancelled = st.button("Cancel", key="data.text.cancel")
    if applied:
        _apply(text, suited)
    if cancelled:
        dialog_state.close_dialog()
        st.rerun()
    with problem:
        show_problem("text-dialog", dialog_state.kept(PROBLEM))


def _apply(text: str, suited: bool) -> None:
    """Start a run with this text and close; one that cannot be learned changes nothing and shows an error."""
    try:
        choosing.replace_text(text, suited)
    except ValueError as error:
        dialog_state.keep(PROBLEM, str(error))
        return
    dialog_state.close_dialog()
    st.rerun()


def _take_file(content: bytes) -> None:
    """Put the text of a file into the text area."""
    try:
        dialog_state.fill(TYPED, read_plain_text("Text file", content))
    except ValueError as error:
        dialog_state.keep(PROBLEM, str(error))
        return
    dialog_state.keep(PROBLEM, None)


@uninterrupted
def _take_poem() -> None:
    dialog_state.fill(TYPED, POEM)
