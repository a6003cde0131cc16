"""A tick trains what the clock owes, and no more."""

from __future__ import annotations

from dataclasses import replace

from pages.shared.stage.playing import play, state_of
from pages.shared.stage.share import Plan
from pages.shared.visitor.commands import answer
from pages.shared.visitor.view import View
from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer
from rnn.training.lanes import Lanes

PLAN = Plan(tick=0.25, frames=5, training=0.5)


def draw(view: View, state: str) -> dict:
    return {"epoch": view.shown.epoch, "state": state, "figures": {}}


def playing(pace: str, **choices: object) -> Session:
    return replace(Session.of(Trainer.start(Experiment(**choices))), playing=True, pace=pace, clock=10.0)


def test_tick_trains_the_epochs_that_the_pace_owes(share):
    session, frames = play(playing("100"), PLAN, share, draw, now=10.25)

    assert session.trainer.epoch == 25
    assert [frame["epoch"] for frame in frames] == [5, 10, 15, 20, 25]


def test_ticks_add_up_to_the_pace_when_epochs_are_fewer_than_ticks(share):
    session, shown = playing("10"), 0
    for tick in range(1, 9):
        session, frames = play(session, PLAN, share, draw, now=10 + 0.25 * tick)
        shown += len(frames)

    assert session.trainer.epoch == 20
    assert shown == 20


def test_tick_trains_nothing_when_nothing_is_due(share):
    session = playing("1")

    waiting, frames = play(session, PLAN, share, draw, now=10.5)

    assert waiting.trainer is session.trainer
    assert frames == []


def test_part_of_an_epoch_is_not_lost_when_ticks_come_faster_than_epochs(share):
    session = playing("1")
    for tick in range(1, 13):
        session, _ = play(session, PLAN, share, draw, now=10 + 0.25 * tick)

    assert session.trainer.epoch == 3


def test_late_tick_owes_no_more_than_two(share):
    session, _ = play(playing("100"), PLAN, share, draw, now=70.0)

    assert session.trainer.epoch == 50


def test_tick_at_full_speed_takes_a_frame_after_every_slice(share):
    session, frames = play(playing("max"), PLAN, share, draw, now=10.25)

    epochs = [frame["epoch"] for frame in frames]
    assert len(epochs) == 5
    assert epochs == sorted(set(epochs))
    assert session.trainer.epoch == epochs[-1]


def test_tick_keeps_the_trainers_it_showed_for_pause(share):
    session, frames = play(playing("100"), PLAN, share, draw, now=10.25)

    assert [trainer.epoch for trainer in session.recent] == [frame["epoch"] for frame in frames][::-1]
    assert not [lanes for lanes in session.recent if "latest" in vars(lanes.trainers[0])]  # 19 MB for some experiments


def test_play_ends_at_the_stop_epoch_and_says_so(share):
    session, frames = play(playing("100", stop_epoch=7), PLAN, share, draw, now=10.25)

    assert (session.playing, session.trainer.epoch) == (False, 7)
    assert frames[-1]["state"] == "stopped"


def test_play_does_not_start_when_the_run_cannot_go_on():
    stopped = Session.of(Trainer.start(Experiment(stop_epoch=5)).advance(epochs=9))

    assert not answer(stopped, {"n": 1, "do": "play"}, 10.0).playing


def test_play_ends_when_the_run_diverges(share):
    session = playing("1000", learning_rate=5)
    for tick in range(1, 9):
        session, _ = play(session, PLAN, share, draw, now=10 + 0.25 * tick) if session.playing else (session, [])

    assert not session.playing
    assert state_of(session) == "diverged"


def test_frames_of_a_held_view_show_the_held_epoch(share):
    past = Lanes.start([Experiment()]).advance(epochs=3)
    session = replace(playing("100"), lanes=past.advance(epochs=4), held=past)

    _, frames = play(session, PLAN, share, draw, now=10.25)

    assert {frame["epoch"] for frame in frames} == {3}


def test_state_is_one_word_for_each_situation():
    ready = Session.of(Trainer.start(Experiment()))
    trained = replace(ready, lanes=ready.lanes.advance(epochs=3))
    stopped = replace(trained, lanes=trained.lanes.choose(0, stop_epoch=3))

    assert state_of(ready) == "ready"
    assert state_of(replace(ready, playing=True)) == "running"
    assert state_of(trained) == "paused"
    assert state_of(stopped) == "stopped"
