"""Notices: what the page has to say, framed; always as plain text, since it may quote what a person typed."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from pages.shared import session


def show_notices() -> None:
    """What of the link could not be taken; it goes when it is dismissed, or when something is changed."""
    said = session.notices()
    if said:
        with st.container(key="problem-link"):
            _texts(said)
            st.button("Dismiss", on_click=session.forget_notices)


def show_problem(name: str) -> None:
    """Why what was given there was not taken, if it was not."""
    sentence = session.problem(name)
    if sentence:
        with st.container(key=f"problem-{name}"):
            _texts((sentence,))


def _texts(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        st.text(sentence)
