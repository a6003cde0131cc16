"""The first weights come from the frozen legacy stream, in the order of the book."""

from __future__ import annotations

import numpy as np

from rnn import Parameters, Sizes
from rnn.initializers import seeded, small_normal


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
