"""What a command leaves behind: the clock, what the pace owes, a goal, and the edges of what it takes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pages.shared.visitor.commands import answer, answer_all
from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer

NOW = 1000.0


def session_at(epoch: int, **settings: object) -> Session:
    return replace(Session.of(Trainer.start(Experiment()).advance(epochs=epoch)), **settings)  # type: ignore[arg-type]


def done(session: Session, *commands: dict) -> Session:
    return answer_all(session, [{"n": session.done + 1 + i, **each} for i, each in enumerate(commands)], NOW)


def test_play_owes_nothing_and_begins_at_the_present_epoch():
    session = session_at(30, debt=0.7, goal=90, clock=3.0)

    assert done(session, {"do": "play"}) == replace(
        session, done=1, playing=True, clock=NOW, debt=0.0, began=30, goal=None
    )


def test_play_does_not_play_what_has_come_to_its_end():
    session = Session.of(Trainer.start(Experiment(stop_epoch=5)).advance())

    assert not done(session, {"do": "play"}).playing


def test_pause_gives_up_the_goal_and_owes_nothing():
    session = session_at(30, playing=True, goal=90, debt=0.7)

    assert done(session, {"do": "pause"}) == replace(session, done=1, playing=False, goal=None, debt=0.0)


def test_pause_changes_nothing_when_nothing_plays():
    session = session_at(30, debt=0.7)

    assert done(session, {"do": "pause", "epoch": 20}) == replace(session, done=1)


@pytest.mark.parametrize("epoch", [0, 30])
def test_pause_stops_at_the_first_and_at_the_newest_epoch(epoch):
    paused = done(session_at(30, playing=True), {"do": "pause", "epoch": epoch})

    assert paused.trainer.epoch == epoch


def test_pause_at_the_newest_epoch_keeps_its_trainer():
    session = session_at(30, playing=True)

    assert done(replace(session, recent=(session.lanes,)), {"do": "pause", "epoch": 30}).trainer.state is (
        session.trainer.state
    )


@pytest.mark.parametrize("epoch", [None, "3", 1.5, True])
def test_hold_of_no_epoch_changes_nothing(epoch):
    session = session_at(30)

    assert done(session, {"do": "hold", "epoch": epoch}) == replace(session, done=1)


@pytest.mark.parametrize(("epoch", "shown"), [(-7, 0), (0, 0), (1, 1), (29, 29)])
def test_hold_shows_an_epoch_from_the_first_on_at_once(epoch, shown):
    held = done(session_at(30), {"do": "hold", "epoch": epoch})

    assert (held.view.shown.epoch, held.sought, held.clock) == (shown, None, NOW)
    assert held.view.newest.epoch == 30


@pytest.mark.parametrize("rule", [{"stop_epoch": 30}, {"stop_loss": 100.0}, {"stop_patience": 1}])
def test_held_view_steps_on_whatever_rule_would_stop_the_training(rule):
    restless = Trainer.start(Experiment(optimizer="adam", learning_rate=0.3)).advance(epochs=57)

    held = done(Session.of(restless.choose(**rule)), {"do": "hold", "epoch": 40}, {"do": "step"}, {"do": "step"})

    assert held.view.shown.epoch == 42


def test_pace_that_is_chosen_owes_nothing_of_the_one_before():
    session = session_at(3, debt=0.7)

    assert done(session, {"do": "pace", "pace": "1"}) == replace(session, done=1, pace="1", clock=NOW, debt=0.0)


def test_arrival_is_at_the_page_that_is_named():
    session = done(session_at(3), {"do": "arrive", "page": "gradient"})

    assert session.arrived == "gradient"
    assert answer(session, {"n": 2, "do": "arrive", "page": 3}, NOW).arrived == "gradient"


def test_first_and_last_of_everything_can_be_selected_and_nothing_beyond():
    session = session_at(0)
    units, steps = session.trainer.experiment.hidden_size, session.trainer.experiment.x.shape[1]

    for name, most in (("unit", units), ("step", steps), ("loss_step", steps), ("sequence", 1)):
        for kept in {0, most - 1}:
            selected = done(session, {"do": "select", name: kept}, {"do": "select", name: most})
            assert getattr(selected, name) == kept
