"""Itemised gradients add up to the gradient, and are those of the complex step and of multiplied-out Jacobians."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from rnn import run_pass
from rnn.lenses.itemised import by_loss_step, jacobian_products, jacobians
from tests.support import textbook_options
from tests.support.option_problems import difference, option_problem, option_problems, thoroughly
from tests.support.problems import STEP


def drawn_pass(chunk=None, gain=1.5, activation="tanh", steps=6):
    drawn = option_problem(1, 2, steps, 2, 4, 2, activation, "squared", "every", chunk, True, gain)
    return drawn, run_pass(drawn.parameters, *drawn.arguments)


@thoroughly
@given(option_problems())
def test_loss_steps_add_up_to_dh_whatever_the_options(drawn):
    shown = run_pass(drawn.parameters, *drawn.arguments)

    for b in range(len(drawn.x)):
        assert difference(by_loss_step(shown, b).dh.sum(axis=0), shown.dh[b]) < 1e-12


@pytest.mark.parametrize("chunk", [None, 4])
def test_each_loss_step_is_the_gradient_of_that_step_alone(chunk):
    drawn, shown = drawn_pass(chunk)

    itemised = by_loss_step(shown)

    for s in range(1, 7):
        alone = replace(drawn, counted=np.tile(np.arange(1, 7) == s, (2, 1)))
        assert difference(itemised.dh[s - 1], run_pass(alone.parameters, *alone.arguments).dh[0]) < 1e-14
    assert itemised.steps.tolist() == [1, 2, 3, 4, 5, 6]
    np.testing.assert_allclose(itemised.norm[5, 5], np.sqrt((shown.dh[0, 5] ** 2).sum()), rtol=1e-14)


def test_window_holds_the_last_loss_steps():
    _, shown = drawn_pass()
    whole = by_loss_step(shown)

    window = by_loss_step(shown, largest=2 * 6 * 4)
    least = by_loss_step(shown, largest=0)

    assert window.steps.tolist() == [5, 6]
    assert least.steps.tolist() == [6]
    assert difference(window.dh, whole.dh[4:]) < 1e-15
    assert difference(least.dh, whole.dh[5:]) < 1e-15


@pytest.mark.parametrize("activation", textbook_options.FUNCTIONS)
def test_products_are_the_complex_step_of_the_state_through_the_textbook(activation):
    drawn, shown = drawn_pass(chunk=2, activation=activation)
    x, _, _ = drawn.columns(0)

    products = jacobian_products(shown, last=5)

    assert products.shape == (6, 4, 4)
    for k in range(6):
        for unit in range(4):
            perturbed = shown.h[0, 5 - k][:, None] + 1j * STEP * np.eye(4)[:, [unit]]
            _, h = textbook_options.states(drawn.weights, x[5 - k : 5], activation, drawn.gain, perturbed)
            assert difference(products[k][:, unit], h[-1][:, 0].imag / STEP) < 1e-13


def test_products_are_those_of_the_single_jacobians_and_their_window_is_the_nearest():
    _, shown = drawn_pass()

    each, products = jacobians(shown), jacobian_products(shown)

    for k in range(7):
        expected = np.linalg.multi_dot([np.eye(4), *each[6 - k :][::-1], np.eye(4)])
        assert difference(products[k], expected) < 1e-14
    np.testing.assert_array_equal(jacobian_products(shown, largest=3 * 16), products[:3])
    np.testing.assert_array_equal(jacobian_products(shown, largest=0), products[:1])


@pytest.mark.parametrize("last", [0, 7, -1])
def test_product_from_a_step_that_is_not_there_is_refused(last):
    _, shown = drawn_pass()

    with pytest.raises(ValueError, match=f"Time step {last} is not among 1 to 6"):
        jacobian_products(shown, last=last)


def test_more_jacobians_than_fit_are_refused(monkeypatch):
    monkeypatch.setattr("rnn.lenses.itemised.LARGEST", 95)
    _, shown = drawn_pass()

    with pytest.raises(ValueError, match="6 Jacobians of 4 hidden units are 96 numbers"):
        jacobians(shown)
