"""The card of a lesson: its title, its text, and its question."""

from __future__ import annotations

import time

import streamlit as st

from pages.shared.lessons.filled import filled
from pages.shared.lessons.question import ask
from pages.shared.visitor import session
from pages.shared.visitor.callbacks import uninterrupted
from pages.shared.visitor.lesson_moves import LESSONS, arrived, entered
from rnn.words.lesson_sentences import OTHER_RUN


def enter_card() -> None:
    """Set up the card's run for somebody who comes from another page; call this before anything is drawn."""
    if session.page() != LESSONS:
        session.change(lambda present: arrived(present, time.monotonic()))


def show_card() -> None:
    """Draw the card that is read."""
    now = session.current()
    card = now.reading.card
    with st.container(key="lesson-card"):
        st.header(card.title, anchor=False)
        if card.text:
            st.markdown(filled(card.text))
        if card.question:
            ask(card.question)
        with st.container(key="lesson-run", horizontal=True, vertical_alignment="center"):
            if now.lanes.experiments != now.reading.experiments:
                st.caption(OTHER_RUN)
                st.button("Set up the card again", key="lesson-set-up", on_click=_set_up)


@uninterrupted
def _set_up() -> None:
    session.change(lambda present: entered(present, time.monotonic()))
    session.forget_notices()
