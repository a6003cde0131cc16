"""Five names and one vector are the same memory."""

from __future__ import annotations

import numpy as np
import pytest

from rnn import Parameters, Sizes

SHAPES = {"W_xh": (3, 2), "W_hh": (3, 3), "W_hy": (1, 3), "b_h": (3, 1), "b_y": (1, 1)}


def test_every_name_is_a_view_of_the_vector_and_together_they_are_all_of_it():
    parameters = Parameters(Sizes(2, 3, 1))

    for value, name in enumerate(Parameters.names, start=1):
        parameters[name][...] = value

    assert {name: parameters[name].shape for name in Parameters.names} == SHAPES
    counts = [np.prod(SHAPES[name]) for name in Parameters.names]
    np.testing.assert_array_equal(np.sort(parameters.vector), np.repeat([1, 2, 3, 4, 5], counts))


def test_gather_copies_separate_arrays():
    draw = np.random.default_rng(0).standard_normal
    arrays = {name: draw(shape) for name, shape in SHAPES.items()}

    parameters = Parameters.gather(**arrays)

    assert parameters.sizes == Sizes(2, 3, 1)
    for name, array in arrays.items():
        np.testing.assert_array_equal(parameters[name], array)
        assert not np.shares_memory(parameters[name], array)


def test_copy_has_memory_of_its_own():
    parameters = Parameters(Sizes(1, 1, 1))

    parameters.copy().vector[:] = 1

    assert not parameters.vector.any()


def test_parameters_refuse_a_vector_of_another_length():
    with pytest.raises(ValueError, match="needs a vector of 22 numbers, not one of shape"):
        Parameters(Sizes(2, 3, 1), np.zeros(21))


@pytest.mark.parametrize("name", ["W_yh", "vector", "copy"])
def test_parameters_refuse_another_name(name):
    with pytest.raises(KeyError, match="is not a parameter; the names are W_xh, W_hh, W_hy, b_h, b_y"):
        Parameters(Sizes(1, 1, 1))[name]
