"""Where commands lead the walk, and that it never trains."""

from __future__ import annotations

import pytest

from pages.shared.visitor.commands import answer, answer_all
from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer

NOW = 1000.0


def test_walk_goes_to_a_sub_step_and_trains_nothing():
    session = Session.of(Trainer.start(Experiment()).advance(epochs=3))

    walked = answer(session, {"n": 1, "do": "walk", "to": 7}, NOW)

    assert (walked.walk, walked.view.position) == (7, 7)
    assert walked.trainer is session.trainer


def test_walk_goes_back_to_its_first_sub_step():
    session = Session.of(Trainer.start(Experiment()), walk=3)

    assert answer(session, {"n": 1, "do": "walk", "to": 0}, NOW).walk == 0


def test_walk_ends_at_the_update():
    session = answer(Session.of(Trainer.start(Experiment())), {"n": 1, "do": "walk", "to": 10**30}, NOW)

    assert session.walk == 9


@pytest.mark.parametrize("to", [-1, None, "3", True, 2.0, [1]])
def test_walk_to_what_makes_no_sense_changes_nothing(to):
    session = answer_all(Session.of(Trainer.start(Experiment())), [{"n": 1, "do": "walk", "to": 4}], NOW)

    assert answer(session, {"n": 2, "do": "walk", "to": to}, NOW).walk == 4


def test_view_clips_the_walk_to_a_sequence_that_became_shorter():
    session = Session.of(Trainer.start(Experiment(inputs=[1.0, 2.0])), walk=9)

    assert session.view.position == 3
    assert session.view.walk[session.view.position].phase == "update"
