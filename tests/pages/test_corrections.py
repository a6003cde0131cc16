"""What is pasted into the sequence fields: lists as they are printed, and commas that may mean two things."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from rnn import Experiment
from tests.support.driving import open_app, problems, trainer, typed


@pytest.fixture
def app() -> AppTest:
    return open_app()


def corrections(app: AppTest) -> dict[str, str]:
    """The buttons that offer another reading, {label: key}."""
    return {button.label: button.key for button in app.sidebar.button if (button.key or "").startswith("correct.")}


def test_decimal_commas_are_said_and_take_one_click(app):
    typed(app, "inputs", "0,5\n0,7\n0,9")
    taken, said = trainer(app).experiment.inputs, [text.value for text in app.sidebar.caption]

    app.button(key=corrections(app)["Read 0,5 as 0.5"]).click().run()

    assert taken == ((0.0, 5.0), (0.0, 7.0), (0.0, 9.0))
    assert "0,5 is read as 2 numbers: 0 and 5." in said[0]
    assert trainer(app).experiment == Experiment(inputs=[0.5, 0.7, 0.9])
    assert app.text_area[0].value == "0.5, 0.7, 0.9"
    assert corrections(app) == {}


def test_correction_is_offered_and_clears_the_problem_where_nothing_could_be_taken(app):
    typed(app, "inputs", "0,5\n1\n1,5")
    refused = problems(app)

    app.button(key=corrections(app)["Read 0,5 as 0.5"]).click().run()

    assert len(refused) == 1
    assert problems(app) == []
    assert trainer(app).experiment == Experiment(inputs=[0.5, 1, 1.5])


def test_correction_that_does_not_fit_leaves_the_text_and_says_why(app):
    typed(app, "target_kind", "my own")
    typed(app, "targets", "0,5 1,5")

    app.button(key=corrections(app)["Read 0,5 as 0.5"]).click().run()

    assert problems(app) == ["Target: it has 2 time steps, but the sequence has 5. Give one target for each time step."]
    assert app.text_area[1].value == "0,5 1,5"


def test_commas_of_an_own_target_take_one_click_too(app):
    typed(app, "inputs", "1 2")
    typed(app, "target_kind", "my own")
    typed(app, "targets", "0,5\n1,5")

    app.button(key=corrections(app)["Read 0,5 as 0.5"]).click().run()

    assert trainer(app).experiment.targets == ((0.5,), (1.5,))
    assert app.text_area[1].value == "0.5, 1.5"


@pytest.mark.parametrize("text", ["[[1], [2], [3], [4]]", "np.array([1, 2, 3, 4])", "[1. 2. 3. 4.]"])
def test_list_that_was_printed_becomes_the_experiment(app, text):
    typed(app, "inputs", text)

    assert problems(app) == []
    assert trainer(app).experiment == Experiment(inputs=[1, 2, 3, 4])
