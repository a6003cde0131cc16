"""A goal is an epoch that is trained to as fast as it goes, and not beyond."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pages.shared.stage.playing import pace_of, play, state_of
from pages.shared.stage.share import Plan, Share
from pages.shared.visitor.commands import answer
from pages.shared.visitor.moving import train_to
from pages.shared.visitor.paces import PACES
from pages.shared.visitor.view import View
from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer
from tests.training.test_trainer import bits

PLAN = Plan(tick=0.25, frames=5, training=0.5)
NOW = 10.0


def draw(view: View, state: str) -> dict:
    return {"epoch": view.shown.epoch, "state": state, "figures": {}}


def session_at(epoch: int, **choices: object) -> Session:
    return Session.of(Trainer.start(Experiment(**choices)).advance(epochs=epoch), pace="1")


def trained(session: Session, share: Share) -> tuple[Session, list[dict]]:
    """Tick after tick, until it stops; all frames."""
    shown, tick = [], 0
    while session.playing:
        tick += 1
        session, frames = play(session, PLAN, share, draw, NOW + PLAN.tick * tick)
        shown += frames
    return session, shown


def test_goal_is_trained_to_exactly_and_as_fast_as_it_goes(share):
    session, frames = trained(train_to(session_at(3), 5000, NOW), share)

    assert (session.playing, session.goal, session.trainer.epoch) == (False, None, 5000)
    assert bits(session.trainer) == bits(Trainer.start(Experiment()).advance(epochs=5000))
    assert len(frames) < 500
    assert {frame["state"] for frame in frames[:-1]} <= {"running"}
    assert frames[-1] == {"epoch": 5000, "state": "paused", "figures": {}}


def test_goal_runs_and_keeps_the_chosen_pace():
    session = train_to(session_at(3), 5000, NOW)

    assert state_of(session) == "running"
    assert pace_of(session) == PACES["max"]
    assert (session.pace, pace_of(replace(session, goal=None))) == ("1", PACES["1"])


@pytest.mark.parametrize("goal", [-1, 0, 3])
def test_goal_that_is_reached_already_changes_nothing(goal):
    session = session_at(3)

    assert train_to(session, goal, NOW) is session


def test_goal_changes_nothing_when_the_run_cannot_go_on():
    session = session_at(3, stop_epoch=3)

    assert train_to(session, 10, NOW) is session


def test_goal_follows_the_newest_when_the_view_was_held():
    session = answer(session_at(30), {"n": 1, "do": "hold", "epoch": 10}, NOW)

    assert train_to(session, 50, NOW).held is None


@pytest.mark.parametrize(("stop", "rate", "state"), [(50, 0.01, "stopped"), (None, 5.0, "diverged")])
def test_goal_is_given_up_when_the_run_ends_before_it(share, stop, rate, state):
    session, frames = trained(train_to(session_at(0, stop_epoch=stop, learning_rate=rate), 4000, NOW), share)

    assert (session.playing, session.goal) == (False, None)
    assert session.trainer.epoch < 4000
    assert frames[-1]["state"] == state


def test_cancel_stays_at_the_epoch_shown(share):
    session, frames = play(train_to(session_at(0), 10**8, NOW), PLAN, share, draw, NOW + PLAN.tick)
    shown = frames[2]["epoch"]

    cancelled = answer(session, {"n": 1, "do": "pause", "epoch": shown}, NOW)

    assert (cancelled.playing, cancelled.goal, cancelled.trainer.epoch) == (False, None, shown)


@pytest.mark.parametrize(("command", "playing"), [("play", True), ("step", False), ("rewind", False)])
def test_goal_is_given_up_when_something_else_is_pressed(command, playing):
    session = answer(train_to(session_at(3), 10**8, NOW), {"n": 1, "do": command, "epoch": 3}, NOW)

    assert (session.playing, session.goal) == (playing, None)


def test_goal_is_kept_when_an_epoch_on_the_way_is_looked_at():
    session = answer(train_to(session_at(30), 10**8, NOW), {"n": 1, "do": "hold", "epoch": 10}, NOW)

    assert (session.playing, session.goal, session.view.shown.epoch) == (True, 10**8, 10)


def test_browser_says_on_which_page_it_is():
    session = answer(session_at(0), {"n": 1, "do": "arrive", "page": "Train"}, NOW)

    forged = answer(session, {"n": 2, "do": "arrive", "page": ["x"]}, NOW)

    assert (session.arrived, forged.arrived) == ("Train", "Train")
