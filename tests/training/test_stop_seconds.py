"""A run ends after so many seconds of training, as a clock of the test tells them; all else has all the time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pages.shared.stage.playing import play, state_of
from pages.shared.stage.share import Plan
from pages.shared.visitor.commands import answer_all
from pages.shared.visitor.moving import train_to
from pages.shared.visitor.visit import Session
from rnn import Experiment, Runs, Trainer, from_query, to_query
from rnn.training import clock
from rnn.words.run_sentences import about_run
from tests.support.problems import case
from tests.training.test_trainer import bits

NOW = 10.0


class Ticking:
    """A clock that goes on by the same time at every look."""

    def __init__(self, step: float) -> None:
        self.step, self.now = step, 0.0

    def __call__(self) -> float:
        self.now += self.step
        return self.now


@pytest.fixture
def ticking(monkeypatch):
    made = Ticking(0.01)
    monkeypatch.setattr(clock, "seconds", made)
    return made


def stopped_run(**choices):
    return Trainer.start(case(1, stop_seconds=1.0, **choices)).advance(epochs=10_000)


def done(session, *commands):
    return answer_all(session, [{"n": session.done + 1 + i, **each} for i, each in enumerate(commands)], NOW)


def to_the_end(session, share):
    """Tick after tick until nothing goes on."""
    ticks = 0
    while session.playing:
        ticks += 1
        session, _ = play(session, Plan(0.25, 1, 0.5), share, lambda view, state: {"figures": {}}, NOW + ticks / 4)
    return session


def test_run_stops_after_the_seconds_and_says_so(ticking):
    stopped = stopped_run()

    assert (stopped.status, stopped.can_advance) == ("stopped", False)
    assert 10 < stopped.epoch < 101
    assert 1.0 <= stopped.seconds < 1.05
    said = f"Stopped at epoch {stopped.epoch} after 1 s of training, as asked."
    assert about_run(stopped, stopped).sentence == said
    assert stopped.advance(epochs=5) is stopped
    assert bits(stopped) == bits(Trainer.start(case(1)).advance(epochs=stopped.epoch))


def test_time_is_that_of_training_and_not_of_pauses(ticking):
    run, parts = Trainer.start(case(1, stop_seconds=1.0)), 0

    while run.can_advance:
        run, parts = run.advance(epochs=5), parts + 1
        ticking.now += 1000.0

    assert parts > 3
    assert 1.0 <= run.seconds < 1.1


def test_slice_ends_in_time_for_the_rule(ticking):
    run = Trainer.start(case(1, stop_seconds=1.0)).advance(seconds=50.0)

    assert run.status == "stopped"
    assert 1.0 <= run.seconds < 1.05


def test_rule_is_how_far_to_train_when_nothing_else_is_said(ticking):
    assert Trainer.start(case(1, stop_seconds=1.0)).advance().status == "stopped"


def test_earlier_epoch_is_computed_again_whatever_the_time(ticking):
    stopped = stopped_run()

    for epoch in range(stopped.epoch):
        past = stopped.at(epoch)
        assert bits(past) == bits(Trainer.start(case(1)).advance(epochs=epoch))
        assert past.seconds == pytest.approx(stopped.seconds * epoch / stopped.epoch)


def test_branch_has_the_time_that_its_past_left(ticking):
    stopped = stopped_run()
    epoch = stopped.epoch // 2

    branch = done(Session.of(stopped), {"do": "hold", "epoch": epoch}, {"do": "branch"}).trainer

    on = branch.advance(epochs=10_000)
    assert 1.0 <= on.seconds < 1.05
    assert epoch < on.epoch < stopped.epoch + 10


def test_view_that_is_held_steps_on_whatever_the_time(ticking):
    stopped = stopped_run()
    eased = Session.of(stopped.choose(stop_seconds=0.1))

    held = done(eased, {"do": "hold", "epoch": stopped.epoch - 3}, {"do": "step"})

    assert held.view.shown.epoch == stopped.epoch - 2


def test_rule_that_is_changed_keeps_the_run_and_its_time(ticking):
    stopped = stopped_run()

    longer = stopped.choose(stop_seconds=2.0)

    assert (longer.status, longer.epoch, longer.seconds) == ("running", stopped.epoch, stopped.seconds)
    assert 2.0 <= longer.advance(epochs=10_000).seconds < 2.05
    assert stopped.choose(stop_seconds=None).advance(epochs=500).epoch == stopped.epoch + 500
    assert stopped.rewound().seconds == 0


def test_epoch_of_a_link_is_reached_whatever_the_time(ticking, share):
    link = from_query([("stoptime", "0.1"), ("epoch", "200")])

    opened = to_the_end(train_to(Session.of(Trainer.start(link.experiment)), link.epoch, NOW), share)

    assert opened.trainer.epoch == 200
    assert bits(opened.trainer) == bits(Trainer.start(Experiment()).advance(epochs=200))
    assert opened.trainer.seconds > 0.1
    assert state_of(opened) == "stopped"


def test_run_that_lost_a_change_gets_to_where_it_stood_whatever_the_time(ticking, share):
    changed = Trainer.start(case(1, stop_seconds=1.0)).advance(epochs=20).choose(learning_rate=0.02)
    stopped = changed.advance(epochs=10_000)

    session = done(Session.of(stopped), {"do": "remove", "epoch": 20, "field": "learning_rate"})

    assert to_the_end(session, share).trainer.epoch == stopped.epoch


def test_play_ends_when_the_time_is_over(ticking, share):
    session = to_the_end(done(Session.of(Trainer.start(case(1, stop_seconds=1.0)), pace="max"), {"do": "play"}), share)

    assert (session.playing, session.trainer.status) == (False, "stopped")
    assert not done(session, {"do": "play"}).playing
    assert done(session, {"do": "step"}).trainer is session.trainer


def test_each_of_several_runs_stops_by_its_own_time(ticking):
    experiments = [case(1, seed=1), case(1, seed=2, stop_seconds=0.5), case(1, seed=3, stop_seconds=1.0)]

    free, short, long = Runs.start(experiments).advance(epochs=300).trainers

    assert free.epoch == 300
    assert short.epoch < long.epoch < 300
    assert [run.status for run in (free, short, long)] == ["running", "stopped", "stopped"]
    assert 0.5 <= short.seconds < 0.6
    assert 1.0 <= long.seconds < 1.1
    alone = Trainer.start(case(1, seed=2)).advance(epochs=short.epoch)
    np.testing.assert_allclose(short.parameters.vector, alone.parameters.vector, rtol=1e-12)


def test_link_keeps_the_rule():
    experiment = Experiment(stop_seconds=2.5)

    assert to_query(experiment) == "v=1&stoptime=2.5"
    assert from_query([("stoptime", "2.5")]).experiment == experiment


def test_other_rules_are_said_before_that_of_time(ticking):
    stopped = Trainer.start(case(1, stop_epoch=5, stop_seconds=1.0)).advance(epochs=10)
    late = replace(stopped, seconds=5.0)

    assert about_run(late, late).sentence == "Stopped at epoch 5, as asked."
