"""Kept runs without a browser."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from pages.shared.kept_runs import table_key
from pages.shared.visitor import keeping
from pages.shared.visitor.visit import Session
from rnn import Experiment
from rnn.training.lanes import Lanes
from tests.support.comparing import button, on_page, state, two_lanes
from tests.support.driving import sent


def select(app: AppTest, row: int) -> AppTest:
    app.session_state[table_key(state(app).kept)] = {"selection": {"rows": [row], "columns": []}}
    return app.run()


def kept_page() -> AppTest:
    return on_page(two_lanes(30))


def test_run_is_kept_renamed_opened_added_as_a_lane_and_deleted():
    app = kept_page()
    button(app, "Keep this run").click().run()
    assert not app.exception
    (run,) = state(app).kept
    assert run.trainer.epoch == 30

    select(app, 0)
    app.text_input[-1].set_value("  <b>mine</b> ").run()
    assert state(app).kept[0].name == "<b>mine</b>"

    button(app, "Add as a lane").click().run()
    assert state(app).lanes.kept == {2}

    button(app, "Open").click().run()
    assert len(state(app).lanes) == 1
    assert state(app).last is not None

    button(app, "Delete").click().run()
    assert state(app).kept == ()
    assert not app.exception


def test_thirteenth_run_is_not_kept():
    app = kept_page()
    for _ in range(12):
        button(app, "Keep this run").click().run()

    assert len({run.name for run in state(app).kept}) == 12
    assert button(app, "Keep this run").disabled
    assert any("there are 12 already" in caption.value for caption in app.caption)


def test_table_marks_what_differs_from_the_reference_beside_what_was_reached():
    one_hot = {"inputs": [[1], [0]], "targets": [[1, 0], [0, 1]]}
    settings = {"loss": "cross-entropy", "learning_rate": 0.02}
    lanes = Lanes.start([Experiment(**one_hot), Experiment(**one_hot, **settings)]).advance(epochs=20)
    app = on_page(Session(lanes))
    button(app, "Keep this run").click().run()
    sent(app, {"do": "look", "lane": 1}).run()
    button(app, "Keep this run").click().run()

    table = app.dataframe[0].value
    assert list(table["Loss"]) == ["squared error", "≠ softmax cross-entropy"]
    assert list(table["Learning rate"]) == ["0.01", "≠ 0.02"]
    assert list(table["Loss reached"]) == [trainer.latest.loss for trainer in lanes.trainers]


def test_no_row_is_selected_after_the_selected_run_is_deleted_and_the_others_keep_their_names():
    app = kept_page()
    for _ in range(3):
        button(app, "Keep this run").click().run()
    names = [run.name for run in state(app).kept]
    select(app, 0)
    app.text_input[-1].set_value("first").run()

    button(app, "Delete").click().run()

    assert [run.name for run in state(app).kept] == names[1:]
    assert all(one.label != "Delete" for one in app.button)
    assert app.selectbox(key="reference").options == names[1:]


def test_run_that_is_gone_is_not_renamed_in_the_place_of_another():
    app = kept_page()
    for _ in range(2):
        button(app, "Keep this run").click().run()
    select(app, 0)
    gone, other = state(app).kept
    button(app, "Delete").click().run()

    changed = keeping.with_name(state(app).kept, gone.key, "late")

    assert [run.name for run in changed] == [other.name]
