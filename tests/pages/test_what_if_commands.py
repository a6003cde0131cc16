"""What the two what-if sliders do to a session."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pages.shared.visitor.commands import answer, answer_all
from pages.shared.visitor.view import WhatIf
from pages.shared.visitor.visit import Session
from pages.shared.visitor.what_if import sliders
from rnn import Experiment, Trainer
from rnn.data.limits import MOST_CHANGES
from rnn.network.bptt import forward

NOW = 1000.0
LOUD = {"n": 1, "do": "what_if", "gain": 1.5, "input_scale": 2}


def session_at(epoch: int, **settings: object) -> Session:
    return replace(Session.of(Trainer.start(Experiment()).advance(epochs=epoch)), **settings)  # type: ignore[arg-type]


def test_what_if_changes_what_is_shown_and_nothing_that_is_trained():
    session = session_at(5)

    tried = answer(session, LOUD, NOW)

    assert tried == replace(session, what_if=WhatIf(1.5, 2.0), done=1)
    experiment, options = session.trainer.experiment, tried.view.shown_pass.options
    h, _ = forward(session.trainer.parameters, 2 * experiment.x, replace(options, gain=1.5))
    np.testing.assert_allclose(tried.view.shown_pass.h, h, rtol=1e-12)


def test_what_if_is_that_of_the_weights_held_in_the_past():
    session = answer_all(session_at(30), [LOUD, {"n": 2, "do": "hold", "epoch": 10}], NOW)

    assert session.view.shown.epoch == 10
    assert session.view.shown_pass.parameters is session.view.shown.parameters
    assert session.view.shown_pass.options.gain == 1.5


@pytest.mark.parametrize("do", ["play", "step", "rewind", "arrive"])
def test_what_if_ends_when_something_is_trained_or_a_page_is_opened(do):
    session = answer_all(session_at(5), [LOUD, {"n": 2, "do": do, "page": "Train"}], NOW)

    assert session.what_if is None


def test_what_if_waits_while_it_plays():
    session = session_at(5, playing=True)

    assert answer(session, LOUD, NOW) == replace(session, done=1)


@pytest.mark.parametrize("gain", [None, -0.1, 10.1, True, "1", float("nan"), float("inf"), [1]])
def test_what_if_that_makes_no_sense_is_none(gain):
    session = answer_all(session_at(5), [LOUD, {**LOUD, "n": 2, "gain": gain}], NOW)

    assert session.what_if is None


def test_gain_that_is_adopted_is_a_change_at_the_present_epoch_and_is_trained_with_at_once():
    session = answer_all(session_at(5), [LOUD, {"n": 2, "do": "adopt"}], NOW)

    assert session.trainer.experiment.changes == ((5, "recurrent_gain", 1.5),)
    assert (session.trainer.epoch, session.what_if, session.playing) == (5, None, True)
    assert sliders(session)["gain"] == 1.5


def test_gain_that_is_adopted_in_the_past_makes_a_branch_there():
    session = session_at(30)

    adopted = answer_all(session, [LOUD, {"n": 2, "do": "hold", "epoch": 10}, {"n": 3, "do": "adopt"}], NOW)

    assert adopted.trainer.epoch == 10
    assert adopted.trainer.experiment.changes == ((10, "recurrent_gain", 1.5),)
    assert adopted.parent is session.trainer
    assert (adopted.playing, adopted.clock, adopted.began) == (True, NOW, 10)


def test_gain_that_is_adopted_is_not_trained_with_when_the_run_cannot_go_on():
    stopped = session_at(5).with_trainer(session_at(5).trainer.choose(stop_epoch=5))

    adopted = answer_all(stopped, [LOUD, {"n": 2, "do": "adopt"}], NOW)

    assert adopted.trainer.experiment.recurrent_gain == 1.0
    assert adopted.trainer.experiment.changes == ((5, "recurrent_gain", 1.5),)
    assert not adopted.playing


def test_nothing_is_adopted_without_a_what_if_or_beyond_the_most_changes():
    changes = [(epoch, "learning_rate", 0.001 + epoch * 1e-6) for epoch in range(1, MOST_CHANGES + 1)]
    full = Session.of(Trainer.start(Experiment(changes=changes)).advance(epochs=3), what_if=WhatIf(2.0, 1.0))

    for session in (session_at(5), full):
        assert answer(session, {"n": 1, "do": "adopt"}, NOW) == replace(session, done=1)


def test_sliders_reach_the_gain_that_is_trained_with():
    session = Session.of(Trainer.start(Experiment(recurrent_gain=7.0)))

    assert sliders(session) == {
        "gain": 7.0, "input_scale": 1.0, "most_gain": 7.0, "most_input_scale": 3.0, "in_force": False,
    }  # fmt: skip


def test_loss_step_is_chosen_within_the_sequence():
    session = answer(session_at(0), {"n": 1, "do": "select", "loss_step": 3}, NOW)

    assert session.view.loss_step == 3
    assert answer(session, {"n": 2, "do": "select", "loss_step": 4}, NOW).loss_step == 3
