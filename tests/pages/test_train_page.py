"""The pages' logic, without a browser: what is drawn at first, and what each widget does to the experiment."""

from __future__ import annotations

import time

import pytest
from streamlit.testing.v1 import AppTest

from rnn import Experiment, Trainer
from tests.support.driving import open_app, problems, sent, stage, trainer, typed


@pytest.fixture
def app() -> AppTest:
    return open_app()


def test_first_visit_draws_four_charts_of_the_untrained_default(app):
    (frame,) = stage(app)["frames"]

    assert not app.exception
    assert list(frame["figures"]) == ["loss", "prediction", "hidden", "gradient"]
    assert frame["readouts"]["epoch"] == "0"
    assert frame["readouts"]["state"] == "ready"
    assert frame["readouts"]["loss"] == f"{Trainer.start(Experiment()).latest.loss:.4g}"


def test_every_figure_carries_its_words(app):
    for figure in stage(app)["frames"][0]["figures"].values():
        assert all(figure["layout"]["meta"][word] for word in ("title", "read", "said"))


def test_widgets_show_the_experiment_at_first(app):
    shown = {widget.label: widget.value for widget in (*app.text_area, *app.number_input, *app.radio, *app.selectbox)}

    assert shown["Sequence"] == "1, 2, 3, 4, 5"
    assert (shown["Hidden units"], shown["Learning rate"], shown["Seed"]) == (5, 0.01, 42)
    assert (shown["Clip gradient at norm"], shown["Optimizer"]) == (None, "sgd")


@pytest.mark.parametrize(
    ("name", "value"), [("hidden_size", 3), ("seed", 7), ("start_scale", 0.5), ("loss_scaling", "mean")]
)
def test_shaping_choice_starts_anew_when_changed(app, name, value):
    sent(app, *[{"do": "step"}] * 3)

    typed(app, name, value)

    assert trainer(app).epoch == 0
    assert trainer(app).experiment == Experiment(**{name: value})


@pytest.mark.parametrize(("name", "value"), [("learning_rate", 0.02), ("clip_norm", 1.5)])
def test_recorded_choice_takes_effect_from_the_present_epoch(app, name, value):
    sent(app, *[{"do": "step"}] * 3)

    typed(app, name, value)

    assert trainer(app).epoch == 3
    assert trainer(app).experiment.changes == ((3, name, value),)


def test_stop_epoch_stops_and_says_so(app):
    typed(app, "stop_epoch", 2)

    sent(app, *[{"do": "step"}] * 5)

    (frame,) = stage(app)["frames"]
    assert (frame["readouts"]["epoch"], frame["readouts"]["state"]) == ("2", "stopped")
    assert frame["said"] == "Stopped at epoch 2, as asked."


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hidden_size", 0), ("hidden_size", -5), ("hidden_size", 129), ("hidden_size", 10**9), ("hidden_size", None),
        ("learning_rate", 0.0), ("learning_rate", -0.1), ("learning_rate", 1e300), ("learning_rate", None),
        ("clip_norm", -1.0), ("seed", -1), ("start_scale", -0.5), ("stop_epoch", 0), ("stop_epoch", 10**12),
    ],
)  # fmt: skip
def test_value_out_of_range_is_refused_and_training_kept(app, name, value):
    sent(app, *[{"do": "step"}] * 3)

    typed(app, name, value)

    (said,) = problems(app)
    assert "is not allowed. Give a" in said
    assert trainer(app).epoch == 3
    assert trainer(app).experiment == Experiment()
    assert not app.exception


def test_refusal_goes_when_the_value_is_mended(app):
    typed(app, "hidden_size", 500)

    typed(app, "hidden_size", 6)

    assert problems(app) == []
    assert trainer(app).experiment.hidden_size == 6


def test_play_trains_and_pause_stops_at_the_epoch_shown(app):
    sent(app, {"do": "pace", "pace": "1000"}, {"do": "play"})
    deadline = time.monotonic() + 20
    while trainer(app).epoch == 0 and time.monotonic() < deadline:
        app.run()
    shown = stage(app)["frames"][0]["epoch"]

    sent(app, {"do": "pause", "epoch": shown})

    assert not stage(app)["playing"]
    assert trainer(app).epoch == shown
    assert stage(app)["frames"][-1]["readouts"]["epoch"] == str(shown)


def test_changing_the_data_while_it_plays_stops_at_epoch_zero(app):
    sent(app, {"do": "play"})

    typed(app, "inputs", "3 2 1")

    assert not stage(app)["playing"]
    assert stage(app)["frames"][-1]["epoch"] == 0


def test_pages_share_experiment_epoch_and_unit(app):
    typed(app, "hidden_size", 6)
    sent(app, {"do": "step"}, {"do": "select", "unit": 4})

    app.switch_page("pages/hidden_states.py").run()

    (frame,) = stage(app)["frames"]
    assert list(frame["figures"]) == ["hidden", "unit", "slope"]
    assert frame["readouts"]["epoch"] == "1"
    assert frame["figures"]["unit"]["layout"]["meta"]["choices"] == [
        {"name": "unit", "label": "Unit", "value": 5, "most": 6}
    ]
    assert next(widget.value for widget in app.number_input if widget.label == "Hidden units") == 6
