"""The dialog "Link and files": what is saved there opens again, and a bad file leaves everything as it is."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from rnn import Experiment, Trainer, from_json, started_from, to_json, to_npz
from tests.experiment import test_experiment_file, test_weights_file
from tests.support.driving import is_for, open_app, sent, stage, trainer, typed
from tests.training.test_trainer import bits


@pytest.fixture
def app() -> AppTest:
    """The dialog, open over a run that was trained for three epochs."""
    app = sent(open_app(), *[{"do": "step"}] * 3)
    return press(app, "Link and files")


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def labels(app: AppTest) -> list[str]:
    return [button.label for button in (*app.button, *app.download_button)]


def link(app: AppTest) -> str:
    (code,) = app.code
    return code.value


def give(app: AppTest, name: str, content: bytes, file: str = "given") -> AppTest:
    """Upload a file."""
    kind = "json" if name == "experiment_file" else "npz"
    uploader = next(each for each in app.file_uploader if is_for(each, name))
    return uploader.set_value((f"{file}.{kind}", content, "application/octet-stream")).run()


def said(app: AppTest) -> list[str]:
    return [text.value for text in app.get("text")]


def test_dialog_shows_the_link_with_the_epoch_shown(app):
    assert link(app).endswith("/?v=1&epoch=3")
    assert {"Save the experiment", "Save the weights of epoch 3"} <= set(labels(app))


def test_dialog_offers_the_file_when_a_link_would_be_too_long(app):
    typed(app, "inputs", ", ".join(f"{k / 7:.12f}" for k in range(300)))

    assert not app.code
    assert said(app) == ["This experiment is too long for a link. Save it as a file instead."]
    assert stage(app)["address"]["query"] is None


def test_saved_experiment_opens_again_untrained(app):
    experiment = Experiment(hidden_size=8, changes=[[2, "learning_rate", 0.5]])

    give(app, "experiment_file", to_json(experiment).encode())

    assert not app.exception
    assert trainer(app).experiment == experiment
    assert trainer(app).epoch == 0
    assert next(widget.value for widget in app.number_input if widget.label == "Hidden units") == 8
    assert "Save the experiment" not in labels(app)


@pytest.mark.parametrize("name", ["../../x", "<img onerror=alert(1)>", "x" * 300, "\U0001f600"])
def test_name_of_a_file_means_nothing(app, name):
    give(app, "experiment_file", to_json(Experiment(seed=3)).encode(), file=name)

    assert trainer(app).experiment == Experiment(seed=3)


@pytest.mark.parametrize(
    ("text", "sentence"), test_experiment_file.REFUSED[:12], ids=[text for text, _ in test_experiment_file.REFUSED[:12]]
)
def test_bad_experiment_is_refused_and_everything_stays(app, text, sentence):
    before = bits(trainer(app))

    give(app, "experiment_file", text.encode())

    assert not app.exception
    (sentence_shown,) = said(app)
    assert sentence in sentence_shown
    assert bits(trainer(app)) == before
    assert "Save the experiment" in labels(app)


def test_saved_weights_start_a_run_that_goes_on_as_theirs(app):
    weights = to_npz(trainer(app).parameters)

    give(app, "weights_file", weights)

    assert trainer(app).experiment == started_from(weights, Experiment())
    assert trainer(app).epoch == 0
    later = sent(app, *[{"do": "step"}] * 2)
    expected = Trainer.start(Experiment()).advance(epochs=5).parameters.vector
    assert trainer(later).parameters.vector.tobytes() == expected.tobytes()


@pytest.mark.parametrize(
    "bad", ["pickle", "cut off", "object array", "nan", "missing", "mis-shaped", "bomb", "way out"]
)
def test_bad_weights_are_refused_and_everything_stays(app, bad):
    data, sentence = test_weights_file.REFUSED[bad]
    before = bits(trainer(app))

    give(app, "weights_file", data)

    assert not app.exception
    (sentence_shown,) = said(app)
    assert sentence in sentence_shown
    assert bits(trainer(app)) == before
    assert trainer(app).experiment == Experiment()


def test_refusal_is_gone_when_the_dialog_is_opened_again(app):
    give(app, "weights_file", b"no weights")

    press(app, "Link and files")

    assert said(app) == []


def test_size_is_kept_while_weights_are_given_and_free_again_when_they_are_drawn(app):
    give(app, "weights_file", to_npz(trainer(app).parameters))
    typed(app, "hidden_size", 6)
    (refused,) = said(app)
    assert refused.startswith("Initialization: the given weights are 41 numbers, but this network has 55")
    assert trainer(app).experiment.start == "given"

    press(app, "Link and files")
    press(app, "Draw random initial weights")

    assert trainer(app).experiment == Experiment()
    assert typed(app, "hidden_size", 6).session_state["session"].trainer.experiment == Experiment(hidden_size=6)


def test_same_file_runs_from_python(tmp_path):
    path = tmp_path / "experiment.json"
    path.write_text(to_json(Experiment(hidden_size=3, optimizer="adam")), encoding="utf-8")

    trained = Trainer.start(from_json(path.read_text(encoding="utf-8"))).advance(epochs=10)

    assert bits(trained) == bits(Trainer.start(Experiment(hidden_size=3, optimizer="adam")).advance(epochs=10))
    assert json.loads(path.read_text(encoding="utf-8"))["hidden_size"] == 3
