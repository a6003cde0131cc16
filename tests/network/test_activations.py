"""Each activation's derivative is that of its function, and both may write where they are told to."""

from __future__ import annotations

import numpy as np
import pytest

from rnn.network.activations import ACTIVATIONS
from tests.support.textbook_options import FUNCTIONS

POINTS = np.array([-30.0, -2.0, -0.3, 0.1, 1.0, 4.0, 30.0])


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_function_and_slope_are_those_of_the_book(name):
    function, derivative = FUNCTIONS[name]

    h = ACTIVATIONS[name].function(POINTS)

    np.testing.assert_allclose(h, function(POINTS), rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(ACTIVATIONS[name].slope(h), derivative(POINTS), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_slope_is_the_complex_step_of_the_function(name):
    activation = ACTIVATIONS[name]

    slope = activation.function(POINTS + 1e-30j).imag / 1e-30

    np.testing.assert_allclose(activation.slope(activation.function(POINTS)), slope, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_result_is_written_where_it_is_told_and_nowhere_else(name):
    activation, a = ACTIVATIONS[name], POINTS.copy()
    h, slope = np.full_like(a, np.nan), np.full_like(a, np.nan)

    activation.function(a, h)
    kept = h.copy()
    activation.slope(h, slope)

    np.testing.assert_array_equal(a, POINTS)
    np.testing.assert_array_equal(h, kept)
    np.testing.assert_array_equal(h, activation.function(POINTS))
    np.testing.assert_array_equal(slope, activation.slope(h))


def test_slope_is_never_steeper_than_one_and_the_logistic_never_than_a_quarter():
    a = np.linspace(-5, 5, 1001)

    assert max(ACTIVATIONS[name].slope(ACTIVATIONS[name].function(a)).max() for name in ACTIVATIONS) == 1
    assert ACTIVATIONS["logistic"].slope(ACTIVATIONS["logistic"].function(a)).max() == pytest.approx(0.25, rel=1e-12)


def test_unit_that_is_exactly_at_zero_is_off_in_relu():
    assert ACTIVATIONS["relu"].slope(np.zeros(1)) == 0


def test_logistic_stays_finite_where_the_power_would_overflow():
    np.testing.assert_array_equal(ACTIVATIONS["logistic"].function(np.array([-1e4, 1e4])), [0.0, 1.0])
