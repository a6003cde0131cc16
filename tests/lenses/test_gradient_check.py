"""The gradient check finds what is right and what is wrong, and never blames BPTT for what differences cannot see."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from rnn import Parameters, Trainer, forward, run_pass
from rnn.lenses.gradient_check import MOST_ENTRIES, check
from rnn.lenses.perturbed_losses import loss_of_update, losses
from tests.support import textbook_options
from tests.support.option_problems import difference, option_problem, option_problems, thoroughly
from tests.support.problems import case, complex_step

KINDS = {
    "plain": {},
    "logistic": {"activation": "logistic"},
    "linear": {"activation": "linear"},
    "learned state": {"initial_state": "learned"},
    "last step": {"loss_at": "last"},
    "mean": {"loss_scaling": "mean"},
    "several": {"more_inputs": [[1.0, 2.0]], "more_targets": [[0.5, 1.0]], "loss_scaling": "mean"},
    "held out": {"held_out": 40, "loss_scaling": "mean"},
    "held-out sequence": {"task": "sine", "held_out": 40, "held_out_of": "sequences"},
    "symbols": {"task": "parity", "loss": "cross-entropy", "loss_scaling": "mean"},
    "gain": {"recurrent_gain": 1.7},
    "one step": {"inputs": [1.0], "targets": [2.0]},
    "one unit": {"hidden_size": 1},
    "trained": {},
}


def drawn_pass(activation="tanh", chunk=None):
    drawn = option_problem(2, 2, 5, 2, 3, 2, activation, "squared", "some", chunk, True, 1.5)
    return drawn, run_pass(drawn.parameters, *drawn.arguments)


@thoroughly
@given(option_problems())
def test_loss_of_update_is_the_textbooks_whatever_the_options(drawn):
    shown = run_pass(drawn.parameters, *drawn.arguments)
    expected = 0.0
    for b in range(len(drawn.x)):
        x, y, counted = drawn.columns(b)
        weights, first = drawn.weights, drawn.first_state
        total = textbook_options.total_loss(weights, x, y, counted, drawn.activation, drawn.loss, drawn.gain, first)
        expected += 0.7 * total / len(drawn.x)

    assert loss_of_update(shown, shown.yhat, 0.7) == pytest.approx(expected, rel=1e-12, abs=1e-14)


@thoroughly
@given(option_problems())
def test_losses_of_many_networks_are_those_of_each_alone(drawn):
    shown = run_pass(drawn.parameters, *drawn.arguments)
    vectors = drawn.parameters.vector + np.random.default_rng(1).normal(0, 0.3, (3, len(drawn.parameters.vector)))

    found, rounding, states = losses(shown, vectors, 0.7)

    for row, loss, moved, h in zip(vectors, found, rounding, states, strict=True):
        alone, yhat = forward(Parameters(shown.parameters.sizes, row), shown.x, shown.options, shown.lengths)
        np.testing.assert_allclose(h, alone[:, 1:], rtol=1e-12, atol=1e-12)
        assert loss == pytest.approx(loss_of_update(shown, yhat, 0.7), rel=1e-11, abs=1e-13)
        slopes = yhat * (yhat - shown.target) if drawn.loss == "squared" else -shown.target
        digits = np.where(shown.counts, np.abs(slopes.sum(axis=-1)), 0.0).sum() * np.finfo(float).eps
        assert moved == pytest.approx(0.7 / len(drawn.x) * digits, rel=1e-9, abs=1e-25)


@pytest.mark.parametrize("chunk", [None, 2])
def test_differences_are_the_complex_step_through_the_textbook(chunk):
    drawn, shown = drawn_pass(chunk=chunk)

    def loss(vector):
        perturbed = Parameters(drawn.parameters.sizes, vector)
        weights = [perturbed[name] for name in Parameters.names]
        return sum(
            0.7 / 2 * textbook_options.total_loss(weights, *drawn.columns(b), "tanh", "squared", 1.5, perturbed.h_0)
            for b in range(2)
        )

    done = check(shown, 0.7)

    expected = complex_step(loss, drawn.parameters.vector)[done.entries]
    assert difference(done.central[4], expected) < 1e-8
    assert difference(done.forward[7], expected) < 1e-6
    assert difference(done.whole, expected) < 1e-12
    assert done.cut == (chunk is not None)


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("kind", KINDS)
def test_right_gradient_passes(kind, seed):
    trainer = Trainer.start(case(1, **{"start": "gaussian", "seed": seed} | KINDS[kind]))
    trainer = trainer.advance(epochs=300 if kind == "trained" else 0)

    done = check(trainer.latest, trainer.experiment.error_scale)

    assert done.verdict == "passed"
    assert not done.cut
    assert len(done.entries) == len(set(done.entries.tolist()))


@pytest.mark.parametrize("name", [*Parameters.names, "h_0"])
def test_one_wrong_entry_is_found_whichever_parameter_it_is_of(name):
    _, shown = drawn_pass()
    wrong = shown.gradients.copy()
    wrong[name].flat[0] += 1e-4

    done = check(replace(shown, gradients=wrong), 0.7, name)

    assert done.verdict == "failed"
    assert check(shown, 0.7, name).verdict == "passed"


def test_wrong_scale_of_the_error_is_found():
    _, shown = drawn_pass()

    assert check(shown, 0.71).verdict == "failed"


def test_error_falls_with_the_square_of_a_large_epsilon_and_one_sided_with_the_epsilon_itself():
    _, shown = drawn_pass()

    done = check(shown, 0.7)

    np.testing.assert_allclose(np.diff(np.log10(done.error[1:4])), -2, atol=0.05)
    np.testing.assert_allclose(np.diff(np.log10(done.forward_error[1:4])), -1, atol=0.05)
    assert done.error[-1] > 1000 * done.error[done.best]


def test_truncated_gradient_fails_where_something_is_cut_and_the_whole_one_passes():
    _, shown = drawn_pass(chunk=2)

    recurrent, output = check(shown, 0.7, "W_hh"), check(shown, 0.7, "W_hy")

    assert (recurrent.verdict, recurrent.cut) == ("failed", True)
    assert recurrent.whole_error.min() < 1e-8
    assert (output.verdict, output.cut) == ("passed", False)


def test_one_entry_is_checked_alone():
    _, shown = drawn_pass()

    done = check(shown, 0.7, "W_hh", (2, 0))

    assert done.followed.tolist() == [shown.gradients.W_hh[2, 0]]
    assert (done.of, done.central.shape) == (1, (12, 1))
    assert done.verdict == "passed"


@pytest.mark.parametrize("entry", [(3, 0), (0, 3)])
def test_entry_that_is_not_there_is_refused(entry):
    _, shown = drawn_pass()

    with pytest.raises(IndexError):
        check(shown, 0.7, "W_hh", entry)


def test_many_entries_are_drawn_evenly_from_every_parameter():
    shown = Trainer.start(case(1, hidden_size=30)).latest
    places = Parameters(shown.parameters.sizes, np.arange(len(shown.parameters.vector)))

    everything, recurrent = check(shown), check(shown, name="W_hh")

    assert everything.of == len(shown.parameters.vector)
    assert len(everything.entries) <= MOST_ENTRIES
    for name in Parameters.names:
        assert np.isin(everything.entries, places[name]).any()
    assert recurrent.of == 900
    assert len(recurrent.entries) == MOST_ENTRIES
    assert np.isin(recurrent.entries, places.W_hh).all()
    assert {places.W_hh[0, 0], places.W_hh[-1, -1]} <= set(recurrent.entries)
