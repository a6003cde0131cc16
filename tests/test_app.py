"""The pages' logic, without a browser: what is drawn at first, and what each widget does to the experiment."""

from __future__ import annotations

import json
import time

import pytest
from streamlit.testing.v1 import AppTest

from rnn import Experiment, Trainer


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file("../app.py", default_timeout=30).run()


def stage(app: AppTest) -> dict:
    """What the page sent to its one component."""
    (component,) = app.get("bidi_component")
    return json.loads(component.proto.json)


def trainer(app: AppTest) -> Trainer:
    return app.session_state["session"].trainer


def problems(app: AppTest) -> list[str]:
    return [text.value for text in app.sidebar.get("text")]


def typed(app: AppTest, name: str, value: object) -> AppTest:
    """Type into the widget of that choice."""
    key = f"choice.{name}"
    kinds = (app.text_area, app.number_input, app.selectbox, app.radio)
    widget = next(widget for kind in kinds for widget in kind if widget.key == key)
    return widget.set_value(value).run()


def sent(app: AppTest, *commands: dict) -> AppTest:
    """Do something on the stage; numbers go on from what is confirmed."""
    done = app.session_state["session"].done
    numbered = [{"n": done + 1 + i, **command} for i, command in enumerate(commands)]
    app.session_state["stage"] = {"command": {"n": done + len(numbered), "list": numbered}}
    return app.run()


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
    assert (shown["Clip gradient at norm"], shown["Stop at epoch"]) == (None, None)


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


@pytest.mark.parametrize(
    ("text", "inputs"),
    [
        ("1,2,3", [1, 2, 3]), ("1 2  3", [1, 2, 3]), ("1\n2\r\n3\n", [1, 2, 3]), ("-1.5, .5e1, +2,", [-1.5, 5, 2]),
        ("1, 2\n3, 4\n5, 6", [[1, 2], [3, 4], [5, 6]]), ("\ufeff1, \u22122", [1, -2]),
    ],
)  # fmt: skip
def test_typed_sequence_becomes_the_experiment(app, text, inputs):
    typed(app, "inputs", text)

    assert trainer(app).experiment == Experiment(inputs=inputs)
    assert problems(app) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        " , ",
        "7",
        "a,b",
        "1,,2",
        "1;2",
        "nan 1",
        "1 inf",
        "1_000 2",
        "1e400 1",
        "1 2\n3",
        "\u0661 \u0662",
        "1\u200b2",
        "1e7 2",
    ],
)
def test_sequence_that_does_not_parse_keeps_the_last_good_one(app, text):
    sent(app, *[{"do": "step"}] * 3)

    typed(app, "inputs", text)

    (said,) = problems(app)
    assert said.startswith("Sequence:")
    assert trainer(app).epoch == 3
    assert trainer(app).experiment == Experiment()


def test_sequence_and_own_target_may_change_one_after_the_other(app):
    typed(app, "target_kind", "my own")
    typed(app, "inputs", "1 2\n7 2\n1 3\n12 4")
    refused = problems(app)
    typed(app, "targets", "2 1\n3 7\n4 8\n5 10")

    assert len(refused) == 1
    assert problems(app) == []
    assert trainer(app).experiment.sizes == (2, 5, 2)


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
    assert frame["figures"]["unit"]["layout"]["meta"]["choice"] == {
        "name": "unit",
        "label": "Unit",
        "value": 5,
        "most": 6,
    }
    assert next(widget.value for widget in app.number_input if widget.label == "Hidden units") == 6
