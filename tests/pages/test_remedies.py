"""One thing to try: the button beside the sentence does it, as if it were chosen in the sidebar; it can be undone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pages.shared.stage.frame import frame
from pages.shared.visitor.commands import answer
from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer
from rnn.experiment.prepared import PREPARED
from rnn.training.lanes import Lanes
from tests.support.driving import open_app, sent, stage, trainer, typed
from tests.training.test_trainer import bits

TENTHS = Experiment(inputs=[place / 10 for place in range(1, 11)])
NOW = 10.0


def stuck(experiment=TENTHS, epochs=200, **settings):
    return replace(Session.of(Trainer.start(experiment).advance(epochs=epochs)), **settings)


def offered(session):
    """The button beside the sentence of a session's frame."""
    return frame(session.view, "paused", {})["remedy"]


def pressed(session, button):
    """The session after the command that the button sends."""
    command = {"n": session.done + 1, "do": "attempt", "choices": button["choices"], "anew": button["anew"]}
    return answer(session, command, NOW)


def labelled(app, label):
    return [button for button in app.sidebar.button if button.label == label]


def test_button_says_in_full_what_it_sets():
    assert offered(stuck()) == {
        "label": "Try orthogonal and Adam",
        "title": "Set Initialization to orthogonal and Optimizer to Adam. The run starts anew.",
        "choices": {"start": "orthogonal", "optimizer": "adam"},
        "anew": False,
    }


def test_what_starts_anew_waits_at_epoch_0_and_the_run_before_comes_back():
    session = stuck(playing=True)

    after = pressed(session, offered(session))

    assert after.trainer.experiment == TENTHS.replaced(start="orthogonal", optimizer="adam")
    assert (after.trainer.epoch, after.playing) == (0, False)
    assert offered(after) is None
    assert bits(after.with_last_back().trainer) == bits(session.trainer)


def test_what_is_recorded_goes_on_and_is_a_change_that_can_be_removed():
    session = stuck(PREPARED["too-short"].experiment, playing=True)

    after = pressed(session, offered(session))

    assert offered(session)["title"] == "Set Truncate after to 7. The change is recorded."
    assert after.trainer.experiment.changes == ((200, "truncation", 7),)
    assert (after.trainer.epoch, after.playing) == (200, True)
    removed = answer(after, {"n": 2, "do": "remove", "epoch": 200, "field": "truncation"}, NOW)
    assert removed.trainer.experiment == session.trainer.experiment


def test_recorded_choice_that_needs_other_weights_starts_anew():
    saturated = Trainer.start(Experiment(task="echo", start="orthogonal", optimizer="adam")).advance(epochs=20)
    session = Session.of(saturated.choose(learning_rate=0.5).advance(epochs=300))

    after = pressed(session, offered(session))

    assert after.trainer.epoch == 0
    assert after.trainer.experiment == saturated.experiment.replaced(learning_rate=0.03)
    assert bits(after.with_last_back().trainer) == bits(session.trainer)


def test_nothing_is_offered_where_the_past_is_shown_or_the_lane_was_kept():
    session = stuck()
    kept = Lanes((session.trainer, session.trainer), frozenset({1}))

    assert offered(replace(session, held=session.lanes.at(100))) is None
    assert offered(replace(session, lanes=kept, lane=0)) is not None
    assert offered(replace(session, lanes=kept, lane=1)) is None


@pytest.mark.parametrize("forged", [
    {}, {"choices": None}, {"choices": [["start", "orthogonal"]]}, {"choices": {"start": "<b>"}},
    {"choices": {"start": ["orthogonal"]}}, {"choices": {"inputs": [[1]]}}, {"choices": {"learning_rate": -1}},
    {"choices": {"learning_rate": "nan"}}, {"choices": {"hidden_size": 1e9}}, {"choices": {"changes": []}},
    {"choices": {"scaling": {}}}, {"choices": {"truncation": True}},
], ids=str)  # fmt: skip
def test_forged_attempt_changes_nothing(forged):
    session = stuck(epochs=3)

    assert answer(session, {"n": 1, "do": "attempt", **forged}, NOW) == replace(session, done=1)


def test_page_offers_it_beside_the_sentence_and_the_sidebar_then_shows_what_it_set():
    app = sent(typed(open_app(), "inputs", "0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1"), *[{"do": "step"}] * 200)
    shown, before = stage(app)["frames"][-1], trainer(app)
    assert shown["said"].startswith("Plateau for 168 epochs: ")

    sent(app, {"do": "attempt", "choices": shown["remedy"]["choices"], "anew": shown["remedy"]["anew"]}).run()

    assert not app.exception
    (optimizer,) = (one for one in app.selectbox if one.label == "Optimizer")
    assert (optimizer.value, trainer(app).epoch) == ("adam", 0)
    assert stage(app)["frames"][-1]["remedy"] is None
    labelled(app, "Bring back the last run")[0].click().run()
    assert bits(trainer(app)) == bits(before)


def test_saturated_start_is_said_at_once_and_the_button_lowers_the_gain():
    app = typed(typed(typed(open_app(), "start", "gaussian"), "start_gain", 8), "hidden_size", 16)
    typed(app, "inputs", "0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1")
    shown = stage(app)["frames"][-1]
    assert shown["said"] == "12 of 16 units are saturated at most time steps of the first pass."

    sent(app, {"do": "attempt", "choices": shown["remedy"]["choices"], "anew": shown["remedy"]["anew"]}).run()

    (gain,) = (one for one in app.number_input if one.label == "Initialization gain")
    assert (gain.value, stage(app)["frames"][-1]["remedy"]) == (1, None)


def test_hint_on_truncation_has_a_button_that_records_the_change():
    app = open_app()
    app.session_state["session"] = stuck(PREPARED["too-short"].experiment, 5)
    app.session_state["group.Update"] = True

    labelled(app.run(), "Truncate after 7 steps")[0].click().run()

    assert trainer(app).experiment.changes == ((5, "truncation", 7),)
    assert not labelled(app, "Truncate after 7 steps")
