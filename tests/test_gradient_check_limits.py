"""The gradient check says what it cannot tell: at a kink, of a vanished gradient, of numbers beyond counting."""

from __future__ import annotations

import numpy as np
import pytest

from rnn import Experiment, Parameters, Trainer, run_pass
from rnn.gradient_check import NUDGES, check
from tests.option_problems import option_problem
from tests.problems import blowing_up, case, problem


def tiny_relu(weight):
    """One ReLU unit and one time step, with that input weight."""
    weights = [np.full((1, 1), value) for value in (weight, 0.0, 1.0, 0.0, 0.0)]
    options = option_problem(0, 1, 1, 1, 1, 1, "relu", "squared", "every", None, False, 1.0).options
    return run_pass(Parameters.gather(*weights), np.ones((1, 1, 1)), np.ones((1, 1, 1)), 1.0, options)


def test_relu_that_switches_within_a_nudge_is_told():
    smooth = Trainer.start(case(1)).latest

    done = check(tiny_relu(0.05), name="W_xh")

    assert done.crossed.tolist() == [True] + [False] * 11
    assert done.error[0] > 0.1
    assert done.verdict == "passed"
    assert not check(smooth).crossed.any()


def test_relu_at_its_kink_is_told_at_every_nudge():
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


def test_nudges_go_from_a_tenth_to_a_millionth_of_a_millionth():
    assert NUDGES.tolist() == pytest.approx([10.0**-k for k in range(1, 13)])
