"""The gradient check says what it cannot tell: at a kink, of a vanished gradient, in rounding, in chaos, beyond it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn import Experiment, Parameters, Trainer, run_pass
from rnn.lenses.gradient_check import EPSILONS, check
from tests.support.option_problems import option_problem, option_problems, thoroughly
from tests.support.problems import blowing_up, case, problem


def tiny_relu(weight):
    """One ReLU unit and one time step, with that input weight."""
    weights = [np.full((1, 1), value) for value in (weight, 0.0, 1.0, 0.0, 0.0)]
    options = option_problem(0, 1, 1, 1, 1, 1, "relu", "squared", "every", None, False, 1.0).options
    return run_pass(Parameters.gather(*weights), np.ones((1, 1, 1)), np.ones((1, 1, 1)), 1.0, options)


def test_relu_that_switches_within_a_epsilon_is_told():
    smooth = Trainer.start(case(1)).latest

    done = check(tiny_relu(0.05), name="W_xh")

    assert done.crossed.tolist() == [True] + [False] * 11
    assert done.error[0] > 0.1
    assert done.verdict == "passed"
    assert not check(smooth).crossed.any()


def test_relu_at_its_kink_is_told_at_every_epsilon():
    done = check(tiny_relu(0.0), name="W_xh")

    assert done.crossed.all()
    assert done.verdict == "failed"


def test_check_that_would_take_too_long_is_refused():
    shown = Trainer.start(Experiment(task="sine", hidden_size=128, sequences=60, task_steps=500)).latest

    with pytest.raises(ValueError, match=r"^Gradient check: one entry would take about \d+ seconds, with 60 sequences"):
        check(shown)


def test_zero_gradient_is_unseen_and_not_blamed():
    zeros = Trainer.start(Experiment(inputs=[0.0, 0.0], targets=[0.0, 0.0])).latest
    no_weights = Trainer.start(case(1, start_scale=0.0)).latest

    assert check(zeros).verdict == "unseen"
    assert check(no_weights, name="W_hh").verdict == "unseen"
    assert check(no_weights).verdict == "passed"


def test_vanished_gradient_is_unseen_in_a_large_loss():
    shown = Trainer.start(case(1, start_scale=1e-7)).latest

    done = check(shown, name="W_hh")

    assert 0 < np.abs(done.followed).max() < 1e-10
    assert done.verdict == "unseen"


def test_diverged_run_is_unseen_or_beyond_and_not_blamed():
    for units in (5, 64):
        shown = Trainer.start(blowing_up(hidden_size=units)).advance(epochs=1000).latest

        assert check(shown).verdict in ("unseen", "beyond")


def test_loss_beyond_the_finite_numbers_is_told():
    drawn = problem()
    shown = run_pass(drawn.parameters, drawn.x, np.full_like(drawn.y, 1e200))

    done = check(shown)

    assert done.best is None
    assert done.verdict == "beyond"


def test_epsilons_go_from_a_tenth_to_a_millionth_of_a_millionth():
    assert EPSILONS.tolist() == pytest.approx([10.0**-k for k in range(1, 13)])


def learned(drawn, digits):
    """The pass of a drawn problem whose answers are its targets, to about so many digits."""
    drawn = replace(drawn, truncation=None)
    if drawn.loss == "cross-entropy":
        W_xh, W_hh, W_hy, b_h, b_y = drawn.weights
        sharp = 2.0 * digits
        drawn = replace(drawn, weights=(W_xh, W_hh, sharp * W_hy, b_h, sharp * b_y))
    yhat = run_pass(drawn.parameters, *drawn.arguments).yhat
    if drawn.loss == "cross-entropy":
        target = np.eye(yhat.shape[-1])[yhat.argmax(axis=-1)]
    else:
        target = yhat + np.random.default_rng(1).normal(0, 10.0**-digits, yhat.shape)
    return run_pass(drawn.parameters, *replace(drawn, y=target).arguments)


@thoroughly
@given(option_problems(), st.integers(3, 18))
def test_right_gradient_of_a_network_that_has_learned_is_never_blamed(drawn, digits):
    shown = learned(drawn, digits)

    for name in (None, *shown.parameters.held):
        assert check(shown, 0.7, name).verdict in ("passed", "unseen", "unsure")


@pytest.mark.parametrize("digits", [6, 9, 12])
@pytest.mark.parametrize("name", [None, *Parameters.names])
def test_wrong_gradient_of_a_network_that_has_learned_is_found(name, digits):
    shown = learned(option_problem(2, 2, 5, 2, 3, 2, "tanh", "squared", "every", None, True, 1.0), digits)

    longer = Parameters(shown.parameters.sizes, 1.5 * shown.gradients.vector)

    assert check(replace(shown, gradients=longer), 0.7, name).verdict == "failed"


@pytest.mark.parametrize(
    ("epochs", "name", "choices"),
    [
        (20_000, "W_xh", {"targets": [2, 3, 4, 5]}),
        (50_000, "W_hh", {"inputs": [1, 2, 3, 4, 5]}),
        (20_000, "W_xh", {"inputs": [100, 200, 300, 400], "hidden_size": 16, "optimizer": "adam"}),
    ],
)
def test_trained_network_whose_differences_drown_in_rounding_is_unsure(epochs, name, choices):
    trainer = Trainer.start(Experiment(**{"inputs": [1, 2, 3, 4]} | choices)).advance(epochs=epochs)

    assert check(trainer.latest, trainer.experiment.error_scale, name).verdict in ("passed", "unseen", "unsure")


@pytest.mark.parametrize("name", [None, *Parameters.names])
def test_chaos_is_unsure_and_not_blamed(name):
    wild = {"start": "gaussian", "start_scale": 1.0, "recurrent_gain": 4.0, "hidden_size": 32}
    shown = Trainer.start(Experiment(inputs=np.sin(1.3 * np.arange(100)), **wild)).latest

    done = check(shown, name=name)

    assert np.nanmin(done.error) > 1e-7 or name in ("W_hy", "b_y")
    assert done.verdict in ("unsure", "unseen")
