"""One sequence of a batch, looked at alone."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from rnn.network.bptt import Pass, run_pass
from rnn.network.options import PLAIN
from rnn.network.parameters import Parameters, Sizes

SIZES = Sizes(2, 3, 2)
ARRAYS = ("x", "target", "h", "yhat", "error", "dh", "da")


def batch(lengths: list[int] | None, counted: np.ndarray | None) -> Pass:
    random = np.random.default_rng(3)
    parameters = Parameters(SIZES, random.normal(size=SIZES.total))
    count = 3 if lengths is None else len(lengths)
    x, target = random.normal(size=(count, 5, 2)), random.normal(size=(count, 5, 2))
    real = None if lengths is None else np.array(lengths)
    return run_pass(parameters, x, target, counted=counted, lengths=real)


def by_itself(whole: Pass, sequence: int, end: int) -> Pass:
    """A pass over that sequence only, as if there were no others."""
    counted = None if whole.counted is None else whole.counted[[sequence], :end]
    return run_pass(whole.parameters, whole.x[[sequence], :end], whole.target[[sequence], :end], counted=counted)


@pytest.mark.parametrize("sequence", [0, 1, 2])
@pytest.mark.parametrize("masked", [False, True])
def test_alone_is_the_pass_of_that_sequence_in_a_batch(sequence, masked):
    whole = batch(None, np.arange(15).reshape(3, 5) % 2 == 0 if masked else None)

    alone, expected = whole.alone(sequence), by_itself(whole, sequence, 5)

    for name in ARRAYS:
        np.testing.assert_allclose(getattr(alone, name), getattr(expected, name), rtol=1e-12, atol=1e-15)
    np.testing.assert_array_equal(alone.counts, expected.counts)
    assert alone.loss == pytest.approx(expected.loss, rel=1e-12)
    assert alone.gradients is whole.gradients


@pytest.mark.parametrize(("sequence", "end"), [(0, 5), (1, 3), (2, 1)])
def test_alone_leaves_padding_out(sequence, end):
    real = np.arange(5) < np.array([[5], [3], [1]])
    whole = batch([5, 3, 1], real)

    alone, expected = whole.alone(sequence), by_itself(whole, sequence, end)

    for name in ARRAYS:
        np.testing.assert_allclose(getattr(alone, name), getattr(expected, name), rtol=1e-12, atol=1e-15)
    assert alone.h.shape == (1, end + 1, 3)
    assert alone.counts.shape == (1, end)
    assert alone.lengths is None


@pytest.mark.parametrize(("sequence", "end"), [(0, 5), (1, 3), (2, 1)])
def test_alone_keeps_which_steps_of_the_sequence_are_held_out(sequence, end):
    held_out = np.arange(5) == np.array([[4], [2], [0]])
    whole = replace(batch([5, 3, 1], np.arange(5) < np.array([[4], [2], [0]])), held_out=held_out)

    alone = whole.alone(sequence)

    last = whole.yhat[sequence, end - 1] - whole.target[sequence, end - 1]
    assert alone.held_out.shape == (1, end)
    assert alone.held_out_loss == pytest.approx(last @ last, rel=1e-12)


def test_nothing_held_out_has_no_loss():
    assert math.isnan(batch(None, None).held_out_loss)


def test_held_out_loss_is_the_mean_over_steps_then_over_the_sequences_that_hold_some_out():
    held_out = np.array([[False] * 3 + [True] * 2, [False] * 5, [True] + [False] * 4])
    whole = replace(batch(None, ~held_out), held_out=held_out)

    squares = [[float(error @ error) for error in row] for row in whole.yhat - whole.target]
    expected = ((squares[0][3] + squares[0][4]) / 2 + squares[2][0]) / 2
    assert whole.held_out_loss == pytest.approx(expected, rel=1e-12)


def test_sequence_that_counts_at_no_step_changes_neither_gradient_nor_loss():
    counted = np.array([[True] * 5, [False] * 5, [True, False, True, False, False]])
    whole = batch(None, counted)
    rest = [0, 2]

    without = run_pass(whole.parameters, whole.x[rest], whole.target[rest], counted=counted[rest])

    np.testing.assert_allclose(whole.gradients.vector, without.gradients.vector, rtol=1e-12)
    assert whole.loss == pytest.approx(without.loss, rel=1e-12)
    assert not whole.dh[1].any()


@pytest.mark.parametrize("counted", [None, np.array([[True] * 5, [False] * 5, [True, False, True, False, True]])])
def test_what_truncation_loses_is_averaged_over_the_sequences_that_count(counted):
    plain = batch(None, counted)

    cut = run_pass(plain.parameters, plain.x, plain.target, options=replace(PLAIN, truncation=2), counted=counted)

    np.testing.assert_allclose(
        cut.truncation_error.vector + cut.gradients.vector, plain.gradients.vector, rtol=1e-12, atol=1e-15
    )
    assert np.abs(cut.truncation_error.W_hh).max() > 1e-3


def test_alone_leaves_padding_out_when_the_batch_is_one():
    whole = batch([2], np.array([[True, True, False, False, False]]))

    assert whole.alone(0).x.shape == (1, 2, 2)


def test_alone_is_the_pass_itself_when_there_is_nothing_to_leave_out():
    whole = batch(None, None).alone(1)

    assert whole.alone(0) is whole


def test_counts_are_all_steps_unless_a_mask_says_otherwise():
    mask = np.arange(15).reshape(3, 5) % 3 == 0

    assert batch(None, None).counts.tolist() == [[True] * 5] * 3
    np.testing.assert_array_equal(batch(None, mask).counts, mask)
