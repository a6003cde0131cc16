"""Exponents against a linear map's ln|w|, and against two runs."""

from __future__ import annotations

from math import inf, isnan, log

import numpy as np
import pytest

from rnn import Experiment, Trainer
from rnn.lenses import perturbation as lens
from rnn.lenses.perturbation import (
    DIRECTIONS,
    direction_names,
    exponent_at,
    fastest_growing,
    lyapunov_exponent,
    over_training,
    perturbed,
    steps_multiplied,
)
from rnn.network.parameters import Parameters

WAVE = np.sin(np.arange(20.0)).tolist()


def linear(W_hh, **choices):
    """A pass of linear units with these recurrent weights."""
    units = len(W_hh)
    weights = Parameters.gather(np.ones((units, 1)), W_hh, np.ones((1, units)), np.zeros((units, 1)), np.zeros((1, 1)))
    choices = {"inputs": WAVE, "hidden_size": units, "activation": "linear"} | choices
    return Trainer.start(Experiment(**choices, start="given", weights=weights.vector.tolist())).latest


def lively(**choices):
    choices = {"inputs": WAVE, "hidden_size": 6, "start": "gaussian", "start_gain": 2.0, "seed": 3} | choices
    return Trainer.start(Experiment(**choices)).advance(epochs=5)


@pytest.mark.parametrize("w", [0.5, -0.9, 1.0, 1.2, 3.0])
def test_exponent_of_a_linear_map_is_the_logarithm_of_its_weight(w):
    shown = linear(np.array([[w]]))
    made = perturbed(shown, 0, 0.01, 0)

    assert lyapunov_exponent(shown) == pytest.approx(log(abs(w)), abs=1e-12)
    assert made.exponent == pytest.approx(log(abs(w)), abs=1e-3)
    assert (made.weights, made.slopes) == (pytest.approx(log(abs(w)), abs=1e-12), 0)
    np.testing.assert_allclose(made.distance, 0.01 * abs(w) ** np.arange(20), rtol=1e-3)


def test_exponent_of_several_linear_units_is_that_of_the_largest_weight_and_of_the_gain():
    W_hh = np.diag([0.3, -1.1, 0.9])

    assert lyapunov_exponent(linear(W_hh)) == pytest.approx(log(1.1))
    assert lyapunov_exponent(linear(W_hh, recurrent_gain=2.0)) == pytest.approx(log(2.2))
    assert np.abs(fastest_growing(linear(W_hh))) == pytest.approx([0, 1, 0])
    assert perturbed(linear(W_hh), 0, 0.1, len(DIRECTIONS)).exponent == pytest.approx(log(0.3), abs=1e-3)


def test_small_perturbation_in_the_fastest_direction_grows_with_the_lyapunov_exponent():
    shown = lively().latest
    made = perturbed(shown, 0, 1e-6, DIRECTIONS.index("fastest growing"))

    assert made.exponent == pytest.approx(lyapunov_exponent(shown), abs=1e-4)
    assert made.measured == shown.x.shape[1]


@pytest.mark.parametrize("direction", [0, 2, 4, 9])
def test_distance_is_that_of_two_runs(direction):
    shown = lively(more_inputs=[WAVE[:7]], initial_state="learned").latest
    made = perturbed(shown, 1, 0.1, direction)
    h = shown.h[1, 0] + (0.1 * np.eye(6)[direction - 4] if direction >= 4 else 0)

    assert len(made.distance) == len(WAVE[:7])
    assert made.distance[0] == pytest.approx(0.1)
    if direction >= 4:
        for t, x in enumerate(shown.x[1, : len(made.distance) - 1]):
            h = np.tanh(shown.parameters.W_xh @ x + shown.parameters.W_hh @ h + shown.parameters.b_h[:, 0])
            assert made.distance[t + 1] == pytest.approx(np.linalg.norm(h - shown.h[1, t + 1]), rel=1e-9)


def test_exponent_is_measured_until_only_rounding_is_left():
    made = perturbed(linear(np.array([[1e-5]])), 0, 0.01, 0)

    assert made.measured == 2
    assert made.exponent == pytest.approx(log(1e-5), abs=0.01)
    assert isnan(perturbed(linear(np.array([[0.0]])), 0, 0.01, 0).exponent)


def test_exponent_of_what_passes_nothing_is_minus_infinity_and_of_what_is_not_finite_nan():
    shown = linear(np.array([[0.0]]))
    assert lyapunov_exponent(shown) == -inf

    shown.parameters.W_hh[:] = np.nan
    assert isnan(lyapunov_exponent(shown))


def test_exponents_over_training_are_those_of_the_kept_epochs():
    trainer = lively().advance(epochs=60)
    epochs, exponents = over_training(trainer, 0)

    assert (epochs[0], epochs[-1]) == (0, 65)
    assert exponents.tolist() == [lyapunov_exponent(trainer.at(int(epoch)).latest) for epoch in epochs]
    assert exponent_at(trainer, 0) == exponents[-1]


def test_hundred_steps_are_followed_up_to_a_hundred_units():
    assert steps_multiplied(linear(np.eye(100), inputs=np.zeros(400).tolist())) == 100


def test_long_sequences_of_many_units_are_followed_for_some_steps(monkeypatch):
    monkeypatch.setattr(lens, "MOST_WORK", 0)
    shown = linear(np.array([[2.0]]), inputs=np.zeros(40).tolist())

    assert steps_multiplied(shown) == 20
    assert lyapunov_exponent(shown) == pytest.approx(log(2))


def test_directions_are_those_of_every_unit_as_well():
    assert direction_names(2) == (*DIRECTIONS, "unit 1", "unit 2")
