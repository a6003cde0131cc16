"""Cards of a lesson: what entering one and playing do to a session; nothing is seen before it is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.shared.stage.playing import state_of
from pages.shared.visitor.lesson_moves import (
    LESSONS,
    answered,
    arrived,
    is_seen,
    read,
)
from pages.shared.visitor.reading import OWN, Reading
from pages.shared.visitor.stop import Stop
from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer
from tests.support.small_lesson import (
    ANOTHER,
    ASKS,
    CURVE,
    LESSON,
    NOW,
    NUMBER,
    OTHER,
    START,
    at_card,
    commanded,
    played,
    trained,
)
from tests.training.test_trainer import bits

AT_CURVE = at_card(CURVE)


def test_card_opens_its_experiment_at_its_epoch_with_what_it_selects():
    session = at_card(OTHER)

    assert session.lanes.experiments == (ANOTHER,)
    assert bits(session.trainer) == bits(Trainer.start(ANOTHER).advance(epochs=5))
    assert (session.view.unit, session.view.step, session.playing) == (1, 2, False)


def test_run_before_the_lesson_comes_back_however_many_experiments_the_cards_had():
    own = Session.of(Trainer.start(Experiment(seed=7)).advance(epochs=3))

    session = at_card(OTHER, own)
    session = trained(read(session, OWN, NUMBER, NOW)).with_last_back()

    assert session.trainer.experiment.seed == 7
    assert session.trainer.epoch == 3


def test_run_that_was_changed_on_a_card_is_kept_when_the_next_card_opens_another():
    changed = at_card(OTHER).choosing({"learning_rate": 0.5})

    session = read(changed, OWN, NUMBER, NOW)

    assert session.lanes.experiments == (START,)
    assert session.last is not None
    assert session.last.lanes.experiments == changed.lanes.experiments


def test_card_that_explains_holds_a_run_that_is_further_and_keeps_it():
    seen = played(answered(at_card(ASKS), 1))

    session = read(seen, OWN, 0, NOW)

    assert session.lanes.epoch == 20
    assert session.shown.epoch == 0


@pytest.mark.parametrize("command", [{"do": "play"}, {"do": "step"}, {"do": "hold", "epoch": 30}])
@pytest.mark.parametrize("place", [ASKS, NUMBER, CURVE])
def test_nothing_beyond_its_epoch_is_shown_while_a_question_is_open(place, command):
    session = at_card(place)
    epoch = LESSON.cards[place].epoch

    after = trained(commanded(session, **command))

    assert after.view.newest.epoch == after.view.shown.epoch == epoch
    assert after.view.is_barred


def test_walk_goes_no_further_than_the_card_while_its_question_is_open():
    session = at_card(ASKS)
    there = replace(session, stop=Stop(0, closed=True, walk=3))

    assert commanded(there, do="walk", to=7).walk == 3
    assert commanded(there, do="walk", to=1).walk == 1
    assert commanded(answered(there, 0), do="walk", to=7).walk == 7


@pytest.mark.parametrize(
    "command",
    [
        {"do": "what_if", "gain": 2.0, "input_scale": 1.0},
        {"do": "one_unit", "w": 1.5, "b": 0.0, "activation": "tanh"},
        {"do": "explain", "what": "readout loss"},
    ],
)
def test_what_would_show_the_answer_waits_for_it(command):
    session = at_card(ASKS)

    after = commanded(session, **command)

    assert (after.what_if, after.one_unit, after.explaining) == (None, None, None)
    open_way = commanded(answered(session, 0), **command)
    assert (open_way.what_if, open_way.one_unit, open_way.explaining) != (None, None, None)


def test_run_that_is_further_is_cut_where_a_question_is_open():
    session = at_card(0)
    further = replace(session, lanes=session.lanes.advance(epochs=50))

    session = trained(read(further, OWN, NUMBER, NOW))

    assert session.view.newest.history.epochs == 10
    assert bits(session.trainer) == bits(Trainer.start(START).advance(epochs=10))


def test_play_ends_where_the_card_says_and_goes_on_when_pressed_again():
    session = answered(at_card(ASKS), 0)
    assert not is_seen(session)

    there = played(session)
    assert (there.lanes.epoch, state_of(there), is_seen(there)) == (20, "paused", True)
    assert bits(there.trainer) == bits(Trainer.start(START).advance(epochs=20))

    assert commanded(there, do="step").lanes.epoch == 21
    onward = replace(commanded(there, do="play"), pace="1")
    assert onward.playing
    assert onward.end is None


@pytest.mark.parametrize("pace", ["1", "10", "100"])
def test_play_does_not_pass_its_end_at_any_pace(pace):
    session = replace(commanded(answered(at_card(ASKS), 0), do="play"), pace=pace)

    assert trained(session).lanes.epoch == 20


def test_rewind_and_another_experiment_keep_where_play_ends_once_the_question_is_answered():
    session = played(answered(at_card(ASKS), 0))
    other = session.choosing({"seed": 1})

    assert commanded(session, do="rewind").stop == session.stop
    assert trained(commanded(other, do="play")).lanes.epoch == session.stop.epoch


def test_another_experiment_is_not_held_by_an_open_question():
    asked = at_card(ASKS)

    assert asked.stop.closed
    assert asked.choosing({"seed": 1}).stop is None


def test_other_pages_know_no_bar_and_the_card_is_set_up_again_on_return():
    session = commanded(at_card(ASKS), do="arrive", page="Train")
    away = replace(commanded(session, do="play"), pace="max")
    assert away.playing

    away = replace(away, playing=False, lanes=away.lanes.advance(epochs=100))
    back = arrived(commanded(away, do="arrive", page=LESSONS), NOW)

    assert back.lanes.epoch == 0
    assert back.view.is_barred


def test_run_that_a_person_changed_is_left_alone_when_they_come_back():
    changed = at_card(ASKS).choosing({"seed": 1})

    assert arrived(changed, NOW) is changed


def test_link_with_an_epoch_is_trained_to_it_unless_the_card_asks():
    reading = Reading(OWN, 0, own=LESSON, entered=(OWN, 0))
    session = replace(Session.of(Trainer.start(START), reading=reading), goal=8, playing=True)

    assert trained(arrived(session, NOW)).lanes.epoch == 8
    asks = replace(session, reading=replace(reading, place=ASKS, entered=(OWN, ASKS)))
    assert trained(arrived(asks, NOW)).lanes.epoch == 0


@settings(max_examples=40, deadline=None)
@given(number=st.integers(-3, 20), place=st.integers(-3, 20))
def test_card_that_does_not_exist_changes_nothing(number, place):
    session = read(AT_CURVE, number, place, NOW)

    lesson = session.reading.lesson
    assert 0 <= session.reading.place < len(lesson.cards)
    exists = number in AT_CURVE.reading.shelf and 0 <= place < len(AT_CURVE.reading.shelf[number].cards)
    assert session.reading.here == ((number, place) if exists else AT_CURVE.reading.here)
