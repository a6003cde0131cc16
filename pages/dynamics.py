"""Dynamics page: what the network does on its own."""

import streamlit as st

from pages.shared.forecast_file import forecast_file
from pages.shared.page import open_page
from pages.shared.stage.stage import stage
from pages.shared.views.dynamics import VIEWS
from pages.shared.visitor import session

open_page("Dynamics")
key = session.lasting_key("dynamics_view", next(iter(VIEWS)))
chosen = st.segmented_control("View", tuple(VIEWS), key=key, required=True, label_visibility="collapsed")
stage(VIEWS[str(chosen)])
if chosen == "Forecast":
    forecast_file()
