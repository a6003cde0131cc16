"""Meaning of the numbers: a question with one answer for each way to read them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from rnn.data.csv_table import Format
from rnn.data.sign_guess import Reading


def choose_meaning(possible: Sequence[Reading], key: str) -> Format:
    """Draw the question where there are several readings, the likeliest first, and return the chosen format."""
    if len(possible) == 1:
        return possible[0].written
    meanings = {reading.written: f"Read {reading.meaning}" for reading in possible}
    return st.radio(
        "Meaning of the numbers",
        list(meanings),
        format_func=meanings.__getitem__,
        horizontal=True,
        label_visibility="collapsed",
        key=key,
    )
