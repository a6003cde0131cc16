"""A letter model against the textbook's loop with cross-entropy, through the experiment's own path."""

from __future__ import annotations

import numpy as np
import pytest

from rnn import Experiment, Trainer
from tests.support.textbook_options import gradients, total_loss
from tests.support.texts import RHYME

CASES = {
    "whole": {},
    "windows": {"window": 9, "sequences": 3},
    "two ahead": {"ahead": 2, "rows_from": 3, "rows_to": 40},
    "held out": {"held_out": 30.0, "loss_scaling": "mean"},
}


def columns(text, letters):
    """One-hot columns by the plain definition."""
    return [np.array([[1.0 if letter == other else 0.0] for other in letters]) for letter in text]


def by_hand(experiment, parameters):
    """Mean cross-entropy and gradients of the sum, from the letters of each sequence."""
    letters = experiment.alphabet.letters + ("□" if experiment.alphabet.has_other else "")
    weights = [parameters.W_xh, parameters.W_hh, parameters.W_hy, parameters.b_h, parameters.b_y]
    losses, sums = [], [np.zeros_like(weight) for weight in (*weights, parameters.b_h)]
    for x, y, counted in zip(experiment.x, experiment.y, experiment.batch.counts, strict=True):
        read, asked = (experiment.alphabet.decode(rows.argmax(axis=1)) for rows in (x, y))
        assert "□" in read or read in RHYME
        given = (weights, columns(read, letters), columns(asked, letters), counted, "tanh", "cross-entropy", 1.0)
        h_0 = np.zeros_like(parameters.b_h)
        losses.append(total_loss(*given, h_0) / counted.sum())
        found, _, _ = gradients(*given, h_0, None)
        share = 1 / counted.sum() if experiment.loss_scaling == "mean" else 1.0
        for total, one in zip(sums, found, strict=True):
            total += share * one / len(experiment.x)
    return np.mean(losses), sums[:5]


@pytest.mark.parametrize("choices", CASES.values(), ids=CASES)
def test_loss_and_gradient_are_those_of_the_textbook(choices):
    experiment = Experiment(task="text", text=RHYME, loss="cross-entropy", hidden_size=6, start_scale=0.5, **choices)
    shown = Trainer.start(experiment).latest

    loss, expected = by_hand(experiment, shown.parameters)

    assert shown.loss == pytest.approx(loss, rel=1e-12)
    for name, gradient in zip(("W_xh", "W_hh", "W_hy", "b_h", "b_y"), expected, strict=True):
        np.testing.assert_allclose(shown.gradients[name], gradient, atol=1e-12)


def test_update_goes_down_that_gradient():
    experiment = Experiment(task="text", text=RHYME, loss="cross-entropy", hidden_size=6, start_scale=0.5)
    start = Trainer.start(experiment)

    after = start.advance(epochs=1).parameters

    _, expected = by_hand(experiment, start.parameters)
    for name, gradient in zip(("W_xh", "W_hh", "W_hy", "b_h", "b_y"), expected, strict=True):
        np.testing.assert_allclose(after[name], start.parameters[name] - 0.01 * gradient, atol=1e-12)
