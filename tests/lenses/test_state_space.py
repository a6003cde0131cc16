"""Principal components against NumPy's singular value decomposition, and what is drawn of the trajectories."""

from __future__ import annotations

import numpy as np
import pytest

from rnn import Experiment, Trainer
from rnn.lenses.phase_portrait import phase_portrait
from rnn.lenses.state_space import MOST_STATES, components, map_of, states_of, trajectories


def pass_of(epochs=20, **choices):
    return Trainer.start(Experiment(**{"hidden_size": 5, "start": "gaussian"} | choices)).advance(epochs=epochs).latest


def test_components_are_the_singular_vectors_of_the_states_without_padding():
    shown = pass_of(inputs=np.sin(np.arange(9.0)).tolist(), more_inputs=[np.cos(np.arange(5.0)).tolist()])
    states = np.concatenate([shown.h[0, 1:9], shown.h[1, 1:5]])
    _, sizes, vectors = np.linalg.svd(states - states.mean(axis=0))

    found = components(shown)

    np.testing.assert_allclose(found.fractions, sizes**2 / np.sum(sizes**2), atol=1e-12)
    np.testing.assert_allclose(np.abs(np.sum(found.axes * vectors, axis=1))[:3], 1, rtol=1e-8)
    np.testing.assert_allclose(found.at(states) @ found.axes + found.mean, states, atol=1e-12)


def test_components_are_none_where_a_state_is_not_finite_and_zero_where_states_are_equal():
    shown = pass_of(inputs=[0.0, 0.0, 0.0], targets=[0.0, 0.0, 0.0])
    assert not components(shown).fractions.any()

    shown.h[0, 2, 0] = np.inf
    assert components(shown) is None


def test_components_of_huge_states_are_those_of_small_ones():
    shown = pass_of(inputs=np.sin(np.arange(9.0)).tolist())
    small = components(shown)

    shown.h[:] *= 1e200
    np.testing.assert_allclose(components(shown).fractions, small.fractions, atol=1e-12)


def test_trajectories_are_those_of_all_sequences_or_of_one():
    shown = pass_of(task="echo", sequences=3, task_steps=10)

    every, one = trajectories(shown, None), trajectories(shown, 1)

    assert every.sequence.tolist() == [0] * 11 + [1] * 11 + [2] * 11
    assert one.step.tolist() == list(range(11))
    np.testing.assert_array_equal(one.h, shown.h[1])
    np.testing.assert_array_equal(one.target[1:], shown.target[1, :, 0])


def test_large_batch_is_drawn_as_far_as_states_are_allowed():
    shown = pass_of(epochs=1, task="echo", sequences=64, task_steps=100)
    drawn = trajectories(shown, None)

    assert drawn.of == 64
    assert drawn.sequences == MOST_STATES // 101
    assert len(drawn.h) <= MOST_STATES


@pytest.mark.parametrize(
    ("choices", "most"), [({"task": "flip-flop", "sequences": 8}, 8), ({"task": "hello", "loss": "cross-entropy"}, 4)]
)
def test_targets_of_several_numbers_are_numbered(choices, most):
    shown = pass_of(**choices)
    drawn = trajectories(shown, None)
    rows = np.concatenate(list(shown.target))
    numbers = drawn.target[drawn.step > 0]

    assert set(numbers) <= set(range(1, most + 1))
    for number in set(numbers):
        assert len(np.unique(rows[numbers == number], axis=0)) == 1


def test_target_of_one_hot_rows_is_the_number_of_the_symbol():
    shown = pass_of(task="hello", loss="cross-entropy")

    assert trajectories(shown, 0).target[1:].tolist() == (shown.target[0].argmax(axis=1) + 1).tolist()


@pytest.mark.parametrize(("activation", "low", "high"), [("tanh", -1.3, 1.3), ("logistic", -0.15, 1.15)])
def test_window_of_the_portrait_is_that_of_the_activation(activation, low, high):
    trainer = Trainer.start(Experiment(inputs=[1.0, 2.0], hidden_size=2, activation=activation))
    made = phase_portrait(map_of(trainer, 0, 0, None), states_of(trainer.latest))

    np.testing.assert_allclose([made.low, made.high], [[low] * 2, [high] * 2])


def test_window_of_the_portrait_of_unbounded_units_is_that_of_the_states():
    trainer = Trainer.start(Experiment(inputs=[1.0, 2.0], hidden_size=2, activation="linear"))
    made = phase_portrait(map_of(trainer, 0, 0, None), np.array([[0.0, 5.0], [2.0, 9.0], [1.0, 7.0]]))

    np.testing.assert_allclose([made.low, made.high], [[-0.3, 4.4], [2.3, 9.6]])


def test_nullclines_keep_their_unit_and_arrows_are_one_step():
    trainer = Trainer.start(Experiment(inputs=np.sin(np.arange(20.0)).tolist(), hidden_size=2, start="gaussian"))
    network = map_of(trainer.advance(epochs=30), 0, 0, None)
    made = phase_portrait(network, states_of(trainer.latest))

    for unit, points in enumerate(made.nullclines):
        assert len(points) > 20
        np.testing.assert_allclose(network.step(points)[:, unit], points[:, unit], atol=0.002)
    corners = made.origin.reshape(15, 15, 2)[[0, -1], [0, -1]]
    np.testing.assert_allclose(corners, [made.low, made.high])
    np.testing.assert_array_equal(made.change, np.tanh(made.origin @ network.W.T + network.b) - made.origin)
