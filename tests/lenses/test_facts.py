"""What a lesson may say about gradients that vanish and explode, run again on this engine.

Numbers of random networks are medians over twenty draws; they are held to the order of magnitude that draws differ by.
"""

from __future__ import annotations

import numpy as np
import pytest

from rnn import Experiment, Parameters, Trainer, run_pass
from rnn.lenses.by_lag import by_lag
from rnn.lenses.clipping_direction import clipped_directions
from rnn.lenses.flow import flow
from rnn.network.initializers import INITIALIZERS, seeded
from rnn.network.spectrum import largest_singular_value, spectral_radius
from rnn.words.verdict import verdict

UNITS, SEEDS, BACK = 32, range(20), 50


def one_unit(w, b=0.0, h_0=0.0, steps=BACK + 1, everywhere=False):
    """H <- tanh(w h + b), asked to be 0 at the last step, or at every one."""
    one, zeros = np.ones((1, 1)), np.zeros((1, steps, 1))
    weights = Parameters.gather(0 * one, w * one, one, b * one, 0 * one, h_0 * one)
    counted = None if everywhere else np.arange(1, steps + 1)[None] == steps
    return run_pass(weights, zeros, zeros, counted=counted)


def left_after_50(gain, input_std, start="gaussian"):
    """What is left of the gradient of the last loss 50 steps back; every unit hears noise of its own."""
    found = []
    for seed in SEEDS:
        draw = seeded(seed).standard_normal
        W_hh = gain * INITIALIZERS[start].recurrent(draw((UNITS, UNITS)))
        zeros = np.zeros((UNITS, 1))
        weights = Parameters.gather(np.eye(UNITS), W_hh, draw((1, UNITS)), zeros, np.zeros((1, 1)))
        x, last = input_std * draw((1, BACK + 1, UNITS)), np.arange(BACK + 1)[None] == BACK
        found.append(flow(run_pass(weights, x, np.ones((1, BACK + 1, 1)), counted=last)).left[-1, BACK])
    return np.array(found)


def test_gaussian_matrix_has_radius_1_and_largest_singular_value_2():
    drawn = [INITIALIZERS["gaussian"].recurrent(seeded(seed).standard_normal((32, 32))) for seed in SEEDS]

    assert np.mean([spectral_radius(W_hh) for W_hh in drawn]) == pytest.approx(1.05, abs=0.05)
    assert np.mean([largest_singular_value(W_hh) for W_hh in drawn]) == pytest.approx(1.9, abs=0.08)


@pytest.mark.parametrize(("rate", "steps"), [(0.5, 6.6), (0.8, 20.6), (0.9, 43.7), (0.95, 89.8), (0.99, 458)])
def test_geometric_decay_reaches_a_hundredth_after_so_many_steps(rate, steps):
    at_rest = one_unit(rate, steps=500)
    at_rest.error[0, -1] = 1.0

    assert flow(at_rest).horizon == pytest.approx(steps, rel=0.01)


@pytest.mark.parametrize(("w", "left"), [(0.9, 5e-3), (1.0, 1.0), (1.1, 5.5e-5), (2.0, 1e-39)])
def test_latched_unit_loses_its_gradient_too(w, left):
    h = 0.9
    for _ in range(100_000):
        h = np.tanh(w * h)
    settled = one_unit(w, h_0=h)
    settled.error[0, -1] = 1.0

    assert flow(settled).median[BACK] == pytest.approx(left, rel=0.15)


@pytest.mark.parametrize(
    ("gain", "left"), [(0.9, 2e-3), (1.0, 5e-2), (1.5, 9.0), (2.0, 4e2), (3.0, 1e6)], ids=lambda value: f"{value:g}"
)
def test_gain_decides_whether_a_gaussian_network_vanishes_or_explodes(gain, left):
    assert abs(np.log10(np.median(left_after_50(gain, 0.1)) / left)) < 0.5


def test_strong_input_tames_explosion():
    quiet, loud = left_after_50(1.5, 0.1), left_after_50(1.5, 1.0)

    assert np.median(loud) < 1e-3 < 1 < np.median(quiet)
    assert (loud < quiet).all()


def test_orthogonal_start_holds_the_length_only_while_nothing_saturates():
    silent, loud = left_after_50(1.0, 0.0, "orthogonal"), left_after_50(1.0, 1.0, "orthogonal")
    gaussian = left_after_50(1.0, 1.0)

    np.testing.assert_allclose(silent, 1, rtol=1e-12)
    assert np.median(np.log10(loud)) / BACK == pytest.approx(-0.2, abs=0.03)
    assert np.median(np.log10(loud)) == pytest.approx(np.median(np.log10(gaussian)), abs=0.1 * BACK * 0.2)


@pytest.mark.parametrize("seed", range(5))
def test_clipping_by_norm_keeps_the_direction_by_value_bends_it_and_neither_cures_vanishing(seed):
    def trained(**limits):
        choices = {"start": "gaussian", "start_gain": 0.5, "hidden_size": 12, "seed": seed, "loss_at": "last"}
        return Trainer.start(Experiment(task="adding", task_steps=30, **choices, **limits)).advance(epochs=100)

    bent = clipped_directions(trained().at(0).latest.gradients.vector)

    assert bent.by_norm.angle == 0
    assert bent.by_value.angle > 1
    for limits in ({}, {"clip_norm": 0.1}, {"clip_value": 0.01}):
        assert verdict(flow(trained(**limits).latest)).word == "vanishing"


def test_cliff_is_where_the_path_begins_on_the_unstable_state():
    h, b, steps = 0.5, -0.5, 50
    on_the_cliff = (np.arctanh(h) - b) / h
    slope = on_the_cliff * (1 - h**2)
    exact = h * h * (1 - h**2) * (slope**steps - 1) / (slope - 1)
    beside = [abs(one_unit(w, b, h, steps, True).gradients.W_hh[0, 0]) for w in np.linspace(0, 4, 4001)]

    at_the_end = one_unit(on_the_cliff, b, h, steps).gradients.W_hh[0, 0]
    assert on_the_cliff == pytest.approx(2.0986, abs=1e-4)
    assert at_the_end == pytest.approx(exact, rel=1e-4)
    assert np.argmax(beside) / 1000 == pytest.approx(2.099)
    assert max(beside) == pytest.approx(1.4e3, rel=0.05)
    assert max(beside) > 300 * np.median(beside)


@pytest.mark.parametrize("seed", range(5))
def test_sum_looks_healthy_while_its_far_part_is_gone(seed):
    choices = {"hidden_size": 16, "start": "gaussian", "start_gain": 0.5, "sequences": 1, "seed": seed}
    shown = Trainer.start(Experiment(task="sine", task_steps=50, **choices)).latest

    lags = by_lag(shown)

    assert lags.whole > 10
    assert shown.dh_norm[0, 0] > 0.1
    assert lags.near <= 5
    assert lags.beyond[25] < 1e-8 * lags.whole
    assert verdict(flow(shown)).word == "vanishing"
