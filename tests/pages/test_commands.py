"""What the stage's controls do to a session."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pages.shared.visitor.commands import answer, answer_all
from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer

NOW = 1000.0


def session_at(epoch: int, **settings: object) -> Session:
    return replace(Session.of(Trainer.start(Experiment()).advance(epochs=epoch)), **settings)  # type: ignore[arg-type]


def same_weights(one: Trainer, other: Trainer) -> bool:
    return one.parameters.vector.tobytes() == other.parameters.vector.tobytes()


def test_play_starts_the_clock_and_follows_when_held():
    session = session_at(30)
    held = answer(session, {"n": 1, "do": "hold", "epoch": 10}, NOW)

    playing = answer(held, {"n": 2, "do": "play"}, NOW)

    assert (playing.playing, playing.held, playing.clock) == (True, None, NOW)


def test_pause_stops_at_the_epoch_shown_when_training_is_ahead():
    session = session_at(57, playing=True)

    paused = answer(session, {"n": 1, "do": "pause", "epoch": 50}, NOW)

    assert not paused.playing
    assert paused.trainer.epoch == 50
    assert same_weights(paused.trainer, Trainer.start(Experiment()).advance(epochs=50))
    assert paused.trainer.history.epochs == 50


def test_pause_takes_the_trainer_that_was_on_the_screen_when_it_is_still_known():
    shown = session_at(50).trainer
    session = session_at(57, playing=True, recent=(Session.of(shown).lanes,))

    paused = answer(session, {"n": 1, "do": "pause", "epoch": 50}, NOW)

    assert paused.trainer.parameters is shown.parameters


def test_pause_keeps_a_change_made_after_the_epoch_shown_from_there_on():
    session = Session.of(session_at(57).trainer.choose(learning_rate=0.02).advance(epochs=3), playing=True)

    paused = answer(session, {"n": 1, "do": "pause", "epoch": 50}, NOW)

    assert paused.trainer.experiment.changes == ((50, "learning_rate", 0.02),)
    assert paused.trainer.epoch == 50


@pytest.mark.parametrize("epoch", [None, "50", 1.5, True, -1, 58, 10**12])
def test_pause_stops_where_training_is_when_the_epoch_shown_makes_no_sense(epoch):
    session = session_at(57, playing=True)

    paused = answer(session, {"n": 1, "do": "pause", "epoch": epoch}, NOW)

    assert (paused.playing, paused.trainer.epoch) == (False, 57)


def test_pause_goes_back_no_further_than_to_where_play_began():
    commands = ("step", "play", "pause", "step", "play", "pause", "step")

    done = answer_all(session_at(0), [{"n": n, "do": do, "epoch": 0} for n, do in enumerate(commands, 1)], NOW)

    assert done.trainer.epoch == 3


def test_pause_while_held_keeps_training_at_its_newest():
    session = answer(session_at(57, playing=True), {"n": 1, "do": "hold", "epoch": 20}, NOW)

    paused = answer(session, {"n": 2, "do": "pause", "epoch": 20}, NOW)

    assert paused.trainer.epoch == 57
    assert paused.view.shown.epoch == 20


def test_step_adds_one_epoch_to_the_one_shown_when_playing():
    session = session_at(57, playing=True)

    stepped = answer(session, {"n": 1, "do": "step", "epoch": 50}, NOW)

    assert (stepped.playing, stepped.trainer.epoch) == (False, 51)


def test_step_moves_the_view_when_held():
    session = answer(session_at(57), {"n": 1, "do": "hold", "epoch": 20}, NOW)

    stepped = answer(session, {"n": 2, "do": "step"}, NOW)

    assert stepped.trainer.epoch == 57
    assert stepped.view.shown.epoch == 21
    assert same_weights(stepped.view.shown, Trainer.start(Experiment()).advance(epochs=21))


def test_step_follows_again_when_the_view_reaches_the_newest():
    session = answer(session_at(57), {"n": 1, "do": "hold", "epoch": 56}, NOW)

    stepped = answer(session, {"n": 2, "do": "step"}, NOW)

    assert stepped.held is None
    assert stepped.trainer.epoch == 57


def test_step_moves_a_held_view_past_a_stop_epoch():
    stopped = Session.of(session_at(57).trainer.choose(stop_epoch=30))
    held = answer(stopped, {"n": 1, "do": "hold", "epoch": 40}, NOW)

    assert answer(held, {"n": 2, "do": "step"}, NOW).view.shown.epoch == 41


def test_rewind_goes_to_the_same_initial_weights_with_the_present_choices():
    session = Session.of(session_at(20).trainer.choose(learning_rate=0.02).advance(epochs=5), playing=True)

    rewound = answer(session, {"n": 1, "do": "rewind"}, NOW)

    assert (rewound.playing, rewound.trainer.epoch) == (False, 0)
    assert same_weights(rewound.trainer, Trainer.start(Experiment()))
    assert rewound.trainer.experiment == Experiment(learning_rate=0.02)


def test_hold_shows_exactly_that_epoch_while_training_goes_on():
    session = session_at(300, playing=True)

    held = answer(session, {"n": 1, "do": "hold", "epoch": 123}, NOW)

    assert held.playing
    assert same_weights(held.view.shown, Trainer.start(Experiment()).advance(epochs=123))
    assert held.view.newest.epoch == 300


@pytest.mark.parametrize("epoch", [57, 58, 10**30])
def test_hold_at_the_newest_or_beyond_follows(epoch):
    session = answer(session_at(57), {"n": 1, "do": "hold", "epoch": 3}, NOW)

    assert answer(session, {"n": 2, "do": "hold", "epoch": epoch}, NOW).held is None


def test_select_keeps_a_unit_in_range_and_ignores_others():
    session = answer(session_at(0), {"n": 1, "do": "select", "unit": 4}, NOW)

    ignored = answer_all(
        session, [{"n": n, "do": "select", "unit": unit} for n, unit in ((2, 5), (3, -1), (4, "x"))], NOW
    )

    assert session.unit == ignored.unit == 4


def test_pace_is_one_of_the_list_or_ignored():
    session = answer(session_at(0), {"n": 1, "do": "pace", "pace": "max"}, NOW)

    ignored = answer_all(session, [{"n": 2, "do": "pace", "pace": "warp"}, {"n": 3, "do": "pace", "pace": [1]}], NOW)

    assert session.pace == ignored.pace == "max"


def test_command_is_done_once_however_often_it_is_sent():
    step = {"n": 1, "do": "step"}

    session = answer_all(session_at(0), [step, step, {"n": 2, "do": "step"}, step], NOW)

    assert (session.trainer.epoch, session.done) == (2, 2)


@pytest.mark.parametrize(
    "forged",
    [
        None,
        3,
        "play",
        [],
        {},
        {"do": "play"},
        {"n": "1", "do": "play"},
        {"n": True, "do": "play"},
        {"n": 0, "do": "play"},
    ],
)
def test_forged_command_changes_nothing(forged):
    session = session_at(3)

    assert answer(session, forged, NOW) is session


@pytest.mark.parametrize("name", ["fly", None, ["play"], {"a": 1}])
def test_unknown_command_is_confirmed_and_does_nothing_else(name):
    session = session_at(3)

    assert answer(session, {"n": 7, "do": name}, NOW) == replace(session, done=7)
