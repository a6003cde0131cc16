"""BPTT is proved by the complex step, which shares no line with it, and by the textbook's loop."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from rnn import Parameters, backward, forward, run_pass
from rnn.network.norms import norm
from tests.support import textbook
from tests.support.problems import STEP, complex_step, problem, problems, proven, relative_difference


def update_loss(parameters, x, y):
    """(1/2) sum_t |yhat_t - y_t|^2, averaged over the batch: what the update descends."""
    _, yhat = forward(parameters, x)
    return ((yhat - y) ** 2).sum() / 2 / len(x)


def textbook_gradient(drawn):
    """The complex step through the textbook's forward loop, averaged over the batch."""

    def loss(vector):
        nudged = Parameters(drawn.parameters.sizes, vector)
        weights = [nudged[name] for name in Parameters.names]
        return sum(((np.array(textbook.forward(weights, x)[1]) - y) ** 2).sum() / 2 for x, y in drawn.columns) / len(
            drawn.columns
        )

    return Parameters(drawn.parameters.sizes, complex_step(loss, drawn.parameters.vector))


@proven
@given(problems)
def test_gradient_matches_complex_step_through_the_textbook_for_every_parameter(drawn):
    expected = textbook_gradient(drawn)

    shown = run_pass(drawn.parameters, drawn.x, drawn.y)

    for name in Parameters.names:
        assert relative_difference(shown.gradients[name], expected[name]) < 1e-12, name


@proven
@given(problems)
def test_gradient_matches_complex_step_through_forward_itself(drawn):
    sizes = drawn.parameters.sizes

    expected = complex_step(lambda v: update_loss(Parameters(sizes, v), drawn.x, drawn.y), drawn.parameters.vector)

    assert relative_difference(run_pass(drawn.parameters, drawn.x, drawn.y).gradients.vector, expected) < 1e-12


def nudged_states(weights, x, y):
    """dL/dh_t and dL/da_t by the complex step: how the loss answers to a number added after or inside the tanh."""
    shape = (len(x), len(weights.W_hh), 1)
    still = np.zeros(shape)
    dh = complex_step(lambda v: textbook.nudged_loss(weights, x, y, v.reshape(shape), still), still.ravel())
    da = complex_step(lambda v: textbook.nudged_loss(weights, x, y, still, v.reshape(shape)), still.ravel())
    return dh.reshape(shape[:2]), da.reshape(shape[:2])


@proven
@given(problems)
def test_dh_and_da_match_complex_step_at_every_time_step(drawn):
    shown = run_pass(drawn.parameters, drawn.x, drawn.y)

    for b, (x, y) in enumerate(drawn.columns):
        dh, da = nudged_states(drawn.weights, x, y)
        allowed = 1e-12 * np.linalg.norm(dh, axis=1).max()
        assert np.linalg.norm(shown.dh[b] - dh, axis=1).max() <= allowed
        assert np.linalg.norm(shown.da[b] - da, axis=1).max() <= allowed


@pytest.mark.parametrize("seed", range(5))
def test_dh_is_the_product_of_jacobians_at_every_step_when_the_gradient_vanishes(seed):
    drawn = problem(seed, steps=20, scale=0.15)
    h, _ = forward(drawn.parameters, drawn.x)
    error = np.zeros_like(drawn.y)
    error[:, -1] = 1.0

    dh, _, _ = backward(drawn.parameters, drawn.x, h, error)

    product = drawn.weights.W_hy.T @ error[0, -1]
    for t in reversed(range(20)):
        assert relative_difference(dh[0, t], product) < 1e-12
        product = drawn.weights.W_hh.T @ np.diag(1 - h[0, t + 1] ** 2) @ product
    assert np.linalg.norm(dh[0, 0]) < 1e-6 * np.linalg.norm(dh[0, -1])


@proven
@given(problems)
def test_every_array_matches_the_textbook_loop(drawn):
    shown = run_pass(drawn.parameters, drawn.x, drawn.y)

    mean = np.zeros(drawn.parameters.sizes.total)
    for b, (x, y) in enumerate(drawn.columns):
        h, yhat = textbook.forward(drawn.weights, x)
        gradients, dh, da = textbook.backward(drawn.weights, x, y, h, yhat)
        mean += Parameters.gather(*gradients).vector / len(drawn.x)
        for ours, theirs in ((shown.h, h), (shown.yhat, yhat), (shown.dh, dh), (shown.da, da)):
            assert relative_difference(ours[b], np.array(theirs)[..., 0]) < 1e-12
    assert relative_difference(shown.gradients.vector, mean) < 1e-12


def test_backward_carries_complex_parameters_so_that_curvature_is_symmetric():
    drawn = problem(seed=3, steps=5)
    directions = np.random.default_rng(4).standard_normal((2, drawn.parameters.sizes.total))

    def curvature_along(direction):
        nudged = Parameters(drawn.parameters.sizes, drawn.parameters.vector + 1j * STEP * direction)
        h, yhat = forward(nudged, drawn.x)
        _, _, gradients = backward(nudged, drawn.x, h, yhat - drawn.y)
        return gradients.vector.imag / STEP

    one, other = directions[1] @ curvature_along(directions[0]), directions[0] @ curvature_along(directions[1])

    assert abs(one - other) < 1e-12 * abs(one)
    assert abs(one) > 1e-3


def test_gradient_matches_a_central_difference_of_the_loss():
    drawn = problem(seed=5)
    direction = np.random.default_rng(6).standard_normal(drawn.parameters.sizes.total)

    def loss(step):
        return update_loss(
            Parameters(drawn.parameters.sizes, drawn.parameters.vector + step * direction), drawn.x, drawn.y
        )

    slope = (loss(1e-6) - loss(-1e-6)) / 2e-6

    assert run_pass(drawn.parameters, drawn.x, drawn.y).gradients.vector @ direction == pytest.approx(slope, rel=1e-7)


def test_mean_scaling_is_the_gradient_of_the_loss_shown_and_sum_is_half_t_of_it():
    drawn = problem(seed=7, batch=3, steps=6)
    sizes = drawn.parameters.sizes

    def mse(vector):
        _, yhat = forward(Parameters(sizes, vector), drawn.x)
        return ((yhat - drawn.y) ** 2).sum(axis=2).mean()

    mean = run_pass(drawn.parameters, drawn.x, drawn.y, error_scale=2 / 6)
    summed = run_pass(drawn.parameters, drawn.x, drawn.y)

    assert relative_difference(mean.gradients.vector, complex_step(mse, drawn.parameters.vector)) < 1e-12
    assert relative_difference(summed.gradients.vector, 6 / 2 * mean.gradients.vector) < 1e-15
    assert mean.loss == summed.loss == pytest.approx(mse(drawn.parameters.vector), rel=1e-15)


def test_pass_measures_lengths_and_slope_of_its_own_arrays():
    drawn = problem(seed=8, batch=2)

    shown = run_pass(drawn.parameters, drawn.x, drawn.y)

    assert shown.gradient_norm == pytest.approx(np.sqrt((shown.gradients.vector**2).sum()), rel=1e-14)
    np.testing.assert_allclose(shown.dh_norm, np.sqrt((shown.dh**2).sum(axis=2)), rtol=1e-14)
    np.testing.assert_allclose(shown.da_norm, np.sqrt((shown.da**2).sum(axis=2)), rtol=1e-14)
    np.testing.assert_allclose(shown.slope, 1 - shown.h[:, 1:] ** 2, rtol=1e-14)


def test_pass_measures_length_zero_and_lengths_whose_squares_overflow_or_vanish():
    drawn = problem(seed=8)
    shown = run_pass(drawn.parameters, drawn.x, drawn.y)

    shown.dh[:] = np.array([3e200, 4e200, 0]) * np.array([1, 1e-400, 1e-401, 1])[:, None]
    shown.dh[0, 3] = [3e-200, 4e-200, 0]

    np.testing.assert_allclose(shown.dh_norm[0], [5e200, 0, 0, 5e-200], rtol=1e-14)


@pytest.mark.parametrize(
    ("vector", "length"),
    [
        ([3e200, -4e200], 5e200),
        ([3.0, 4.0], 5.0),
        ([1e200] * 10_000, 1e202),
        ([0.0, 0.0], 0.0),
        ([np.inf, 1.0], np.inf),
    ],
)
def test_norm_is_finite_wherever_the_entries_are(vector, length):
    measured = norm(np.array(vector))

    assert measured == pytest.approx(length, rel=1e-14)


def test_norm_is_not_a_number_when_an_entry_is_not():
    measured = norm(np.array([1.0, np.nan]))

    assert np.isnan(measured)
