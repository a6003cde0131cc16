"""Questions of a lesson: what an answer, another one and the teacher's view do to a session."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.shared.visitor.lesson_moves import (
    answered,
    asked_again,
    is_seen,
    read,
    showing_all,
    true_curve,
)
from pages.shared.visitor.reading import OWN
from rnn.figures.expected_curve import points_of
from tests.support.small_lesson import (
    ASKS,
    CURVE,
    NOW,
    NUMBER,
    WALKED,
    at_card,
    commanded,
    played,
)
from tests.support.texts import letters

AT_CURVE = at_card(CURVE)


def test_question_that_is_asked_again_is_open_and_its_run_as_before():
    session = asked_again(played(answered(at_card(NUMBER), 0.5)), NOW)

    assert session.reading.is_open
    assert session.view.is_barred
    assert session.lanes.epoch == 10
    assert session.reading.answer is None


def test_card_that_was_answered_and_seen_is_seen_when_one_comes_back():
    seen = played(answered(at_card(ASKS), 0))

    session = read(read(seen, OWN, 0, NOW), OWN, ASKS, NOW)

    assert is_seen(session)
    assert (session.shown.epoch, session.reading.answer) == (20, 0)


def test_teachers_view_opens_the_way_and_its_end_closes_it_again():
    session = showing_all(at_card(ASKS), True, NOW)
    assert played(session).lanes.epoch == 20

    session = showing_all(played(session), False, NOW)

    assert session.lanes.epoch == 0
    assert session.view.is_barred


def test_curve_that_was_drawn_is_the_answer():
    session = at_card(CURVE)
    x, _ = true_curve(session.reading)
    values = [0.1 * (i + 1) for i in range(len(points_of(x)))]

    after = commanded(session, do="guess", about=[OWN, CURVE], values=values)

    assert after.reading.answer == pytest.approx(values)
    assert not after.reading.is_open


@settings(max_examples=60, deadline=None)
@given(
    about=st.one_of(st.just([OWN, CURVE]), st.just([OWN, ASKS]), letters, st.none()),
    values=st.one_of(
        st.lists(st.one_of(st.floats(), st.integers(), st.booleans(), st.none(), letters), max_size=6), letters
    ),
)
def test_curve_of_whatever_a_browser_sends_is_an_answer_in_range_or_none(about, values):
    session = commanded(AT_CURVE, do="guess", about=about, values=values)

    given = session.reading.answer
    if given is not None:
        assert about == [OWN, CURVE]
        assert len(given) == 4
        assert all(0 < value < 1e10 for value in given)


def test_answer_leads_the_walk_to_the_sub_step_that_shows_it_and_a_question_asked_again_leads_back():
    session = at_card(WALKED)
    told = answered(session, 0.5)
    back = read(read(told, OWN, ASKS, NOW), OWN, WALKED, NOW)

    assert session.walk == 1
    assert commanded(session, do="walk", to=4).walk == 1
    assert told.walk == 4
    assert back.walk == 4
    assert asked_again(back, NOW).walk == 1
    assert showing_all(session, True, NOW).walk == 4
