"""Compare page: up to four runs side by side, one setting different, trained in lockstep."""

import streamlit as st

from pages.shared.kept_runs import kept_runs
from pages.shared.page import open_page
from pages.shared.stage.stage import stage
from pages.shared.views.compare import VIEWS
from pages.shared.visitor import session

open_page("Compare")
key = session.lasting_key("compare_view", next(iter(VIEWS)))
chosen = st.segmented_control("View", tuple(VIEWS), key=key, required=True, label_visibility="collapsed")
stage(VIEWS[str(chosen)])
kept_runs()
