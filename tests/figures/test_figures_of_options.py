"""Pictures show what is true of the options that were chosen: activation, loss, steps, sequences."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go
import pytest

from pages.shared.stage.frames import packed
from rnn import Experiment, Trainer
from rnn.data.tasks import TASKS
from rnn.figures import gradient, hidden, loss, prediction, slope, unit_over_time
from rnn.network.activations import ACTIVATIONS
from rnn.words import sentences
from tests.support.problems import case, pass_with

KINDS = {
    **{name: {"activation": name, "start": "gaussian"} for name in ACTIVATIONS},
    "learned state": {"initial_state": "learned", "learning_rate": 0.05},
    "last step": {"loss_at": "last"},
    "some steps": {"loss_at": "steps", "loss_steps": [1, 3]},
    "several": {"more_inputs": [[1.0, 2.0]], "more_targets": [[0.5, 1.0]]},
    "shorter first": {"inputs": [1.0, 2.0], "targets": [0, 1], "more_inputs": [[1.0] * 9], "more_targets": [[0] * 9]},
    "symbols": {"task": "parity", "loss": "cross-entropy"},
    "fresh": {"task": "adding", "batches": "fresh"},
    "fresh echo": {"task": "echo", "batches": "fresh", "loss": "cross-entropy"},
    "truncated": {"truncation": 2},
}  # fmt: skip


def first(**choices):
    return Trainer.start(case(1, **choices))


def words(figure):
    return figure["layout"]["meta"]


def drawn(trainer):
    shown = trainer.latest
    return [
        loss.draw(trainer, trainer),
        prediction.draw(shown),
        hidden.draw(shown),
        gradient.draw(shown),
        unit_over_time.draw(shown, 1),
        slope.draw(shown),
    ]


@pytest.mark.parametrize("epochs", [0, 1, 300])
@pytest.mark.parametrize("kind", KINDS)
def test_figures_of_every_option_can_be_drawn_and_are_told_in_sentences(kind, epochs):
    trainer = first(**KINDS[kind]).advance(epochs=epochs)

    for figure in drawn(trainer):
        assert len(go.Figure(figure).data) == len(figure["data"])
        assert packed({"one": figure})
        assert words(figure)["said"].endswith(".")
        assert words(figure)["read"].endswith(".")


@pytest.mark.parametrize(
    ("activation", "largest", "low", "high", "colours"),
    [
        ("tanh", 0.3, -1, 1, "diverging"),
        ("logistic", 0.3, 0, 1, "sequential"),
        ("relu", 0.3, 0, 1, "sequential"),
        ("relu", 7.0, 0, 8, "sequential"),
        ("linear", 0.3, -1, 1, "diverging"),
        ("linear", 70.0, -80, 80, "diverging"),
        ("linear", np.inf, -1, 1, "diverging"),
    ],
)
def test_hidden_states_are_drawn_on_the_range_of_their_activation(activation, largest, low, high, colours):
    (trace,) = hidden.draw(pass_with(activation, h=[[0.0], [0.1], [largest]]))["data"]

    assert (trace["zmin"], trace["zmax"], trace["meta"]) == (low, high, colours)


@pytest.mark.parametrize(
    ("activation", "title", "steepest"),
    [
        ("tanh", "Slope of tanh, 1 − h²", 1),
        ("logistic", "Slope of the logistic, h (1 − h)", 0.25),
        ("relu", "Slope of ReLU, 1 where h > 0", 1),
        ("linear", "Slope of the linear unit, 1", 1),
    ],
)
def test_slope_is_drawn_up_to_where_its_activation_is_steepest(activation, title, steepest):
    figure = slope.draw(pass_with(activation))
    states = ACTIVATIONS[activation].function(np.linspace(-9, 9, 1001))

    assert words(figure)["title"] == title
    assert figure["data"][0]["zmax"] == steepest
    assert ACTIVATIONS[activation].slope(states).max() == pytest.approx(steepest, abs=1e-6)


@pytest.mark.parametrize(
    ("activation", "h", "low", "high"),
    [
        ("tanh", [0.0, 0.5], -1.05, 1.05),
        ("logistic", [0.0, 0.5], -0.05, 1.05),
        ("tanh", [1.4, 0.5], -0.12, 1.72),
        ("relu", [0.0, 7.0], -0.6, 8.6),
        ("linear", [0.0, -7.0], -8.6, 0.6),
    ],
)
def test_unit_has_an_axis_that_holds_all_its_states(activation, h, low, high):
    figure = unit_over_time.draw(pass_with(activation, h=[[value] for value in h]), 0)

    axis = figure["layout"]["yaxis"]["range"]
    assert axis[0] <= min(h)
    assert axis[1] >= max(h)
    assert axis == pytest.approx([low, high])


def test_gradient_names_the_activation_and_the_chunks():
    assert "a_t before ReLU. Log axis" in words(gradient.draw(first(activation="relu").latest))["read"]
    assert words(gradient.draw(first(truncation=2).latest))["read"].endswith("within chunks of 2 time steps only.")
    assert words(gradient.draw(first(truncation=1).latest))["read"].endswith("within chunks of 1 time step only.")
    assert words(gradient.draw(first(truncation=4).latest))["read"].endswith("floor 10⁻¹⁶.")


def test_target_is_drawn_only_where_the_loss_is_taken():
    shown = first(loss_at="steps", loss_steps=[1, 3], targets=[2.0, 300.0, 4.0, 500.0]).latest

    figure = prediction.draw(shown)

    target, answer, _ = figure["data"]
    assert (target["x"].tolist(), target["y"].tolist()) == ([1, 3], [2.0, 4.0])
    assert answer["x"].tolist() == [1, 2, 3, 4]
    assert figure["layout"]["yaxis"]["range"][1] < 10
    assert words(figure)["read"].endswith("Marks stand only where the loss is taken.")
    assert words(figure)["said"].startswith("The largest error is at t = 3")


def test_lines_of_symbols_have_their_names_where_outputs_are_the_symbols():
    letters = Experiment(task="hello", loss="cross-entropy", hidden_size=8)
    hello = prediction.draw(Trainer.start(letters).latest, symbols=TASKS["hello"].letters)
    parity = prediction.draw(first(task="parity", loss="cross-entropy").latest, symbols=("0", "1", "2"))

    assert {f"prediction {letter}" for letter in "helo"} <= {trace["name"] for trace in hello["data"]}
    assert {"prediction 1", "prediction 2"} <= {trace["name"] for trace in parity["data"]}


def test_symbols_are_drawn_as_probabilities():
    figure = prediction.draw(first(task="parity", loss="cross-entropy").latest)

    assert figure["layout"]["yaxis"]["title"]["text"] == "probability"
    assert figure["layout"]["yaxis"]["range"] == [-0.05, 1.05]
    assert "the predicted probability of each symbol" in words(figure)["read"]


def test_loss_is_named_as_what_it_is():
    squared, symbols = first(), first(task="parity", loss="cross-entropy")

    assert loss.draw(squared, squared)["layout"]["yaxis"]["title"]["text"] == "MSE"
    figure = loss.draw(symbols, symbols)
    assert figure["layout"]["yaxis"]["title"]["text"] == "cross-entropy"
    assert words(figure)["read"].startswith("Mean cross-entropy at each epoch.")


def test_loss_of_fresh_batches_marks_the_probes_and_says_so():
    newest = first(task="sine", batches="fresh", sequences=2).advance(epochs=5)

    figure = loss.draw(newest, newest)

    line, dot = figure["data"]
    assert line["x"].tolist() == [0, 1, 2, 3, 4]
    assert dot["y"] == [newest.latest.loss]
    assert words(figure)["read"].endswith(
        "Line: a fresh batch at each epoch; dot: the loss of a probe batch, which stays."
    )
    assert words(figure)["said"] == sentences.about_loss(newest.latest.loss, newest.at(0).latest.loss)
    assert "nothing learned yet" in words(loss.draw(newest, newest.at(0)))["said"]


def test_first_sequence_is_drawn_without_its_padding():
    for figure in drawn(first(**KINDS["shorter first"]))[1:]:
        assert figure["layout"]["xaxis"]["range"][1] == 2.5
