"""A text in the sidebar, the data dialog and the Writing view, without a browser: nothing of it is interpreted."""

from __future__ import annotations

import math

import pytest

from pages.shared.visitor.commands import answer
from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer
from rnn.data.poem import POEM
from rnn.experiment.text_choices import LEARNS_LETTERS
from rnn.lenses.writing import AT_FIRST, MOST_SEED_LETTERS, Sampling
from tests.support.data_dialog import is_open, open_data, press, shown
from tests.support.driving import open_app, problems, sent, stage, trainer
from tests.support.texts import HOSTILE, RHYME


def given(app, text):
    """Put a text into the dialog."""
    return app.text_area(key="data.text.typed").set_value(text).run()


def opened(text=RHYME, suited=True):
    app = given(open_data(open_app()), text)
    if not suited:
        app.checkbox(key="data.text.suited").uncheck().run()
    return press(app, "text.apply")


def writing(app):
    app = app.switch_page("pages/dynamics.py").run()
    return app.segmented_control[0].set_value("Writing").run()


def figures(app):
    return stage(app)["frames"][-1]["figures"]


def test_text_of_the_dialog_is_learned_with_what_learns_letters():
    app = opened()

    experiment = trainer(app).experiment
    assert not is_open(app)
    assert (experiment.task, experiment.text, experiment.loss) == ("text", RHYME, "cross-entropy")
    assert experiment.hidden_size == LEARNS_LETTERS["hidden_size"]
    assert shown(app, "Text") == RHYME
    assert trainer(opened("hello", suited=False)).experiment.hidden_size == 5


def test_poem_is_an_example_and_cancel_changes_nothing():
    app = press(open_data(open_app()), "text.poem")

    assert app.text_area(key="data.text.typed").value == POEM
    assert trainer(press(app, "text.cancel")).experiment == Experiment()


def test_text_that_cannot_be_learned_says_why():
    app = opened("aaaa")

    assert is_open(app)
    assert "Text: every letter is a. Give a text with at least 2 different letters." in [
        text.value for text in app.get("text")
    ]
    assert trainer(app).experiment == Experiment()


def test_text_file_fills_the_field():
    app = open_data(open_app())
    app.file_uploader[1].set_value(("poem.txt", "﻿a\r\nb".encode(), "text/plain")).run()

    assert trainer(press(app, "text.apply")).experiment.text == "a\nb"


def test_other_text_is_typed_in_the_sidebar_and_a_bad_one_is_refused():
    app = opened()
    area = next(area for area in app.text_area if area.label == "Text")

    area.set_value("to be or not to be").run()
    assert trainer(app).experiment.text == "to be or not to be"
    next(area for area in app.text_area if area.label == "Text").set_value("b").run()
    assert any(said.startswith("Text: it has 1 letter.") for said in problems(app))
    assert trainer(app).experiment.text == "to be or not to be"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_letter_of_a_text_stands_where_markup_is_read(text):
    app = writing(opened(text * 2))

    marked = [one.value for kind in ("markdown", "caption", "title") for one in app.get(kind)]
    marked += [one.value for kind in ("markdown", "caption") for one in app.sidebar.get(kind)]
    assert not app.exception
    assert not [said for said in marked if "alert" in said or "**bold" in said or "\u202e" in said]
    written = figures(app)["written"]["layout"]["meta"]
    assert len(written["written"]["text"]) == 200
    for name in ("title", "read", "said"):  # what the stage typesets
        assert "alert" not in written[name]


def test_writing_follows_temperature_seed_text_and_seed_and_survives_a_change_of_page():
    app = writing(opened("to be or not to be"))
    first = figures(app)["written"]["layout"]["meta"]["written"]

    app = sent(app, {"do": "sample", "temperature": 0.0, "seed_text": "or", "seed": 5})
    then = figures(app)["written"]["layout"]["meta"]["written"]
    assert first["read"] == "to"
    assert (then["read"], then["temperature"], then["seed"]) == ("or", 0.0, 5)
    assert then["text"] != first["text"]
    app.switch_page("app.py").run()
    assert figures(writing(app))["written"]["layout"]["meta"]["written"] == then


def test_network_of_numbers_says_why_it_does_not_write():
    drawn = figures(writing(open_app()))

    assert list(drawn) == ["written"]
    assert "Only a network that learns letters can write." in drawn["written"]["layout"]["meta"]["read"]


@pytest.mark.parametrize(
    "command",
    [
        {"temperature": math.nan},
        {"temperature": -1},
        {"temperature": 3},
        {"temperature": True},
        {"temperature": "1"},
        {"seed": -1},
        {"seed": 1.5},
        {"seed": 10**9},
        {"seed_text": 7},
        {"seed_text": "\ud800"},
        {"seed_text": "a" * (MOST_SEED_LETTERS + 1)},
        {},
    ],
)
def test_odd_command_changes_nothing(command):
    session = Session.of(Trainer.start(Experiment()))

    assert answer(session, {"n": 1, "do": "sample", **command}, 0.0).sampling == AT_FIRST
    valid = answer(session, {"n": 1, "do": "sample", "seed_text": "a\r\nb", "temperature": 2}, 0.0)
    assert valid.view.sampling == Sampling("a\nb", 2.0, AT_FIRST.seed)
