"""A problem: why something was not taken, said at the place where it was given."""

from __future__ import annotations

import streamlit as st


def show_problem(name: str, sentence: str | None) -> None:
    """The sentence, if there is one, as plain text, since it may hold what a person typed.

    Its place is there without it too: where the place of what follows changes, it may be made anew as it is typed in.
    """
    with st.container(key=f"problem-{name}"):
        if sentence:
            st.text(sentence)
