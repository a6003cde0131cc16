"""Buttons that offer another reading of ambiguous commas in a text field."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.shared.visitor import session
from rnn.data.comma_text import corrections


def offer_corrections(name: str, take: Callable[[str, str], None]) -> None:
    """Draw a button for each other reading of the field's text; `take(name, text)` replaces the text.

    The container exists without buttons too, so that later elements do not shift.
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
