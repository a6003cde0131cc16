"""The Sweep page without a browser: how it fills, and where its sweep comes from: a link, a file, a prepared one."""

from __future__ import annotations

import json

import pytest

from pages.shared.visitor.sweep_form import SweepForm
from rnn import Experiment, Sweep, sweep_to_json
from rnn.sweep.prepared_sweeps import PREPARED_SWEEPS
from tests.support.comparing import button, state
from tests.support.driving import is_for, open_app, sent, stage, typed
from tests.support.sweep_page import arrived, field, proposed, said, sweep_page


def test_page_opens_with_a_sweep_that_may_be_started():
    app = sweep_page()

    assert not app.exception
    assert len(proposed(app)) == 21
    assert "21 runs of 200 epochs: less than 0.5 seconds" in said(app)
    assert stage(app)["sweep"] == {
        "state": "none", "progress": 0.0, "said": "", "cell": "", "run": None, "lane": False, "start": True,
    }  # fmt: skip
    assert set(stage(app)["frames"][-1]["figures"]) == {"sweep", "loss"}


def test_sweep_fills_at_each_tick_and_can_be_saved():
    app = sent(sweep_page(), {"do": "sweep", "what": "start"})
    for _ in range(100):
        if stage(app)["sweep"]["state"] == "finished":
            break
        app.run()

    assert stage(app)["sweep"]["said"].startswith("21 of 21 runs")
    assert not next(one for one in app.download_button if one.label == "Results as CSV").disabled
    titles = [figure["layout"]["meta"]["title"] for figure in stage(app)["frames"][0]["figures"].values()]
    assert titles == ["Sweep: loss", "Loss"]


def test_change_in_the_sidebar_is_a_change_of_what_is_swept():
    app = typed(sweep_page(), "hidden_size", 9)

    assert proposed(app).experiment == Experiment(hidden_size=9)


@pytest.mark.parametrize("name", PREPARED_SWEEPS)
def test_prepared_sweep_fills_in_everything_and_its_sentence_is_seen(name):
    app = sweep_page()
    button(app, "Prepared sweeps").click().run()
    app.button(key=f"sweep-{name}").click().run()

    assert not app.exception
    assert proposed(app) == PREPARED_SWEEPS[name].sweep
    assert PREPARED_SWEEPS[name].sentence in said(app)
    assert state(app).trainer.experiment == PREPARED_SWEEPS[name].sweep.experiment


def test_file_of_a_sweep_is_opened_where_files_are_opened():
    sweep = Sweep(Experiment(hidden_size=7), {"clip_norm": [None, 2.0], "seed": [4]}, epochs=30)
    app = open_app()
    button(app, "Link and files").click().run()
    uploader = next(each for each in app.file_uploader if is_for(each, "experiment_file"))
    uploader.set_value(("sweep.json", sweep_to_json(sweep).encode(), "application/json")).run()

    app.switch_page("pages/sweep.py").run()

    assert not app.exception
    assert proposed(app) == sweep
    assert field(app, "text.0.clip_norm.list").value == "off, 2"


@pytest.mark.parametrize("spoil", [{"axes": 3}, {"version": 9}, {"axes": {"learning_rate": [99]}}, {"epochs": "x"}])
def test_spoilt_file_of_a_sweep_changes_nothing_and_is_said(spoil):
    sweep = Sweep(Experiment(), {"clip_norm": [None, 2.0]}, epochs=30)
    app = sent(open_app(), {"do": "step"})
    button(app, "Link and files").click().run()
    uploader = next(each for each in app.file_uploader if is_for(each, "experiment_file"))
    spoilt = json.dumps(json.loads(sweep_to_json(sweep)) | spoil).encode()
    uploader.set_value(("sweep.json", spoilt, "application/json")).run()

    assert not app.exception
    assert state(app).trainer.epoch == 1
    assert len(app.get("text")) == 1


@pytest.mark.parametrize(
    ("part", "said"), [("lr:0.1;epochs:x", "Epochs: 'x' is not allowed"), ("", "is not a part of a sweep")]
)
def test_spoilt_link_opens_the_experiment_and_says_what_was_left_out(part, said):
    app = arrived(hidden="8", sweep=part)

    assert state(app).trainer.experiment == Experiment(hidden_size=8)
    assert said in app.get("text")[0].value
    assert state(app).sweep.form == SweepForm()


def test_link_fills_in_the_form():
    app = arrived(sweep="optimizer:sgd,adam;seed:3;epochs:40").switch_page("pages/sweep.py").run()

    assert proposed(app) == Sweep(Experiment(), {"optimizer": ["sgd", "adam"], "seed": [3]}, epochs=40)
    assert not app.get("text")
