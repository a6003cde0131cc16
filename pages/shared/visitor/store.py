"""Store: what Streamlit keeps for one visitor between script runs; the only file that names session_state."""

from __future__ import annotations

import streamlit as st

STORE = st.session_state
"""A view of the visitor whose script runs; only `session` and `dialog_state` read or write it."""
