"""Comparing without a browser: a lane is made, looked at, changed and removed."""

from __future__ import annotations

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from pages.shared.visitor.commands import answer, answer_all
from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer
from rnn.experiment.prepared import AGAINST, PREPARED
from rnn.training.lanes import Lanes
from tests.support.comparing import button, on_page, state, two_lanes
from tests.support.driving import open_app, problems, sent, stage, typed

NOW = 5.0


def compared(app: AppTest, name: str, value=None) -> AppTest:
    """Through the dialog, with the value that it offers or another one."""
    button(app, "Compare with ...").click().run()
    app.selectbox(key="differs.0").set_value(name).run()
    if value is not None:
        widget = next(one for kind in (app.number_input, app.selectbox) for one in kind if one.key == f"value.0.{name}")
        widget.set_value(value).run()
    return app.button(key="compare-play").click().run()


def test_dialog_offers_another_value_and_plays_both_from_the_same_weights():
    app = compared(open_app(), "optimizer")

    lanes = state(app).lanes
    assert not app.exception
    assert [each.optimizer for each in lanes.experiments] == ["sgd", "momentum"]
    assert state(app).playing
    first, other = (trainer.at(0).parameters.vector for trainer in lanes.trainers)
    np.testing.assert_array_equal(first, other)


def test_what_is_on_is_compared_with_off_unless_another_value_is_given():
    app = typed(open_app(), "clip_norm", 1.0)

    compared(app, "clip_norm")

    assert [each.clip_norm for each in state(app).lanes.experiments] == [1.0, None]


def test_value_that_is_not_allowed_is_refused_in_the_dialog_and_nothing_is_lost():
    app = sent(open_app(), {"do": "step"})

    compared(app, "learning_rate", 99.0)

    assert len(state(app).lanes) == 1
    assert state(app).lanes.epoch == 1
    assert any("Learning rate: 99.0 is not allowed" in text.value for text in app.get("text"))


def test_value_that_was_cleared_is_asked_for_and_not_replaced_by_the_offered_one():
    app = open_app()
    button(app, "Compare with ...").click().run()
    app.selectbox(key="differs.0").set_value("hidden_size").run()
    assert app.number_input(key="value.0.hidden_size").value == 10

    app.number_input(key="value.0.hidden_size").set_value(None).run()
    app.button(key="compare-play").click().run()

    assert len(state(app).lanes) == 1
    assert any("Hidden units: nothing is not allowed" in text.value for text in app.get("text"))


def test_each_row_of_the_dialog_offers_what_no_row_before_has():
    app = open_app()
    button(app, "Compare with ...").click().run()

    button(app, "Add another difference").click().run()

    first, second = (app.selectbox(key=f"differs.{row}") for row in (0, 1))
    assert first.value != second.value
    assert "Learning rate" in first.options
    assert "Learning rate" not in second.options


def test_fifth_lane_is_not_asked_for():
    session = Session(Lanes.start([Experiment(seed=seed) for seed in range(4)]))
    app = on_page(session)

    button(app, "Compare with ...").click().run()

    assert any("There are 4 lanes already" in caption.value for caption in app.caption)
    assert all(one.key != "compare-play" for one in app.button)


def test_sidebar_shows_and_changes_the_lane_that_is_looked_at():
    app = compared(open_app(), "learning_rate", 0.5)
    sent(app, {"do": "pause", "epoch": 0}, {"do": "look", "lane": 1}).run()

    rate = next(one for one in app.number_input if (one.key or "").startswith("choice.learning_rate"))
    assert rate.value == 0.5
    typed(app, "learning_rate", 0.25)

    assert [each.learning_rate for each in state(app).lanes.experiments] == [0.01, 0.25]
    assert problems(app) == []


def test_stage_is_told_of_the_lanes():
    data = stage(compared(open_app(), "clip_norm", 1.0))

    assert [name[:1] for name in data["lanes"]] == ["A", "B"]
    assert (data["lane"], data["removable"]) == (0, [True, True])
    assert "b.clip=1" in data["address"]["query"]


def test_commands_are_of_all_lanes():
    session = answer(two_lanes(), {"n": 1, "do": "step"}, NOW)
    assert [trainer.epoch for trainer in session.lanes.trainers] == [21, 21]

    held = answer(session, {"n": 2, "do": "hold", "epoch": 7}, NOW)
    assert [trainer.epoch for trainer in held.shown.trainers] == [7, 7]

    rewound = answer(held, {"n": 3, "do": "rewind"}, NOW)
    assert [trainer.epoch for trainer in rewound.lanes.trainers] == [0, 0]


@pytest.mark.parametrize("lane", [-1, 2, "1", None, True])
def test_lane_that_is_not_there_is_not_looked_at_or_removed(lane):
    session = two_lanes()

    after = answer_all(
        session, [{"n": 1, "do": "look", "lane": lane}, {"n": 2, "do": "remove lane", "lane": lane}], NOW
    )

    assert (after.lane, after.lanes) == (0, session.lanes)


def test_lane_is_removed_and_the_other_goes_on():
    commands = [{"n": 1, "do": "look", "lane": 1}, {"n": 2, "do": "remove lane", "lane": 0}]

    session = answer_all(two_lanes(), commands, NOW)

    assert [each.learning_rate for each in session.lanes.experiments] == [0.02]
    assert (session.lane, session.lanes.epoch) == (0, 20)


def test_pause_goes_back_with_all_lanes():
    session = answer_all(two_lanes(0), [{"n": 1, "do": "play"}], NOW)
    session = Session(session.lanes.advance(epochs=30), playing=True)

    paused = answer(session, {"n": 1, "do": "pause", "epoch": 12}, NOW)

    assert [trainer.epoch for trainer in paused.lanes.trainers] == [12, 12]


def test_branch_is_compared_with_the_run_that_it_came_from_in_one_click():
    app = sent(open_app(), *[{"do": "step"}] * 6, {"do": "hold", "epoch": 3}, {"do": "branch"}).run()

    button(app, "Compare with the run before branching").click().run()

    lanes = state(app).lanes
    assert [trainer.epoch for trainer in lanes.trainers] == [3, 3]
    assert [each.branched_at for each in lanes.experiments] == [None, 3]


@pytest.mark.parametrize("name", AGAINST)
def test_prepared_experiment_and_its_counterpart_open_as_lanes_in_one_click(name):
    app = open_app()
    app.button(key="open-prepared").click().run()

    app.button(key=f"against-{name}").click().run()

    assert not app.exception
    assert state(app).lanes.experiments == (PREPARED[name].experiment, AGAINST[name])


def test_one_lane_is_a_comparison_too():
    app = on_page(Session.of(Trainer.start(Experiment()).advance(epochs=5)))

    data = stage(app)

    assert not app.exception
    assert data["lanes"] == ["A"]
    assert set(data["frames"][-1]["figures"]) == {"loss", "prediction", "gradient", "decay"}
