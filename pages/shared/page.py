"""Page header: configuration, links to the other pages, help and sidebar."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.shared.dialogs.dialogs import show_dialog
from pages.shared.help import HELP
from pages.shared.notices import show_hidden, show_notices
from pages.shared.sidebar.sidebar import sidebar
from pages.shared.stage.connection import ask_again_after_a_loss
from pages.shared.stage.safekeeping import to_keep
from pages.shared.stage.share import share
from pages.shared.visitor import dialog_state, session

PAGES = (
    ("app.py", "Train", ":material/play_circle:"),
    ("pages/lessons.py", "Lessons", ":material/school:"),
    ("pages/unroll.py", "Unroll", ":material/footprint:"),
    ("pages/hidden_states.py", "Hidden states", ":material/grid_on:"),
    ("pages/gradient_flow.py", "Gradient flow", ":material/trending_down:"),
    ("pages/dynamics.py", "Dynamics", ":material/timeline:"),
    ("pages/compare.py", "Compare", ":material/stacked_line_chart:"),
    ("pages/sweep.py", "Sweep", ":material/apps:"),
)

_HERE = Path(__file__).parent
_ICON = _HERE / "icon.svg"
_STYLE = (_HERE / "page.css").read_text(encoding="utf-8")


def open_page(title: str) -> None:
    """Draw the header and the sidebar; call this first on every page."""
    if destination := dialog_state.destination():
        st.switch_page(destination)
    st.set_page_config(page_title=f"{title} · BPTT Lab", page_icon=_ICON, layout="wide")
    st.html(f"<style>{_STYLE}</style>")
    share().collect_garbage()
    with st.container(horizontal=True, vertical_alignment="center", key="pages"):
        st.title("BPTT Lab", anchor=False, width="content")
        if "pages" not in session.current().hidden:
            for path, label, icon in PAGES:
                st.page_link(path, label=label, icon=icon, width="content")
            with st.popover("Help", icon=":material/help:", type="tertiary"):
                st.toggle("Keys S, 0 and P", key=session.lasting_key("letter_keys", True))
                st.markdown(HELP)
        st.button("Present", icon=":material/co_present:", type="tertiary", key="present")
        ask_again_after_a_loss(to_keep(session.current()))
    sidebar(title)
    show_hidden()
    show_notices()
    show_dialog()
