"""BPTT with every option is proved by the complex step and by the textbook's loop, over the whole grid."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from rnn import Parameters, run_pass
from rnn.network.batch import padded
from tests.support import textbook_options
from tests.support.option_problems import difference, option_problem, option_problems, thoroughly
from tests.support.problems import complex_step, problem


@thoroughly
@given(option_problems())
def test_every_array_matches_the_textbook_loop_whatever_the_options(drawn):
    mean, dh, da = drawn.expected()

    shown = run_pass(drawn.parameters, *drawn.arguments)

    assert difference(shown.gradients.vector, mean) < 1e-12
    for b, length in enumerate(drawn.lengths):
        assert difference(shown.dh[b, :length], dh[b]) < 1e-12
        assert difference(shown.da[b, :length], da[b]) < 1e-12
        for padding in (shown.dh, shown.da, shown.error, shown.h[:, 1:]):
            assert not padding[b, length:].any()


@thoroughly
@given(option_problems())
def test_workspace_equals_run_pass_whatever_the_options(drawn):
    shown, work = run_pass(drawn.parameters, *drawn.arguments), drawn.workspace()

    loss, length = work.forward(), work.backward()

    assert difference(work.gradients.vector, shown.gradients.vector) < 1e-12
    assert loss == pytest.approx(shown.loss, rel=1e-12, abs=1e-12)
    assert length == pytest.approx(shown.gradient_norm, rel=1e-12, abs=1e-12)


def chunked_loss(drawn, vector):
    """The loss of nudged weights, with the state that enters each chunk held at that of the given weights."""
    nudged = Parameters(drawn.parameters.sizes, vector)
    weights = [nudged[name] for name in Parameters.names]
    first = drawn.first_state if nudged.h_0 is None else nudged.h_0
    total = 0.0
    for b in range(len(drawn.x)):
        x, y, counted = drawn.columns(b)
        _, h = textbook_options.states(drawn.weights, x, drawn.activation, drawn.gain, drawn.first_state)
        size = drawn.truncation or len(x)
        for begin in range(0, len(x), size):
            part = slice(begin, begin + size)
            total = total + textbook_options.total_loss(
                weights,
                x[part],
                y[part],
                counted[part],
                drawn.activation,
                drawn.loss,
                drawn.gain,
                h[begin] if begin else first,
            )
    return 0.7 * total / len(drawn.x)


@thoroughly
@given(option_problems(hidden=(1, 2, 3)))
def test_gradient_matches_complex_step_chunk_by_chunk_with_the_incoming_state_held(drawn):
    expected = complex_step(lambda vector: chunked_loss(drawn, vector), drawn.parameters.vector)

    shown = run_pass(drawn.parameters, *drawn.arguments)

    assert difference(shown.gradients.vector, expected) < 1e-12


@thoroughly
@given(option_problems())
def test_padding_changes_nothing(drawn):
    together = run_pass(drawn.parameters, *drawn.arguments)

    mean = np.zeros_like(drawn.parameters.vector)
    loss = 0.0
    for b, n in enumerate(drawn.lengths):
        x, y, counted = drawn.x[b : b + 1, :n], drawn.y[b : b + 1, :n], drawn.counted[b : b + 1, :n]
        alone = run_pass(drawn.parameters, x, y, 0.7, drawn.options, counted)
        mean += alone.gradients.vector / len(drawn.x)
        loss += alone.loss / len(drawn.x)
        np.testing.assert_allclose(together.h[b, : n + 1], alone.h[0], rtol=1e-12, atol=1e-14)

    assert difference(together.gradients.vector, mean) < 1e-12
    assert together.loss == pytest.approx(loss, rel=1e-12, abs=1e-12)


def test_padding_stays_finite_where_the_state_would_grow_beyond_all_numbers():
    short, long = np.ones((1, 1)), np.full((800, 1), 0.0)
    weights = [np.ones((1, 1)), np.full((1, 1), 10.0), np.ones((1, 1)), np.zeros((1, 1)), np.zeros((1, 1))]
    batch = padded([(short, short), (long, long)])
    options = option_problem(0, 1, 1, 1, 1, 1, "linear", "squared", "every", None, False, 1.0).options

    shown = run_pass(Parameters.gather(*weights), batch.x, batch.target, 1.0, options, batch.counted, batch.lengths)

    assert np.isfinite(shown.h).all()
    assert np.isfinite(shown.gradients.vector).all()


@pytest.mark.parametrize("longer", [0, 1, 100])
def test_truncation_not_shorter_than_the_sequence_is_the_whole_gradient_to_the_bit(longer):
    drawn = option_problem(3, 2, 6, 2, 5, 2, "tanh", "squared", "every", None, True, 1.5)
    cut = replace(drawn, truncation=6 + longer)

    whole, truncated = (run_pass(each.parameters, *each.arguments) for each in (drawn, cut))
    works = [drawn.workspace(), cut.workspace()]
    for work in works:
        work.forward(), work.backward()

    assert whole.gradients.vector.tobytes() == truncated.gradients.vector.tobytes()
    assert works[0].gradients.vector.tobytes() == works[1].gradients.vector.tobytes()
    assert not truncated.truncation_error.vector.any()


def test_what_truncation_loses_and_what_is_left_are_the_whole_gradient():
    cut = option_problem(4, 2, 8, 2, 5, 2, "tanh", "squared", "every", 3, True, 1.0)
    whole = replace(cut, truncation=None)

    shown, expected = (run_pass(each.parameters, *each.arguments) for each in (cut, whole))

    lost = shown.truncation_error
    assert difference(lost.vector + shown.gradients.vector, expected.gradients.vector) < 1e-15
    assert np.linalg.norm(lost.W_hh) > 1e-3
    assert not lost.W_hy.any()


def test_loss_at_the_last_step_only_leaves_the_error_of_every_other_at_zero():
    drawn = option_problem(5, 3, 7, 2, 4, 2, "tanh", "squared", "last", None, False, 1.0)

    shown = run_pass(drawn.parameters, *drawn.arguments)

    for b, length in enumerate(drawn.lengths):
        assert not np.delete(shown.error[b], length - 1, axis=0).any()
        assert shown.error[b, length - 1].all()


def test_plain_problem_has_the_same_bits_when_all_its_options_are_spelled_out():
    drawn = problem(seed=1, batch=2, steps=5)
    every, lengths = np.ones((2, 5), dtype=bool), np.array([5, 5])

    plain = run_pass(drawn.parameters, drawn.x, drawn.y)
    spelled = run_pass(drawn.parameters, drawn.x, drawn.y, np.ones(2), counted=every, lengths=lengths)

    assert plain.gradients.vector.tobytes() == spelled.gradients.vector.tobytes()
    assert plain.loss == pytest.approx(spelled.loss, rel=1e-15)
