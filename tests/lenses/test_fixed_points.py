"""Fixed points against a network whose points are known, SciPy's root finder, and the complex step."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from scipy.optimize import brentq, root

from rnn import Experiment, Trainer
from rnn.lenses.fixed_points import fixed_points, most_starts
from rnn.lenses.held_input import Map, held_input
from rnn.lenses.state_space import map_of, points_of
from rnn.network.activations import ACTIVATIONS

TANH = ACTIVATIONS["tanh"]
SEVERAL = np.random.default_rng(3).uniform(-1.2, 1.2, (96, 2))


def lively(activation="tanh", units=6, gain=1.8):
    generator = np.random.default_rng(4)
    W = gain * generator.standard_normal((units, units)) / np.sqrt(units)
    network = Map(W, 0.2 * generator.standard_normal(units), ACTIVATIONS[activation])
    return network, generator.uniform(-1, 1, (80, units))


def test_points_of_two_times_the_identity_are_all_combinations_of_the_roots():
    edge = brentq(lambda h: np.tanh(2 * h) - h, 0.5, 1)
    known = set(product((-1, 0, 1), repeat=2))

    found = fixed_points(Map(2 * np.eye(2), np.zeros(2), TANH), SEVERAL)

    places = np.round(found.h / edge).astype(int)
    assert {tuple(place) for place in places.tolist()} == known
    assert len(found.h) == 9
    np.testing.assert_allclose(found.h, places * edge, atol=1e-7)
    assert found.stable.tolist() == [True] * 4 + [False] * 5
    assert found.not_stable.tolist() == [False] * 4 + [True] * 5
    assert not found.slow.any()
    assert found.unstable.tolist() == [0] * 4 + [1] * 4 + [2]
    np.testing.assert_allclose(found.largest[:4], 2 * (1 - edge**2), rtol=1e-6)
    np.testing.assert_allclose(found.largest[4:], 2, rtol=1e-6)


def test_unstable_direction_is_that_of_the_unit_at_zero():
    found = fixed_points(Map(2 * np.eye(2), np.zeros(2), TANH), SEVERAL)

    for h, direction in zip(found.h[4:8], found.direction[4:8], strict=True):
        np.testing.assert_allclose(np.abs(direction), np.abs(h) < 0.1, atol=1e-6)


@pytest.mark.parametrize("activation", ["tanh", "logistic"])
def test_points_are_those_of_a_root_finder(activation):
    network, states = lively(activation)
    found = fixed_points(network, states)
    roots = [root(lambda h: network.step(h) - h, state, tol=1e-12) for state in states]

    ends = [one.x for one in roots if one.success]
    assert found.is_fixed.any()
    for end in ends:
        assert np.linalg.norm(found.h[found.is_fixed] - end, axis=1).min() < 0.02
    for point in found.h[found.is_fixed]:
        again = root(lambda h: network.step(h) - h, point, tol=1e-12)
        np.testing.assert_allclose(again.x, point, atol=1e-6)


@pytest.mark.parametrize("activation", ["tanh", "logistic"])
def test_eigenvalues_are_those_of_the_jacobian_by_complex_step(activation):
    network, states = lively(activation)
    found = fixed_points(network, states)

    for place, point in enumerate(found.h):
        columns = [network.step(point + 1e-30j * e).imag / 1e-30 for e in np.eye(len(point))]
        values = np.abs(np.linalg.eigvals(np.array(columns).T))
        assert values.max() == pytest.approx(found.largest[place], rel=1e-10)
        assert (values > 1).sum() == found.unstable[place]


def test_slow_point_is_found_where_two_fixed_points_have_just_gone():
    h = np.sqrt(0.5)  # where 2 (1 - h^2) = 1: the curve is parallel to the diagonal
    bias = np.arctanh(h) - 2 * h - 1e-3
    found = fixed_points(Map(np.array([[2.0]]), np.array([bias]), TANH), np.linspace(0.3, 0.9, 40)[:, None])

    assert found.slow.sum() == 1
    assert found.h[found.slow][0, 0] == pytest.approx(h, abs=0.01)
    assert 0 < found.speed[found.slow][0] < 1e-3
    assert found.steps < 30 * found.starts  # each search ends where it no longer gets anywhere


def test_search_says_what_it_cost_and_is_done_once_for_each_epoch():
    trainer = Trainer.start(Experiment(task="flip-flop", sequences=4, hidden_size=5)).advance(epochs=3)
    found = points_of(trainer, 0, 0, None)

    assert found.starts == min(4 * trainer.latest.x.shape[1], most_starts(5))
    assert 0 < found.steps <= 40 * found.starts
    assert points_of(replace(trainer), 0, 0, 3) is found
    assert points_of(trainer, 1, 0, None) is not found
    assert points_of(trainer, 2, 0, 1) is not points_of(trainer, 2, 0, 2)


def test_fewer_states_are_searched_from_where_there_are_many_units():
    assert [most_starts(units) for units in (1, 16, 64, 128)] == [96, 96, 48, 32]


def test_map_of_an_input_held_is_the_step_of_the_network():
    trainer = Trainer.start(
        Experiment(task="flip-flop", sequences=2, hidden_size=4, recurrent_gain=1.4, initial_state="learned")
    ).advance(epochs=5)
    h = trainer.latest.h

    assert np.abs(trainer.parameters.b_h).min() > 0
    for step in (0, 3):
        np.testing.assert_allclose(map_of(trainer, 2, 1, step).step(h[1, step]), h[1, step + 1], atol=1e-14)


def test_input_that_is_held_is_zero_the_mean_or_that_of_a_step():
    shown = Trainer.start(Experiment(inputs=[[1.0], [3.0]], more_inputs=[[[5.0], [7.0], [9.0]]])).latest

    assert held_input(shown, 0, 1, 1).tolist() == [0]
    assert held_input(shown, 1, 1, 1).tolist() == [shown.x[0, :1].sum() / 3 + shown.x[1, :2].sum() / 3]
    assert held_input(shown, 2, 1, 1).tolist() == shown.x[1, 1].tolist()
    assert held_input(shown, 2, 1, None).tolist() == shown.x[1, 0].tolist()


@pytest.mark.parametrize("large", [1e7, np.inf, np.nan])
def test_nothing_is_searched_where_numbers_are_too_large(large):
    assert fixed_points(Map(np.full((2, 2), large), np.zeros(2), TANH), SEVERAL) is None
    assert fixed_points(Map(np.eye(2), np.zeros(2), TANH), np.full((3, 2), large)) is None
