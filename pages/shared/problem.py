"""A problem: why something was not taken, said at the place where it was given."""

from __future__ import annotations

import streamlit as st


def show_problem(name: str, sentence: str | None) -> None:
    """The sentence, if there is one, as plain text, since it may hold what a person typed."""
    if sentence:
        with st.container(key=f"problem-{name}"):
            st.text(sentence)
