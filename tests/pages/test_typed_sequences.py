"""Typed sequences: what is taken over, and what is refused with the last good experiment kept."""

from __future__ import annotations

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer
from rnn.data.limits import MOST_LETTERS
from tests.support.driving import open_app, problems, sent, trainer, typed


@pytest.fixture
def app() -> AppTest:
    return open_app()


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


def test_own_target_may_be_taken_back_and_chosen_again(app):
    typed(app, "target_kind", "my own")
    typed(app, "target_kind", "the next item")

    typed(app, "target_kind", "my own")

    assert not app.exception
    assert trainer(app).experiment.targets == trainer(app).experiment.inputs


def test_caption_says_how_the_sequence_was_read(app):
    typed(app, "inputs", "1, 2\n3, 4,\n5, 6")

    (caption,) = [text.value for text in app.sidebar.caption]
    assert caption.startswith("3 time steps of 2 numbers: 2 to learn from, each with the next as target.")
    assert "comma" in caption


def test_typed_text_is_shown_as_plain_text_when_it_is_refused(app):
    typed(app, "inputs", "**x**<b>y</b>$z$")

    assert "**x**<b>y</b>$z$" in problems(app)[0]
    assert not [box for box in app.sidebar.markdown if "x**" in box.value]


def test_blank_line_starts_the_next_sequence(app):
    typed(app, "inputs", "1 2 3\n\n4 5")

    (caption,) = [text.value for text in app.sidebar.caption]
    assert trainer(app).experiment == Experiment(inputs=[1, 2, 3], more_inputs=[[4, 5]])
    assert caption.startswith("2 sequences of 2 to 3 time steps, each item with the next as target; shorter ones")


def test_several_sequences_have_their_own_targets(app):
    typed(app, "inputs", "1 2 3\n\n4 5")
    typed(app, "target_kind", "my own")
    typed(app, "targets", "0 0 1\n\n1 0")

    assert problems(app) == []
    assert trainer(app).experiment == Experiment(
        inputs=[1, 2, 3], more_inputs=[[4, 5]], targets=[0, 0, 1], more_targets=[[1, 0]]
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1 2\n\n3 a", "Sequence 2: 'a' in line 3, character 3 is not a number."),
        ("1 2\n\n3", "Sequence 2: one time step is not enough for the next item as target."),
        ("1\n\n2 3", "Sequence 1: one time step is not enough for the next item as target."),
        ("1 2\n\n1 2\n3 4", "Sequence 2: it has 2 numbers at a time step, but the first has 1."),
    ],
)
def test_sequence_that_does_not_fit_among_several_is_named(app, text, sentence):
    typed(app, "inputs", text)

    assert problems(app)[0].startswith(sentence)
    assert trainer(app).experiment == Experiment()


def test_sequences_are_shown_again_after_another_page(app):
    typed(app, "inputs", "1 2\n1 3\n\n3 4\n5 6\n7 8")

    app.switch_page("pages/hidden_states.py").run()

    assert app.text_area[0].value == "1, 2\n1, 3\n\n3, 4\n5, 6\n7, 8"


def test_sequence_longer_than_can_be_typed_is_shown_all_the_same():
    app = AppTest.from_file("../../app.py", default_timeout=30)
    inputs = np.random.default_rng(0).normal(size=(2000, 16))
    app.session_state["session"] = Session.of(Trainer.start(Experiment(inputs=inputs)))

    app.run()

    assert not app.exception
    assert len(app.text_area[0].value) > MOST_LETTERS
    assert app.sidebar.caption[0].value.startswith("2,000 time steps of 16 numbers")
