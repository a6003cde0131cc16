"""Where no gradient arrives at t = 1, the sentence says why: cut, blocked, not passed on, or too small for a number."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from rnn import Experiment, Parameters, Sizes, Trainer, run_pass
from rnn.network.activations import ACTIVATIONS
from rnn.network.options import Options
from rnn.words.flow_sentences import about_gradient


def network(W_hh, x, activation="linear", W_xh=None, truncation=None, last_only=True):
    """A pass with ones as output weights, whose targets are 1 below its predictions; the loss is at the last step."""
    W_hh = np.atleast_2d(np.array(W_hh, dtype=float))
    units, steps = len(W_hh), len(x)
    parameters = Parameters(Sizes(1, units, 1), np.zeros(Sizes(1, units, 1).total))
    parameters.W_hh[:] = W_hh
    parameters.W_xh[:] = np.ones((units, 1)) if W_xh is None else np.array(W_xh, dtype=float)[:, None]
    parameters.W_hy[:] = 1
    counted = np.arange(steps)[None] == steps - 1 if last_only else None
    x = np.array(x, dtype=float)[None, :, None]
    options = Options(activation=ACTIVATIONS[activation], truncation=truncation)
    target = run_pass(parameters, x, np.zeros((1, steps, 1)), 1.0, options).yhat - 1
    return run_pass(parameters, x, target, 1.0, options, counted)


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (network(0.5, [0] * 6, truncation=2), "Truncation cuts the gradient before t = 5: none reaches t = 1."),
        (network(0.5, [1, 1, -9, 1], "relu"), "No gradient reaches t = 1: every unit that it meets at t = 3 is off."),
        (
            network(0.5, [0, 99, 0, 0], "tanh"),
            "No gradient reaches t = 1: the units at t = 2 are so saturated that their slopes round to 0.",
        ),
        (network([[0, 0], [0, 0]], [1] * 4), "No gradient reaches t = 1: W_hh passes nothing on at t = 4."),
        (
            network(1e-3, [0] * 200),
            "Before t = 93 the gradient is smaller than 10⁻³²³, the smallest number here, and rounds to 0.",
        ),
    ],
    ids=["cut", "off", "saturated", "not passed on", "rounded"],
)
def test_end_of_the_gradient_is_told_with_its_reason(shown, said):
    assert shown.dh_norm[0, 0] == 0
    assert about_gradient(shown) == said


def test_gradient_that_rounds_to_0_is_one_that_exact_arithmetic_still_has():
    shown = network(1e-3, [0] * 200)
    exact = Fraction(1e-3) ** (200 - 92)

    assert 0 < exact < Fraction(5e-324)
    assert shown.dh_norm[0, 91] == 0 < shown.dh_norm[0, 92]


def test_every_unit_that_is_reached_counts_and_no_other():
    mixed = network([[0.5, 0], [0, 0.5]], [1, 1, 1, 1], "relu", W_xh=[1, -1])
    one_way = network([[0, 1], [0, 0]], [1, 1, 1, 1])

    assert about_gradient(mixed).startswith("The gradient norm at t = 1 is 8.8 % of")
    assert about_gradient(one_way) == "No gradient reaches t = 1: W_hh passes nothing on at t = 3."


def test_readout_that_overshoots_is_named_where_saturated_units_end_the_gradient():
    trainer = Trainer.start(Experiment(task="latch", start="gaussian", start_gain=2.0, learning_rate=0.5)).advance(
        epochs=3000
    )

    assert trainer.status == "diverged"
    assert "here the readout alone overshoots" in trainer.divergence.sentence
    assert "so saturated that their slopes round to 0" in about_gradient(trainer.latest)
