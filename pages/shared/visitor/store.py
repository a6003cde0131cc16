"""Store: Streamlit's session state; the only file that names it."""

from __future__ import annotations

import streamlit as st

STORE = st.session_state
"""The state of the visitor whose script runs; only `session` and `dialog_state` access it."""
