"""Sentences say what the data says, in words and numbers that a person would use."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn import Experiment, Trainer, run_pass
from rnn.text.quantities import ratio
from rnn.words import about_data, flow_sentences, run_sentences, sentences
from tests.support.problems import blowing_up, case, problem, proven


def shown_with(**arrays):
    """A pass over four steps with three units, with some of its arrays replaced, each (T, n)."""
    drawn = problem(seed=1, steps=4, hidden=3, output=1)
    return replace(
        run_pass(drawn.parameters, drawn.x, drawn.y), **{name: np.array(array)[None] for name, array in arrays.items()}
    )


@pytest.mark.parametrize(
    ("loss", "untrained", "sentence"),
    [
        (0.0, 5.0, "The loss is exactly zero."),
        (13.5, 13.5, "The loss is 13.5: nothing learned yet."),
        (2.0, 10.0, "The loss is 2; untrained it was 5 times as much."),
        (10.0, 2.0, "The loss is 10, 5 times as much as untrained."),
        (0.5, 0.0, "The loss is 0.5; untrained it was exactly zero."),
        (9.999, 10.0, "The loss is 10, about the same as untrained."),
        (1e-320, 1e300, "The loss is 1.0 × 10⁻³²⁰; untrained it was more than 10³⁰⁰ times as much."),
        (1e-12, 10.0, "The loss is 1.0 × 10⁻¹²; untrained it was 1.0 × 10¹³ times as much."),
    ],
)
def test_loss_is_told_against_the_untrained_networks(loss, untrained, sentence):
    assert sentences.about_loss(loss, untrained) == sentence


@pytest.mark.parametrize(
    ("dh", "sentence"),
    [
        ([[0.002], [1], [1], [1]], "The gradient norm at t = 1 is 0.2 % of that at t = 4."),
        ([[1], [1], [1], [1]], "The gradient norm at t = 1 is as large as that at t = 4."),
        ([[-30], [1], [1], [1]], "The gradient norm at t = 1 is 30 times as large as that at t = 4."),
        ([[1e-9], [1], [1], [1]], "The gradient norm at t = 1 is 1.0 × 10⁻⁹ times that at t = 4."),
        ([[1], [1], [1], [0]], "At t = 4 the gradient is zero."),
        ([[0], [0], [0], [0]], "At t = 4 the gradient is zero."),
        ([[1], [np.inf], [1], [1]], "The gradient leaves the finite numbers at t = 2."),
        ([[np.nan], [np.nan], [1], [1]], "The gradient leaves the finite numbers at t = 2."),
        ([[2.5]], "There is one time step, and its gradient norm is 2.5."),
        ([[1e300], [1e-300]], "The gradient norm at t = 1 is more than 10³⁰⁰ times as large as that at t = 2."),
    ],
)
def test_gradient_is_told_from_last_step_to_first(dh, sentence):
    assert flow_sentences.about_gradient(shown_with(dh=np.array(dh, dtype=float))) == sentence


def test_prediction_is_told_where_it_is_furthest():
    shown = shown_with(yhat=[[1.0], [5.0]], target=[[1.5], [3.0]])

    assert sentences.about_prediction(shown) == "The largest error is at t = 2: 2."
    assert sentences.about_prediction(replace(shown, target=shown.yhat)) == "Every prediction is exact."


@pytest.mark.parametrize(
    ("h", "sentence"),
    [
        ([[0, 0], [0.5, -0.7]], "No state is saturated (beyond ±0.9); the largest absolute value is 0.7."),
        ([[0, 0], [0.95, -0.7]], "50 % of the states are saturated (beyond ±0.9)."),
        ([[0, 0], [0.95, -0.99]], "all of the states are saturated (beyond ±0.9)."),
    ],
)
def test_hidden_states_are_told_by_their_saturation(h, sentence):
    assert sentences.about_hidden(shown_with(h=h)).lower() == sentence.lower()


def test_unit_is_told_by_its_range():
    shown = shown_with(h=[[0, 0.3], [-0.25, 0.3], [0.5, 0.3]])

    assert sentences.about_unit(shown, 0) == "Unit 1 moves between −0.25 and 0.50, and ends at 0.50."
    assert sentences.about_unit(shown, 1) == "Unit 2 is 0.30 at every step."


def test_slope_is_told_by_its_mean_and_its_least():
    shown = shown_with(h=[[0, 0], [0.5, 0.9], [0.5, 0.9]])

    assert sentences.about_slope(shown) == (
        "On average 47 % of the gradient passes; unit 2 lets the least through, 19 % of it."
    )
    assert sentences.about_slope(shown_with(h=np.zeros((3, 2)))).startswith("All of the gradient passes")
    assert "almost none of the gradient" in sentences.about_slope(shown_with(h=np.full((3, 2), 0.9999)))


def test_sequence_is_told_by_what_there_is_to_learn():
    assert about_data.about_sequence(Experiment()) == ("5 time steps: 4 to learn from, each with the next as target.")
    assert about_data.about_sequence(case(2)) == "4 time steps of 2 numbers."
    assert about_data.about_sequence(Experiment(inputs=[1.0], targets=[1.0])) == "1 time step."


def test_run_is_told_by_where_it_stands():
    ready = Trainer.start(Experiment(stop_epoch=5))
    stopped, diverged = ready.advance(), Trainer.start(blowing_up()).advance(epochs=1000)
    mean = Trainer.start(Experiment(loss_scaling="mean"))

    assert run_sentences.about_run(ready, ready).sentence.endswith("whose gradient is T/2 = 2 times as large.")
    assert run_sentences.about_run(mean, mean).sentence.endswith("each update follows its gradient.")
    assert run_sentences.about_run(stopped, ready).sentence.startswith("Held at epoch 0; the newest is 5.")
    assert run_sentences.about_run(stopped, stopped).sentence == "Stopped at epoch 5, as asked."
    assert run_sentences.about_run(diverged, diverged).sentence == diverged.divergence.sentence


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (999.4, "999"),
        (999.6, "1,000"),
        (123456.7, "123,457"),
        (0.00012345, "0.000123"),
        (0.00001, "1.0 × 10⁻⁵"),
        (-1234567, "-1.2 × 10⁶"),
        (float("inf"), "not a finite number"),
    ],
)
def test_number_has_three_digits_and_no_computer_notation(value, text):
    assert sentences.number(value) == text


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (0, "none"),
        (1, "all"),
        (1 - 1e-9, "almost all"),
        (1e-9, "almost none"),
        (0.5, "50 %"),
        (0.012, "1.2 %"),
        (0.09499, "9.5 %"),
        (0.99, "99 %"),
    ],
)
def test_share_never_claims_all_or_nothing_where_it_is_not(part, text):
    assert sentences.share(part) == text


@proven
@given(st.floats(0, exclude_min=True))
def test_no_number_is_told_in_computer_notation(value):
    for text in (sentences.number(value), sentences.times(value), ratio(value)):
        assert not re.search(r"e[+-]|nan|inf", text), text
    assert not re.search(r"e[+-]", sentences.share(min(value, 1.0)))


@pytest.mark.parametrize(("value", "text"), [(-0.5, "−0.50"), (0.25, "0.25"), (-0.001, "0.00"), (0, "0.00")])
def test_signed_number_has_a_true_minus(value, text):
    assert sentences.signed(value) == text


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({"loss_at": "last"}, "mean squared error of the steps that count; each update follows the gradient of the "
         "sum over them, halved."),
        ({"loss_at": "last", "loss_scaling": "mean"}, "squared error of the steps that count; each update follows its"),
        ({"task": "parity", "loss": "cross-entropy"}, "mean cross-entropy of the steps that count; each update follows "
         "the gradient of the sum over them."),
    ],
)  # fmt: skip
def test_loss_that_is_not_the_plain_one_is_told_as_what_it_is(choices, sentence):
    ready = Trainer.start(case(1, **choices))

    assert sentence in run_sentences.about_run(ready, ready).sentence
