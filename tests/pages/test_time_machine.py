"""Holding any epoch, branching from it, and taking a change back, as values."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pages.shared.stage.playing import play, seek
from pages.shared.stage.share import Plan, Share
from pages.shared.visitor.commands import answer, answer_all
from pages.shared.visitor.view import View
from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer
from rnn.figures import loss
from rnn.training.snapshots import Snapshots
from tests.training.test_trainer import bits

PLAN = Plan(tick=0.25, frames=1, training=0.5)
NOW = 10.0


def draw(view: View, state: str) -> dict:
    return {"epoch": view.shown.epoch, "figures": {}}


def session_at(epoch: int, **choices: object) -> Session:
    return Session.of(Trainer.start(Experiment(**choices)).advance(epochs=epoch))


def done(session: Session, *commands: dict) -> Session:
    return answer_all(session, [{"n": session.done + 1 + i, **each} for i, each in enumerate(commands)], NOW)


def finished(session: Session, share: Share) -> Session:
    """After as many ticks as it takes to get to the goal."""
    for tick in range(200):
        if not session.busy:
            break
        step = play if session.playing else seek
        session, _ = step(session, PLAN, share, draw, NOW + (tick + 1) * PLAN.tick)
    return session


def slow_run() -> Trainer:
    """A run of a large network, with no snapshot but the first."""
    experiment = Experiment(inputs=np.sin(np.arange(101)), hidden_size=128)
    run = Trainer.start(experiment).advance(epochs=170)
    return replace(run, snapshots=Snapshots({0: run.snapshots.vectors[0]}, stride=1024))


def test_epoch_that_takes_long_to_compute_again_is_sought_tick_by_tick_and_found_exactly(share):
    run = slow_run()

    held = done(Session.of(run), {"do": "hold", "epoch": 150})

    assert (held.view.shown.epoch, held.sought, held.view.bound_for) == (0, 150, 150)
    found = finished(held, share)
    assert (found.view.shown.epoch, found.sought) == (150, None)
    alone = Trainer.start(run.experiment).advance(epochs=150)
    assert found.view.shown.parameters.vector.tobytes() == alone.parameters.vector.tobytes()


@pytest.mark.parametrize("command", [{"do": "play"}, {"do": "rewind"}, {"do": "hold", "epoch": 170}])
def test_search_ends_when_something_else_is_asked_for(command):
    held = done(Session.of(slow_run()), {"do": "hold", "epoch": 150})

    assert done(held, command).sought is None


def test_branch_has_the_same_past_and_a_future_of_its_own():
    run = Session.of(session_at(60).trainer.choose(learning_rate=0.02).advance(epochs=40))

    branch = done(run, {"do": "hold", "epoch": 80}, {"do": "branch"})

    assert (branch.trainer.epoch, branch.held, branch.playing) == (80, None, False)
    assert branch.trainer.experiment.changes == ((60, "learning_rate", 0.02),)
    assert branch.trainer.experiment.branched_at == 80
    assert branch.view.parent is run.trainer
    on = branch.trainer.choose(learning_rate=0.005).advance(epochs=20)
    assert on.at(80).parameters.vector.tobytes() == run.trainer.at(80).parameters.vector.tobytes()
    assert bits(on) != bits(run.trainer)


def test_branch_leaves_out_what_was_changed_later():
    run = Session.of(session_at(60).trainer.choose(learning_rate=0.02).advance(epochs=40))

    branch = done(run, {"do": "hold", "epoch": 20}, {"do": "branch"})

    assert branch.trainer.experiment == Experiment(branched_at=20)


def test_branch_does_nothing_when_no_epoch_is_held():
    session = session_at(5)

    assert done(session, {"do": "branch"}) == replace(session, done=1)


def test_parent_is_drawn_from_the_branch_on():
    run = session_at(100)
    branch = done(run, {"do": "hold", "epoch": 40}, {"do": "branch"})

    figure = loss.draw(branch.view.newest, branch.view.shown, branch.view.parent)

    (trace,) = [trace for trace in figure["data"] if trace["name"] == "before branching"]
    assert trace["x"].tolist() == list(range(40, 100))
    np.testing.assert_allclose(trace["y"], run.trainer.history.series("loss")[1][40:])


def test_change_that_is_removed_never_was_and_the_run_goes_on_to_where_it_stood(share):
    changed = session_at(50).trainer.choose(learning_rate=0.03).advance(epochs=30).choose(clip_norm=0.5)
    session = Session.of(changed.advance(epochs=20))

    removed = finished(done(session, {"do": "remove", "epoch": 50, "field": "learning_rate"}), share)

    alone = Trainer.start(Experiment(changes=[[80, "clip_norm", 0.5]])).advance(epochs=100)
    assert bits(removed.trainer) == bits(alone)
    assert removed.trainer.experiment == alone.experiment
    assert (removed.playing, removed.goal) == (False, None)


def test_change_to_come_is_removed_without_training():
    session = session_at(10, changes=[[500, "learning_rate", 0.03]])

    removed = done(session, {"do": "remove", "epoch": 500, "field": "learning_rate"})

    assert (removed.trainer.epoch, removed.busy, removed.trainer.experiment) == (10, False, Experiment())


@pytest.mark.parametrize("forged", [{}, {"epoch": 3}, {"epoch": [1], "field": "clip_norm"}, {"epoch": 10, "field": {}}])
def test_forged_removal_changes_nothing(forged):
    session = Session.of(session_at(10).trainer.choose(learning_rate=0.03))

    assert answer(session, {"n": 1, "do": "remove", **forged}, NOW) == replace(session, done=1)


def test_step_and_sequence_are_chosen_in_range_and_let_go_again():
    session = session_at(0, more_inputs=[[1.0, 2.0, 3.0]])

    chosen = done(session, {"do": "select", "step": 2, "unit": 3}, {"do": "select", "sequence": 1})
    assert (chosen.view.step, chosen.view.unit, chosen.view.sequence) == (2, 3, 1)

    assert done(chosen, {"do": "select", "step": 2}).view.step is None
    assert done(chosen, {"do": "select", "step": 99, "sequence": 7}).view == chosen.view


def test_change_that_is_planned_for_later_is_removed_without_training():
    planned = Trainer.start(Experiment(changes=[[50, "learning_rate", 0.02]])).advance(epochs=10)

    after = done(Session.of(planned), {"do": "remove", "epoch": 50, "field": "learning_rate"})

    assert (after.playing, after.lanes.epoch, after.trainer.experiment.changes) == (False, 10, ())
    assert after.trainer.checkpoint is planned.checkpoint


def test_run_that_lost_a_change_keeps_its_parent():
    branch = done(session_at(60), {"do": "hold", "epoch": 40}, {"do": "branch"})
    changed = branch.with_trainer(branch.trainer.choose(learning_rate=0.02).advance(epochs=10))

    after = done(changed, {"do": "remove", "epoch": 40, "field": "learning_rate"})

    assert after.parent is branch.parent is not None
