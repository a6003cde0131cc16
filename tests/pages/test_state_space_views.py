"""The views State space and Perturbation and lesions: what is chosen in them, and what they show of it."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go
import pytest

from pages.shared.stage.frames import packed
from pages.shared.views.dynamics import VIEWS
from pages.shared.visitor.commands import answer_all
from pages.shared.visitor.dynamics import MOST
from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer
from rnn.lenses.lesions import losses_without
from rnn.lenses.state_space import points_of

NAMES = ("State space", "Perturbation and lesions")
RUNS = {
    "flip-flop": {"task": "flip-flop", "task_steps": 12, "sequences": 3, "hidden_size": 5},
    "two units": {"task": "latch", "hidden_size": 2, "sequences": 2, "start": "gaussian"},
    "one unit": {"task": "sine", "hidden_size": 1},
    "letters": {"task": "hello", "loss": "cross-entropy", "hidden_size": 4},
    "relu": {"task": "echo", "sequences": 2, "activation": "relu", "initial_state": "learned"},
    "padded": {"inputs": [1.0, 0.5, -1.0], "more_inputs": [[0.3, 0.1, 0.9, 0.2]]},
}


def session_of(name="flip-flop", **choices):
    return Session.of(Trainer.start(Experiment(**RUNS[name] | choices)).advance(epochs=5))


def selecting(session, *commands):
    return answer_all(session, [{"n": n, "do": "select", **one} for n, one in enumerate(commands, 1)], 0.0)


def traces(figure):
    return {trace["name"]: trace for trace in figure["data"]}


@pytest.mark.parametrize("name", RUNS)
@pytest.mark.parametrize("view", NAMES)
def test_every_figure_is_one_that_plotly_accepts(view, name):
    for figure in dict(VIEWS[view](session_of(name).view)).values():
        assert len(go.Figure(figure).data) == len(figure["data"])
        assert packed(figure)
        assert all(len(part.split()) <= 25 for part in figure["layout"]["meta"]["said"].split(". "))


def test_two_units_have_a_phase_portrait_and_one_unit_has_a_sentence():
    assert list(VIEWS["State space"](session_of("two units").view)) == ["phase_portrait", "point_stability"]
    assert "a line" in str(VIEWS["State space"](session_of("one unit").view)["state_space"]["layout"]["meta"])


@pytest.mark.parametrize("name", MOST)
def test_choice_is_made_and_a_wrong_value_changes_nothing(name):
    session = session_of()
    chosen = selecting(session, {name: MOST[name] - 1})

    assert getattr(chosen.dynamics, name) == MOST[name] - 1
    for wrong in (-1, MOST[name], 0.5, True, "1", None):
        assert getattr(selecting(chosen, {name: wrong}).dynamics, name) == MOST[name] - 1


def test_one_sequence_is_drawn_alone():
    session = selecting(session_of(), {"all_sequences": False}, {"sequence": 2}, {"all_sequences": "x"})
    drawn = traces(VIEWS["State space"](session.view)["state_space"])["time step"]

    assert len(drawn["x"]) == 13
    assert drawn["meta"]["picks"][1] == {"sequence": 2, "step": 0}


def test_states_of_the_selected_step_are_marked_and_the_target_colours_them():
    session = selecting(session_of(), {"step": 4}, {"coloured_by": 1})
    found = traces(VIEWS["State space"](session.view)["state_space"])

    every, chosen = found["target"], found["selected time step"]
    np.testing.assert_array_equal(chosen["x"], every["x"][[5, 18, 31]])
    assert every["customdata"].min() >= 1


def test_input_held_is_that_of_the_selected_step():
    session = selecting(session_of(), {"held_input": 2}, {"step": 3}, {"sequence": 1})
    figure = VIEWS["State space"](session.view)["point_stability"]
    points = points_of(session.trainer, 2, 1, 3)

    assert sum(len(trace["x"]) for trace in figure["data"]) == len(points.h)
    assert figure["layout"]["meta"]["said"].startswith("Input of t = 4: ")


def test_input_that_is_no_letter_is_said_to_be_none():
    said = VIEWS["State space"](session_of("letters").view)["point_stability"]["layout"]["meta"]["said"]

    assert said.startswith("Zero input, which is no symbol: ")


def test_points_are_drawn_where_they_are():
    session = session_of("two units")
    points = points_of(session.trainer, 0, 0, None)
    found = traces(VIEWS["State space"](session.view)["phase_portrait"])

    np.testing.assert_array_equal(
        np.stack([found["stable"]["x"], found["stable"]["y"]], axis=1), points.h[points.stable]
    )


def test_perturbation_has_the_size_that_is_chosen_and_the_direction_is_one_of_the_units():
    session = selecting(session_of(), {"size": 3}, {"direction": 100})
    figure = VIEWS["Perturbation and lesions"](session.view)["perturbation"]

    assert figure["data"][0]["y"][0] == pytest.approx(0.1)
    direction = figure["layout"]["meta"]["choices"][1]
    assert direction["names"][direction["value"] - 1] == "unit 5"


def test_click_on_a_bar_chooses_the_unit_that_is_clamped():
    session = selecting(session_of(), {"unit": 3}, {"clamp": 1})
    figures = dict(VIEWS["Perturbation and lesions"](session.view))
    losses = losses_without(session.trainer.latest, 1).losses

    assert figures["lesions"]["layout"]["meta"]["picks"] == {"x": "unit"}
    np.testing.assert_array_equal(traces(figures["lesions"])["without the unit"]["y"], losses)
    np.testing.assert_array_equal(traces(figures["lesions"])["selected unit"]["y"], losses[[3]])
    assert figures["without_unit"]["layout"]["meta"]["title"] == "Without unit 4"


def test_exponent_is_marked_at_the_epoch_shown_and_a_click_shows_another():
    session = answer_all(session_of(), [{"n": 1, "do": "hold", "epoch": 2}], 0.0)
    figure = VIEWS["Perturbation and lesions"](session.view)["exponent"]

    assert traces(figure)["epoch shown"]["x"].tolist() == [2]
    assert traces(figure)["exponent"]["x"][-1] == 5
    assert figure["layout"]["meta"]["picks"] == {"x": "epoch"}
    assert "edge of chaos" in str(figure["layout"]["annotations"])
