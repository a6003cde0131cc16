"""Corrections: another way to mean the commas of what was typed, one click away."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.shared.visitor import session
from rnn.data.comma_text import corrections


def offer_corrections(name: str, take: Callable[[str, str], None]) -> None:
    """A button for each other way to read the text in that field; `take(name, text)` puts the plain text in its place.

    The place of the buttons is there without them too.
    """
    with st.container(key=f"corrections-{name}"):
        for place, correction in enumerate(corrections(session.typed(name))):
            st.button(
                f"Read {correction.example}",
                key=f"correct.{name}.{place}",
                on_click=take,
                args=(name, correction.text),
                width="stretch",
            )
