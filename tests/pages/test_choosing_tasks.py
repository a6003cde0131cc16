"""Choosing what to learn, without a browser: tasks, prepared experiments, and the dials of a task."""

from __future__ import annotations

import re

import pytest

from pages.shared.dialogs.thumbnail import svg
from rnn.data.tasks import TASKS
from rnn.experiment.gallery import GALLERY
from rnn.experiment.prepared import PREPARED
from rnn.experiment.sequence_choices import SOURCES
from rnn.experiment.thumbnail import lanes
from tests.support.driving import open_app, problems, sent, stage, trainer, typed

CHOICES = [(f"start-{name}", "open-tasks", entry.experiment) for name, entry in GALLERY.items()] + [
    (f"prepare-{name}", "open-prepared", prepared.experiment) for name, prepared in PREPARED.items()
]


@pytest.fixture(scope="module")
def app():
    """One visitor for all tests of this file: what was chosen before must not show through."""
    return open_app()


def press(app, key):
    return app.button(key=key).click().run()


def labels(app):
    return [widget.label.split(" (")[0] for kind in (app.text_area, app.number_input, app.selectbox) for widget in kind]


@pytest.mark.parametrize(("button", "way", "experiment"), CHOICES, ids=[button for button, _, _ in CHOICES])
def test_choice_shows_in_every_widget_and_waits_untrained(app, button, way, experiment):
    sent(app, {"do": "step"})

    press(press(app, way), button)

    assert not app.exception
    assert trainer(app).experiment == experiment
    assert (trainer(app).epoch, stage(app)["playing"], problems(app)) == (0, False, [])
    for widget in (*app.number_input, *app.selectbox):
        assert widget.value == getattr(experiment, widget.key.split(".")[1])
    assert ("Sequence" in labels(app)) == (experiment.task == "own")
    learning = {"own": "own sequence", "text": "own text"}.get(experiment.task) or SOURCES[experiment.task]
    assert app.sidebar.markdown[0].value == f"Learning: **{learning}**"


@pytest.mark.parametrize("task", TASKS)
def test_task_shows_the_dials_that_it_has_and_no_other(app, task):
    press(press(app, "open-tasks"), f"start-{task}")

    shown = set(labels(app)) & {"Sequence length", "Delay", "Noise", "Sequences in a batch", "Batches"}
    names = {"task_steps": "Sequence length", "delay": "Delay", "noise": "Noise",
             "sequences": "Sequences in a batch", "batches": "Batches"}  # fmt: skip
    assert shown == {names[dial] for dial in TASKS[task].dials}


@pytest.mark.parametrize(
    ("name", "value"),
    [("task_steps", 15), ("delay", 2), ("noise", 0.5), ("sequences", 4), ("batches", "fixed"), ("hidden_size", 4)],
)
def test_dial_changes_the_task_and_starts_it_anew(app, name, value):
    press(press(app, "open-tasks"), "start-echo")
    sent(app, {"do": "step"})

    typed(app, name, value)

    assert trainer(app).experiment == GALLERY["echo"].experiment.replaced(**{name: value})
    assert trainer(app).epoch == 0


def test_dial_that_does_not_fit_is_refused_at_its_place(app):
    press(press(app, "open-tasks"), "start-echo")

    typed(app, "delay", 40)

    assert problems(app) == ["Delay: 40 is not allowed. Give less than the length of the sequences, 20."]
    assert trainer(app).experiment == GALLERY["echo"].experiment


def test_choosing_mends_what_was_refused_before(app):
    press(press(app, "open-tasks"), "start-echo")
    typed(app, "delay", 40)

    press(press(app, "open-tasks"), "start-own")

    assert problems(app) == []
    assert app.text_area[0].value == "1, 2, 3, 4, 5"


@pytest.mark.parametrize("name", GALLERY)
def test_picture_is_made_of_numbers_only_and_stays_in_its_frame(name):
    drawn = svg(lanes(GALLERY[name].experiment))

    assert "<polyline" in drawn
    assert "<circle" in drawn
    assert not re.sub(r'<svg viewBox="[0-9 ]+" aria-hidden="true">|</svg>|<circle class="target" cx="[0-9.]+" '
                      r'cy="[0-9.]+" r="1.8"/>|<polyline class="input" points="[0-9., ]+"/>', "", drawn)  # fmt: skip
    assert all(0 < float(y) < 48 for y in re.findall(r'cy="([0-9.]+)"|,([0-9.]+)', drawn) for y in y if y)
