"""Moves in a lesson: what entering a card and answering its question do to a session, as pure functions."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite
from typing import Any

import numpy as np

from pages.shared.visitor.moving import cut_to, held_at, train_to
from pages.shared.visitor.reading import Given, Reading
from pages.shared.visitor.stop import Stop
from pages.shared.visitor.visit import Session
from rnn.figures.expected_curve import points_of, reaches
from rnn.lessons.lesson import CurveQuestion, Lesson
from rnn.network.parameters import Array
from rnn.training.lanes import Lanes

LESSONS = "Lessons"
"""The title of the page; on others nothing of a card holds."""


def entered(session: Session, now: float, bound_for: int = 0) -> Session:
    """Return the session as its card has it: the experiment, the epoch at which it is held, and what is selected.

    bound_for : an epoch of a link that comes before the card's, where the card asks nothing
    """
    reading = replace(session.reading, entered=session.reading.here)
    its_own = session.reading.entered is not None or not session.lanes.epoch  # else it was trained before the lessons
    if session.lanes.experiments != reading.experiments or not its_own:
        session = _with_run(session, Lanes.start(reading.experiments))
    still = replace(session, playing=False, goal=None, held=None, sought=None, what_if=None, recent=(), debt=0.0)
    session = _selected(replace(still, reading=reading, stop=_stop(reading)), reading)
    return _standing(session, 0 if reading.is_open else bound_for, now)


def arrived(session: Session, now: float) -> Session:
    """Return the session of somebody who comes to the page, or who comes back and may have changed the run."""
    reading = session.reading
    changed = reading.entered == reading.here and session.lanes.experiments != reading.experiments
    return session if changed else entered(session, now, session.goal or 0)


def read(session: Session, number: int, place: int, now: float) -> Session:
    """Return the session with another card entered; the present one is not entered again."""
    reading = session.reading.at(number, place)
    return session if reading.here == session.reading.here else entered(replace(session, reading=reading), now)


def answered(session: Session, given: Given) -> Session:
    """Return the session with an answer to the question of its card: Play goes on."""
    return _explaining(session, session.reading.answering(given))


def asked_again(session: Session, now: float) -> Session:
    """Return the session as it was before the question was answered."""
    return entered(replace(session, reading=session.reading.answering(None)), now)


def with_own(session: Session, lesson: Lesson, now: float) -> Session:
    """Return the session at the first card of a lesson of the person's own."""
    return entered(replace(session, reading=session.reading.with_own(lesson)), now)


def showing_all(session: Session, shows_all: bool, now: float) -> Session:
    """Return the session with all answers shown, or with the question open again where nothing was answered."""
    reading = replace(session.reading, shows_all=shows_all)
    other = replace(session, reading=reading)
    if not _runs_card(session):
        return other
    return entered(other, now) if reading.is_open else _explaining(other, reading)


def is_seen(session: Session) -> bool:
    """Whether the run has gone as far as the card lets it play, so that the answer is explained."""
    play_to = session.reading.card.play_to
    return play_to is None or session.lanes.epoch >= play_to or not session.lanes.can_train


def guess(session: Session, command: dict[str, Any], now: float) -> Session:
    """Answer with the curve that was drawn: {about: [number, place], values: [...]}; anything else changes nothing."""
    reading, values = session.reading, command.get("values")
    if command.get("about") != list(reading.here) or not isinstance(reading.card.question, CurveQuestion):
        return session
    x, y = true_curve(reading)
    low, high = reaches(y, reading.card.question.log)
    if not isinstance(values, list) or len(values) != len(points_of(x)) or not all(map(_is_number, values)):
        return session
    return answered(session, tuple(float(min(max(value, low), high)) for value in values))


def true_curve(reading: Reading) -> tuple[Array, Array]:
    """Return x and y of the curve that the card asks for, both (n,)."""
    question = reading.card.question
    assert isinstance(question, CurveQuestion)
    x, y = question.truth(reading.lesson.runs)
    return np.asarray(x, dtype=float), np.asarray(y, dtype=float)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e300 and isfinite(value)


def _runs_card(session: Session) -> bool:
    return session.lanes.experiments == session.reading.experiments


def _stop(reading: Reading) -> Stop | None:
    if reading.is_open:
        return Stop(reading.card.epoch, closed=True, walk=(reading.card.walk or 1) - 1)
    return None if reading.card.play_to is None else Stop(reading.card.play_to)


def _with_run(session: Session, lanes: Lanes) -> Session:
    """Start other lanes; the run of another card is not kept, since it can be had again, but what came before it is."""
    other = session.starting(lanes)
    of_a_card = session.lanes.experiments == session.reading.opened
    return replace(other, name=session.name, last=session.last) if of_a_card else other


def _explaining(session: Session, reading: Reading) -> Session:
    """Return the session with an answer that may be seen: Play goes on, and the walk shows what was asked for."""
    walk = session.walk if reading.card.walk_to is None else reading.card.walk_to - 1
    return replace(session, reading=reading, stop=_stop(reading), walk=walk)


def _selected(session: Session, reading: Reading) -> Session:
    card = reading.card
    sub_step = card.walk if reading.is_open else card.walk_to or card.walk
    step = None if card.step is None else card.step - 1
    unit, sequence, walk = ((one or 1) - 1 for one in (card.unit, card.sequence, sub_step))
    return replace(session, unit=unit, step=step, sequence=sequence, walk=walk, lane=0, one_unit=None)


def _standing(session: Session, at_least: int, now: float) -> Session:
    """Return the session at the epoch of its card: trained on to it, cut there, or only held there."""
    reading, newest = session.reading, session.lanes.epoch
    card = reading.card
    seen = reading.answer is not None and card.play_to is not None and newest >= card.play_to
    epoch = max(card.play_to if seen and card.play_to else card.epoch, at_least)
    if newest <= epoch:
        return train_to(session, epoch, now)
    if reading.is_open or (card.play_to is not None and not seen):
        return cut_to(session, epoch, now)
    return held_at(session, epoch, now)
