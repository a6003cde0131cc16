"""Losses are those of the book, stay finite, and leave the error yhat - y."""

from __future__ import annotations

import numpy as np
import pytest

from rnn import Trainer, run_pass
from rnn.network.activations import ACTIVATIONS
from rnn.network.losses import LOSSES, softmax
from rnn.network.options import Options
from tests.support.problems import case, problem

ONE_HOT = np.eye(3)[[0, 2, 1]]


def test_softmax_is_a_probability_and_stays_finite_for_huge_outputs():
    probabilities = softmax(np.array([[1000.0, 0.0, -1000.0], [0.0, 0.0, 0.0]]))

    np.testing.assert_allclose(probabilities, [[1, 0, 0], [1 / 3] * 3], rtol=1e-15)


def test_cross_entropy_is_minus_the_logarithm_of_the_right_symbols_probability():
    yhat = np.array([[0.5, 0.25, 0.25], [0.1, 0.1, 0.8], [1.0, 0.0, 0.0]])

    losses = LOSSES["cross-entropy"].at_steps(yhat, ONE_HOT)

    np.testing.assert_allclose(losses, [np.log(2), -np.log(0.8), 300 * np.log(10)], rtol=1e-14)


def test_squared_error_is_the_squared_distance():
    np.testing.assert_array_equal(LOSSES["squared"].at_steps(2 * ONE_HOT, ONE_HOT), [1, 1, 1])


def test_pass_shows_the_mean_cross_entropy_and_probabilities_as_answers():
    drawn = problem(seed=1, batch=2, steps=3, output=3)
    options = Options(ACTIVATIONS["tanh"], LOSSES["cross-entropy"])

    shown = run_pass(drawn.parameters, drawn.x, np.stack([ONE_HOT, ONE_HOT]), 1.0, options)

    np.testing.assert_allclose(shown.yhat.sum(axis=2), 1, rtol=1e-14)
    np.testing.assert_allclose(shown.error, shown.yhat - shown.target, rtol=1e-15)
    assert shown.loss == pytest.approx(-np.log(shown.yhat[:, [0, 1, 2], [0, 2, 1]]).mean(), rel=1e-14)


@pytest.mark.parametrize(("loss", "slope"), [("squared", 2.0), ("cross-entropy", 1.0)])
def test_mean_scaling_follows_the_mean_that_is_shown(loss, slope):
    hello = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 1]]
    summed, mean = (case(1, inputs=hello, targets=hello, loss=loss, loss_scaling=s) for s in ("sum", "mean"))

    gradients = [Trainer.start(each).latest.gradients.vector for each in (summed, mean)]

    np.testing.assert_allclose(gradients[1], gradients[0] * slope / 4, rtol=1e-14)
