"""Sentences say what is true of the options that were chosen: activation, loss, steps, sequences, task."""

from __future__ import annotations

import numpy as np
import pytest

from rnn import Experiment, Trainer
from rnn.words import about_data, flow_sentences, run_sentences, sentences
from tests.support.problems import case, pass_with

SEVERAL = {"more_inputs": [[1.0, 2.0]], "more_targets": [[0.5, 1.0]]}


def first(**choices):
    return Trainer.start(case(1, **choices))


@pytest.mark.parametrize(
    ("activation", "h", "sentence"),
    [
        ("logistic", [0.5, 0.2, 0.8], "No state is saturated (below 0.05 or above 0.95); they lie between 0.20 and "
         "0.80."),
        ("logistic", [0.5, 0.01, 0.8], "50 % of the states are saturated (below 0.05 or above 0.95)."),
        ("linear", [0.0, -3.0, 12.0], "The states lie between −3 and 12."),
        ("relu", [0.0, 0.5, 3.0], "No state is off (exactly 0); the largest is 3."),
        ("relu", [0.0, 0.0, 3.0], "50 % of the states are off (exactly 0); the largest is 3."),
        ("relu", [0.0, 0.0, 0.0], "All of the states are off (exactly 0)."),
    ],
)  # fmt: skip
def test_hidden_states_are_told_in_the_words_of_their_activation(activation, h, sentence):
    assert sentences.about_hidden(pass_with(activation, h=[[value] for value in h])) == sentence


def test_slope_of_one_everywhere_is_told_with_its_reason():
    on = pass_with("relu", h=[[0.0], [1.0], [2.0]])

    assert sentences.about_slope(on) == "All of the gradient passes: every unit is on at every time step."
    assert sentences.about_slope(pass_with("linear")).endswith("a linear unit is equally steep everywhere.")


def test_gradient_is_told_from_the_last_step_with_a_loss():
    some, one = first(loss_at="steps", loss_steps=[1, 3]).latest, first(loss_at="steps", loss_steps=[1]).latest

    assert flow_sentences.about_gradient(some).endswith("that at t = 3.")
    assert flow_sentences.about_gradient(one).startswith("The loss is taken at t = 1 only; the gradient norm there is ")


@pytest.mark.parametrize(
    ("yhat", "sentence"),
    [
        ([[0.9, 0.1], [0.8, 0.2]], "likeliest at 1 of 2 steps; its least probability is 0.2."),
        ([[0.9, 0.1], [0.3, 0.7]], "likeliest at all 2 steps; its least probability is 0.7."),
        ([[0.9, 0.1]], "The right symbol is the likeliest; its probability is 0.9."),
        ([[0.2, 0.8]], "The right symbol is not the likeliest; its probability is 0.2."),
    ],
)
def test_symbols_are_told_by_how_often_the_right_one_is_likeliest(yhat, sentence):
    target = [[1.0, 0.0], [0.0, 1.0]][: len(yhat)]
    shown = pass_with(loss="cross-entropy", yhat=yhat, target=target)

    assert sentences.about_prediction(shown).endswith(sentence)


def test_pass_alone_is_one_sequence_with_the_gradients_of_the_batch():
    shown = first(**SEVERAL).latest

    alone = shown.alone(1)

    assert alone.h.shape == (1, 3, 5)
    np.testing.assert_array_equal(alone.h[0], shown.h[1, :3])
    np.testing.assert_array_equal(alone.counts, [[True, True]])
    assert alone.gradients is shown.gradients
    assert alone.alone(0) is alone


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({"more_inputs": [[1.0, 2.0]]}, "2 sequences of 2 to 5 time steps, each item with the next as target; "
         "shorter ones are padded with steps that do not count; the charts draw one of them."),
        ({"more_inputs": [[1.0] * 5] * 3}, "4 sequences of 5 time steps, each item with the next as target; "),
        ({"inputs": [[1.0, 2.0]], "targets": [1.0], "more_inputs": [[[1.0, 2.0]]], "more_targets": [[1.0]]},
         "2 sequences of 1 time step of 2 numbers; the charts draw one of them."),
        ({"task": "echo"}, "Task, echo with a delay of 3: 16 sequences of 20 time steps; the charts draw one."),
        ({"task": "sine", "sequences": 1}, "Task, next value of a sine: 1 sequence of 20 time steps."),
        ({"task": "adding", "batches": "fresh", "sequences": 8, "task_steps": 30},
         "Task, adding two marked numbers: 8 sequences of 30 time steps, drawn anew at each epoch; "
         "the charts draw one of a probe batch, which stays."),
    ],
)  # fmt: skip
def test_sequences_and_tasks_are_told_by_what_is_drawn(choices, sentence):
    assert about_data.about_sequence(Experiment(**choices)).startswith(sentence)


def test_update_of_several_sequences_is_told_as_a_mean():
    several = first(**SEVERAL | {"more_inputs": [[1.0] * 4], "more_targets": [[0.5] * 4]})

    assert run_sentences.about_run(several, several).sentence.endswith("as large. Both are means over 2 sequences.")
