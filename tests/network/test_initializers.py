"""The first weights come from the frozen legacy stream, in the order of the book."""

from __future__ import annotations

import numpy as np
import pytest

from rnn import Parameters, Sizes
from rnn.network.initializers import INITIALIZERS, draw, orthogonal, seeded, small_normal


def test_seeded_stream_is_that_of_the_global_generator():
    np.random.seed(42)
    expected = np.random.standard_normal(5)

    np.testing.assert_array_equal(seeded(42).standard_normal(5), expected)


def test_first_weights_are_the_known_ones_for_seed_42():
    parameters = small_normal(Sizes(1, 2, 1), seeded(42))

    np.testing.assert_allclose(parameters.W_xh.ravel(), [0.004967141530, -0.001382643012], rtol=1e-9)
    np.testing.assert_allclose(parameters.W_hh[0], [0.006476885381, 0.015230298564], rtol=1e-9)
    assert not parameters.b_h.any()
    assert not parameters.b_y.any()


def test_scale_multiplies_every_weight_and_may_be_zero():
    small, large = (small_normal(Sizes(2, 3, 1), seeded(1), scale) for scale in (0.5, 1.0))

    np.testing.assert_array_equal(2 * small.vector, large.vector)
    assert not small_normal(Sizes(2, 3, 1), seeded(1), 0.0).vector.any()
    assert all(large[name].all() for name in Parameters.names[:3])


@pytest.mark.parametrize("name", INITIALIZERS)
def test_recurrent_weights_are_what_the_start_says_and_the_scale_multiplies_them(name):
    sizes = Sizes(3, 200, 2)

    W_hh = draw(INITIALIZERS[name], sizes, seeded(0), 0.5).W_hh

    if name == "identity":
        np.testing.assert_array_equal(W_hh, 0.5 * np.eye(200))
    elif name == "orthogonal":
        np.testing.assert_allclose(W_hh @ W_hh.T, 0.25 * np.eye(200), rtol=0, atol=1e-13)
    else:
        spread = {"small": 1, "gaussian": 200**-0.5, "xavier": (2 / 400) ** 0.5}[name]
        assert W_hh.std() == pytest.approx(0.5 * spread, rel=0.02)


def test_orthogonal_start_is_drawn_evenly_so_that_its_diagonal_has_no_sign():
    diagonals = [np.diag(orthogonal(np.random.default_rng(seed).standard_normal((4, 4)))) for seed in range(300)]

    assert abs(np.mean(diagonals)) < 0.05


@pytest.mark.parametrize("name", INITIALIZERS)
def test_one_seed_gives_every_start_the_same_input_and_output_weights_up_to_their_scale(name):
    sizes = Sizes(3, 8, 2)
    small = draw(INITIALIZERS["small"], sizes, seeded(1))

    given = draw(INITIALIZERS[name], sizes, seeded(1), 0.5, input_scale=2.0, output_scale=0.25)
    own = draw(INITIALIZERS[name], sizes, seeded(1), 0.5)

    std = INITIALIZERS[name].std
    ours = (0.5, 0.5) if name == "small" else (std(8, 3), std(2, 8))
    np.testing.assert_allclose(given.W_xh, 2.0 * small.W_xh, rtol=1e-15)
    np.testing.assert_allclose(given.W_hy, 0.25 * small.W_hy, rtol=1e-15)
    np.testing.assert_allclose(own.W_xh, ours[0] * small.W_xh, rtol=1e-15)
    np.testing.assert_allclose(own.W_hy, ours[1] * small.W_hy, rtol=1e-15)
