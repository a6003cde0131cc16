"""Kept runs without a browser."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.support.comparing import button, on_page, state, two_lanes


def kept_page() -> AppTest:
    return on_page(two_lanes(30))


def test_run_is_kept_renamed_opened_added_as_a_lane_and_deleted():
    app = kept_page()
    button(app, "Keep this run").click().run()
    assert not app.exception
    (run,) = state(app).kept
    assert run.trainer.epoch == 30

    app.session_state["kept"] = {"selection": {"rows": [0], "columns": []}}
    app.run()
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
