"""Clipping shortens a gradient and leaves its direction, in one update and in a whole run."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn import Trainer
from rnn.updates.clipping import factor_by_norm
from tests.support.problems import case, proven


@proven
@given(st.floats(1e-300, 1e300), st.floats(1e-6, 1e6))
def test_factor_sets_the_length_only_of_what_is_too_long(length, limit):
    factor = factor_by_norm(length, limit)

    assert length * factor == pytest.approx(min(length, limit), rel=1e-14)
    assert factor == 1.0 or length > limit


@pytest.mark.parametrize("length", [0.0, 1e-300, 5.0, 1e300])
def test_factor_is_one_when_there_is_no_limit(length):
    assert factor_by_norm(length, None) == 1.0


def test_update_has_the_gradients_direction_and_the_limits_length_when_it_is_clipped():
    trainer = Trainer.start(case(1, clip_norm=0.5))
    gradient = trainer.latest.gradients.vector

    step = trainer.advance(epochs=1).parameters.vector - trainer.parameters.vector

    assert np.linalg.norm(gradient) > 5
    np.testing.assert_allclose(step, -0.01 * 0.5 * gradient / np.linalg.norm(gradient), rtol=0, atol=1e-15)


def test_history_has_the_norm_before_and_after_clipping():
    trainer = Trainer.start(case(1, clip_norm=5.0)).advance(epochs=300)

    before, after = trainer.history.series("gradient_norm")[1], trainer.history.series("clipped_norm")[1]

    assert (before > 5).any()
    assert (before < 5).any()
    np.testing.assert_allclose(after, np.minimum(before, 5), rtol=1e-14)
