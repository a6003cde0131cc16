"""The question of a card: before it is answered its choices or its field, after it the answer and why."""

from __future__ import annotations

import time

import streamlit as st

from pages.shared.lessons.filled import computed, filled
from pages.shared.problem import show_problem
from pages.shared.visitor import session
from pages.shared.visitor.callbacks import uninterrupted
from pages.shared.visitor.lesson_moves import answered, asked_again, is_seen
from pages.shared.visitor.reading import Given, Reading
from rnn.lessons.lesson import ChoiceQuestion, CurveQuestion, NumberQuestion, Question
from rnn.lessons.texts import unbroken
from rnn.words import lesson_sentences as words

PROBLEM = "answer"


def ask(question: Question) -> None:
    """Draw the question, and what belongs below it now."""
    now = session.current()
    reading = now.reading
    st.markdown(f"**{filled(question.ask)}**")
    with st.container(key="lesson-question"):
        if reading.shows_all:
            _all_answers(question, reading)
        elif reading.answer is None:
            _field(question, reading)
        else:
            _answer(question, reading, reading.answer, is_seen(now))
    show_problem(PROBLEM, session.problem(PROBLEM))


def _field(question: Question, reading: Reading) -> None:
    """Draw what the question is answered with; a curve is drawn on the stage."""
    if isinstance(question, CurveQuestion):
        st.markdown(words.DRAW)
        return
    number, place = reading.here
    key = f"answer-{number}-{place}"
    with st.form(f"question-{number}-{place}", border=False):
        if isinstance(question, ChoiceQuestion):
            texts = [filled(choice.text) for choice in question.choices]
            st.radio(
                "Answer", range(len(texts)), None, texts.__getitem__, key=key, label_visibility="collapsed",
            )  # fmt: skip
            st.form_submit_button("Answer", on_click=_take_choice, args=(key, len(texts)))
        else:
            label = f"Your guess ({question.unit})" if question.unit else "Your guess"
            st.text_input(label, key=key, max_chars=60, width=200)
            st.form_submit_button("Answer", on_click=_take_number, args=(key,))


def _answer(question: Question, reading: Reading, given: Given, seen: bool) -> None:
    """Draw the answer that was given; why it is right or wrong only once the run has shown it."""
    if isinstance(question, ChoiceQuestion) and isinstance(given, int):
        st.markdown(f"Your answer: {filled(question.choices[given].text)}")
    if not seen and reading.card.play_to is not None:
        if isinstance(given, float):
            st.markdown(unbroken(f"Your guess: {words.said(given)}"))
        st.markdown(words.about_play(reading.card.play_to))
    else:
        st.markdown(_verdict(question, reading, given))
        st.markdown(filled(question.because))
    st.button("Answer again", key="lesson-again", on_click=_again)


def _verdict(question: Question, reading: Reading, given: Given) -> str:
    if isinstance(question, ChoiceQuestion) and isinstance(given, int):
        choice = question.choices[given]
        return f"**{words.RIGHT if choice.right else words.WRONG}** {filled(choice.why)}"
    if isinstance(question, NumberQuestion) and isinstance(given, float):
        truth, is_right = computed(lambda runs: (question.truth(runs), question.is_right(given, runs)))
        return unbroken(words.about_guess(given, truth, question.unit, is_right))
    return words.COMPARE


def _all_answers(question: Question, reading: Reading) -> None:
    """Draw all answers, each with its reason."""
    if isinstance(question, ChoiceQuestion):
        for choice in question.choices:
            mark = f":material/check: **{words.RIGHT}**" if choice.right else f":material/close: **{words.WRONG}**"
            st.markdown(f"{mark} {filled(choice.text)}  \n{filled(choice.why)}")
    elif isinstance(question, NumberQuestion):
        truth = computed(question.truth)
        st.markdown(unbroken(words.about_tolerance(truth, question.unit, question.within, question.off_by)))
    st.markdown(filled(question.because))


@uninterrupted
def _take_choice(key: str, choices: int) -> None:
    session.forget_problem(PROBLEM)
    chosen = session.widget_value(key)
    if isinstance(chosen, int) and 0 <= chosen < choices:
        session.change(lambda present: answered(present, chosen))
    else:
        session.refuse(PROBLEM, words.CHOOSE)


@uninterrupted
def _take_number(key: str) -> None:
    session.forget_problem(PROBLEM)
    try:
        given = words.read_guess(str(session.widget_value(key) or ""))
    except ValueError as error:
        session.refuse(PROBLEM, str(error))
        return
    session.change(lambda present: answered(present, given))


@uninterrupted
def _again() -> None:
    session.change(lambda present: asked_again(present, time.monotonic()))
