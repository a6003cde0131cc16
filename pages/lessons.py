"""Lessons page: a card of a lesson, and beside it the live charts that it speaks of."""

import streamlit as st

from pages.shared.lessons.card import enter_card, show_card
from pages.shared.lessons.shelf import choose_card
from pages.shared.page import open_page
from pages.shared.stage.stage import stage
from pages.shared.views.lesson import lesson_charts, what_if_row
from pages.shared.visitor import session
from pages.shared.visitor.lesson_moves import LESSONS

enter_card()
open_page(LESSONS)
with st.container(key="lesson"):
    text, picture = st.columns([1, 2], gap="small")
    with text:
        choose_card()
        show_card()
    with picture:
        stage(lesson_charts, **what_if_row(session.current().reading))
