"""Gradient flow page: how far back the gradient reaches, why it vanishes or explodes, and how it is clipped."""

import streamlit as st

from pages.shared.page import open_page
from pages.shared.stage.stage import stage
from pages.shared.views.gradient_flow import AS_IT_WAS, VIEWS
from pages.shared.visitor import session

open_page("Gradient flow")
names = tuple(VIEWS)
key = session.lasting_key("flow_view", names[0])
chosen = st.segmented_control("View", names, key=key, required=True, label_visibility="collapsed")
stage(VIEWS[str(chosen)], what_if=chosen != AS_IT_WAS)
