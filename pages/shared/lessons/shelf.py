"""Shelf: which lesson and card is read, the teacher's view, and a lesson from a person's own file."""

from __future__ import annotations

import time

import streamlit as st

from pages.shared.problem import show_problem
from pages.shared.views.lenses import FIGURES
from pages.shared.visitor import dialog_state, session
from pages.shared.visitor.callbacks import uninterrupted
from pages.shared.visitor.lesson_moves import read, showing_all, with_own
from pages.shared.visitor.reading import OWN, Reading
from rnn.lessons.errors import LessonError
from rnn.lessons.lesson import Lesson
from rnn.lessons.reading import parse
from rnn.words.lesson_sentences import about_place

CHOSEN, SHOWS_ALL, FILE = "lesson_chosen", "lesson_shows_all", "lesson_file"
OWN_FILE = (
    "A lesson is a text file; its form is described in the README. It stays in this tab until the tab is closed or "
    "loaded again."
)


def choose_card() -> None:
    """Draw the list of lessons, what else there is, and the way to the cards before and after."""
    reading = session.current().reading
    with st.container(horizontal=True, vertical_alignment="bottom", key="lesson-shelf"):
        titles = {number: _title(lesson, number) for number, lesson in reading.shelf.items()}
        dialog_state.fill(CHOSEN, reading.number)
        st.selectbox(
            "Lesson", list(titles), key=CHOSEN, format_func=titles.__getitem__, on_change=_choose,
            label_visibility="collapsed",
        )  # fmt: skip
        with st.popover("More", width="content"):
            _more(reading)
    _way(reading)


def _title(lesson: Lesson, number: int) -> str:
    return f"Own lesson: {lesson.title}" if number == OWN else f"{number}. {lesson.title}"


def _way(reading: Reading) -> None:
    """Draw the buttons to the neighbouring cards, of the neighbouring lesson at the end of this one."""
    cards = [(number, place) for number, lesson in reading.shelf.items() for place in range(len(lesson.cards))]
    here, last = cards.index(reading.here), reading.place == len(reading.lesson.cards) - 1
    with st.container(horizontal=True, vertical_alignment="center", key="lesson-way"):
        before, after = cards[max(here - 1, 0)], cards[min(here + 1, len(cards) - 1)]
        back, onward = here == 0, here == len(cards) - 1
        st.button("Previous card", key="lesson-back", on_click=_go, args=before, disabled=back)
        st.caption(about_place(reading.place + 1, len(reading.lesson.cards)), width="stretch")
        label = "Next lesson" if last and not onward else "Next card"
        st.button(label, key="lesson-next", on_click=_go, args=after, disabled=onward)


def _more(reading: Reading) -> None:
    """Draw the teacher's view and the field for a file."""
    dialog_state.fill(SHOWS_ALL, reading.shows_all)
    st.toggle(
        "Teacher's view", key=SHOWS_ALL, on_change=_show_all, help="Shows all answers of each question, and its reason."
    )
    st.file_uploader("Own lesson", type=["md", "txt"], key=session.widget_key(FILE), on_change=_take, max_upload_size=1)
    show_problem(FILE, session.problem(FILE))
    st.caption(OWN_FILE)


@uninterrupted
def _choose() -> None:
    _go(session.widget_value(CHOSEN), 0)


@uninterrupted
def _go(number: int, place: int) -> None:
    session.forget_problem("answer")
    session.forget_notices()
    session.change(lambda present: read(present, number, place, time.monotonic()))


@uninterrupted
def _show_all() -> None:
    shows_all = session.widget_value(SHOWS_ALL) is True
    session.change(lambda present: showing_all(present, shows_all, time.monotonic()))


@uninterrupted
def _take() -> None:
    """Read the lesson of an uploaded file; an invalid one changes nothing and shows its mistake."""
    session.forget_problem(FILE)
    file = session.widget_value(session.widget_key(FILE))
    if file is None:
        return
    try:
        lesson = parse(file.getvalue(), file.name, FIGURES)
    except LessonError as error:
        session.refuse(FILE, str(error))
        return
    session.change(lambda present: with_own(present, lesson, time.monotonic()))
