"""What a time step adds is the slope of the loss in its own copy of the parameter, and all of it is the gradient."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from rnn import Experiment, Parameters, Trainer, run_pass
from rnn.lenses.contributions import contributions
from tests.support import textbook_options
from tests.support.option_problems import difference, option_problem, option_problems, thoroughly
from tests.support.problems import STEP, case


def drawn_pass(chunk=None, steps=5):
    drawn = option_problem(1, 2, steps, 2, 4, 3, "tanh", "squared", "some", chunk, True, 1.5)
    return drawn, run_pass(drawn.parameters, *drawn.arguments)


@thoroughly
@given(option_problems())
def test_steps_of_all_sequences_add_up_to_the_textbooks_gradient_whatever_the_options(drawn):
    mean, _, _ = drawn.expected()
    expected = Parameters(drawn.parameters.sizes, mean)

    shown = run_pass(drawn.parameters, *drawn.arguments)

    for name in expected.held:
        parts = [contributions(shown, name, b) for b in range(len(drawn.x))]
        assert difference(sum(each.total for each in parts), expected[name]) < 1e-12, name
        by_step = sum(each.at(t) for each in parts for t in range(len(each.norm)))
        assert difference(by_step, expected[name]) < 1e-12, name
        assert difference(by_step, shown.gradients[name]) < 1e-12, name


def untied_loss(drawn, b, name, step, perturbation):
    """The loss of one sequence where `perturbation` is added to a parameter at one time step only."""
    x, y, counted = drawn.columns(b)
    h, total = drawn.first_state, 0.0
    for t in range(len(x)):
        w = dict(zip(Parameters.names, drawn.weights, strict=True))
        if t == step:
            w[name] = w[name] + perturbation
        h = np.tanh(w["W_xh"] @ x[t] + drawn.gain * w["W_hh"] @ h + w["b_h"])
        if counted[t]:
            total = total + textbook_options.step_loss(w["W_hy"] @ h + w["b_y"], y[t], drawn.loss)
    return 0.7 * total / len(drawn.x)


@pytest.mark.parametrize("name", Parameters.names)
def test_each_step_is_the_complex_step_of_the_loss_in_that_steps_own_copy_of_the_parameter(name):
    drawn, shown = drawn_pass()

    parts = contributions(shown, name, sequence=1)

    shape = parts.total.shape
    for t in range(len(parts.norm)):
        slopes = np.empty(shape)
        for place in np.ndindex(shape):
            perturbation = np.zeros(shape, dtype=complex)
            perturbation[place] = 1j * STEP
            slopes[place] = untied_loss(drawn, 1, name, t, perturbation).imag / STEP
        assert difference(parts.at(t), slopes) < 1e-14


@pytest.mark.parametrize("name", [*Parameters.names, "h_0"])
@pytest.mark.parametrize("chunk", [None, 2])
def test_lengths_and_directions_are_those_of_the_whole_table(name, chunk):
    _, shown = drawn_pass(chunk)

    parts = contributions(shown, name)

    table = parts.table()
    lengths, total = np.linalg.norm(table, axis=1), table.sum(axis=0)
    sums = np.cumsum(table[::-1], axis=0)[::-1]
    np.testing.assert_allclose(parts.norm, lengths, rtol=1e-13, atol=1e-16)
    np.testing.assert_allclose(parts.partial_norm, np.linalg.norm(sums, axis=1), rtol=1e-13, atol=1e-16)
    products = table @ total
    np.testing.assert_allclose(parts.cosine * lengths * np.linalg.norm(total), products, rtol=1e-12, atol=1e-15)
    assert parts.share.sum() == pytest.approx(1)
    assert parts.relative_norm.max() == 1
    assert parts.kept == pytest.approx(np.linalg.norm(total) / lengths.sum(), rel=1e-12)


def test_table_holds_the_last_steps_that_fit():
    _, shown = drawn_pass()
    parts = contributions(shown, "W_hh")

    whole, window, least = parts.table(), parts.table(largest=2 * 16 + 15), parts.table(largest=0)

    assert whole.shape == (5, 16)
    np.testing.assert_array_equal(window, whole[3:])
    np.testing.assert_array_equal(least, whole[4:])


def test_first_step_adds_nothing_to_the_recurrent_weights_from_a_state_of_zeros():
    shown = Trainer.start(case(1, start="gaussian")).latest

    parts = contributions(shown, "W_hh")

    assert parts.norm[0] == 0
    assert (parts.norm[1:] > 0).all()


def test_initial_state_gets_all_of_its_gradient_at_the_first_step():
    _, shown = drawn_pass()

    parts = contributions(shown, "h_0")

    assert parts.norm[0] > 0
    assert not parts.norm[1:].any()


@pytest.mark.parametrize("choices", [{"held_out": 40}, {"held_out": 40, "held_out_of": "sequences"}])
def test_steps_that_are_held_out_add_nothing_of_their_own(choices):
    more = {"more_inputs": [[1.0, 2.0, 3.0]], "more_targets": [[2.0, 3.0, 4.0]]}
    shown = Trainer.start(case(1, loss_scaling="mean", **more, **choices)).latest

    parts = [contributions(shown, "W_hy", b) for b in range(2)]

    assert difference(parts[0].total + parts[1].total, shown.gradients.W_hy) < 1e-15
    for b, each in enumerate(parts):
        assert (each.norm > 0).tolist() == shown.alone(b).counts[0].tolist()


def test_no_gradient_has_no_shares_and_no_direction():
    shown = Trainer.start(Experiment(inputs=[0.0, 0.0], targets=[0.0, 0.0])).latest

    parts = contributions(shown, "W_hh")

    for values in (parts.norm, parts.share, parts.cosine, parts.partial_norm):
        assert not values.any()
    assert parts.finite
    assert parts.kept == 0


def test_lengths_beyond_the_finite_numbers_are_told_apart():
    _, shown = drawn_pass()
    shown.da[:] *= 1e200
    shown.x[:] *= 1e200

    parts = contributions(shown, "W_xh")

    assert not parts.finite
    assert not parts.share.any()
    assert contributions(shown, "b_h").finite


def test_unknown_parameter_is_refused():
    shown = Trainer.start(case(1)).latest

    with pytest.raises(KeyError, match="'h_0' is not a parameter"):
        contributions(shown, "h_0")
