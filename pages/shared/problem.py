"""Error messages, shown next to the input that caused them."""

from __future__ import annotations

import streamlit as st


def show_problem(name: str, sentence: str | None) -> None:
    """Show the sentence, if any, as plain text, since it may quote user input.

    The container exists without a sentence too: if later elements shifted, Streamlit could remount a field in use.
    """
    with st.container(key=f"problem-{name}"):
        if sentence:
            st.text(sentence)
