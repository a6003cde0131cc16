"""What is left of a gradient is what multiplied-out Jacobians leave of it, and the two causes multiply to it."""

from __future__ import annotations

from dataclasses import replace
from math import isnan

import numpy as np
import pytest
from hypothesis import given

from rnn import Experiment, Parameters, Trainer, run_pass
from rnn.lenses.flow import flow
from rnn.network.activations import ACTIVATIONS
from rnn.network.options import Options
from rnn.words.verdict import verdict
from tests.support import textbook_options
from tests.support.option_problems import option_problem, option_problems, thoroughly
from tests.support.problems import problem


def dense(drawn, b):
    """|v_k| / |v_0| for each loss step that has a gradient: Jacobians of the textbook's loop, multiplied one by one."""
    x, y, counted = drawn.columns(b)
    W_hh, W_hy, b_y = drawn.weights[1], drawn.weights[2], drawn.weights[4]
    a, h = textbook_options.states(drawn.weights, x, drawn.activation, drawn.gain, drawn.first_state)
    ways = {}
    for s in range(1, len(x) + 1):
        error = (textbook_options.answer(W_hy @ h[s] + b_y, drawn.loss) - y[s - 1]) * counted[s - 1]
        v = W_hy.T @ error
        lengths = [np.linalg.norm(v)]
        for t in range(s, 1, -1):
            slope = textbook_options.FUNCTIONS[drawn.activation][1](a[t - 1])
            v = (np.diag(slope[:, 0]) @ (drawn.gain * W_hh)).T @ v
            lengths.append(np.linalg.norm(v))
        if lengths[0]:
            ways[s] = np.array(lengths) / lengths[0]
    return ways


@thoroughly
@given(option_problems())
def test_what_is_left_is_that_of_dense_jacobians_whatever_the_options(drawn):
    shown = run_pass(drawn.parameters, *drawn.arguments)

    for b in range(len(drawn.x)):
        back, ways = flow(shown, b), dense(drawn, b)
        assert back.steps.tolist() == list(ways)
        for row, way in zip(back.left, ways.values(), strict=True):
            np.testing.assert_allclose(row[: len(way)], way, rtol=1e-9, atol=1e-290)
            assert np.isnan(row[len(way) :]).all()


@thoroughly
@given(option_problems())
def test_two_causes_multiply_to_what_is_left_and_stay_below_the_bound(drawn):
    back = flow(run_pass(drawn.parameters, *drawn.arguments))

    both = back.by_slope * back.by_weights
    np.testing.assert_allclose(np.cumprod(both, axis=1), back.left[:, 1:], rtol=1e-9, atol=1e-290)
    bounds = [(back.left, back.most), (back.by_slope, back.steepest), (back.by_weights, back.largest_singular_value)]
    assert all((np.nan_to_num(part) <= most * (1 + 1e-12)).all() for part, most in bounds)


def test_quartiles_and_geometric_means_are_those_of_numpy_over_the_steps_that_reach_so_far():
    drawn = problem(seed=3, steps=9, hidden=4)
    back = flow(run_pass(drawn.parameters, drawn.x, drawn.y))

    np.testing.assert_allclose(back.quartiles, np.nanquantile(back.left, [0.25, 0.5, 0.75], axis=0), rtol=1e-12)
    for lag, factor in enumerate(back.slope_factors):
        known = back.by_slope[:, lag][~np.isnan(back.by_slope[:, lag])]
        assert factor == pytest.approx(np.prod(known) ** (1 / len(known)), rel=1e-12)
    assert back.slope_factor * back.weight_factor == pytest.approx(
        np.exp(np.nanmean(np.log(back.by_slope * back.by_weights))), rel=1e-12
    )


def one_unit(w, steps=30, activation="linear", gain=1.0):
    """One unit that is told nothing; its loss is taken at the last step only."""
    weights = Parameters.gather(*(np.full((1, 1), value) for value in (0.0, w, 1.0, 0.0, 1.0)))
    counted = np.arange(1, steps + 1)[None] == steps
    zeros = np.zeros((1, steps, 1))
    return run_pass(weights, zeros, zeros, 1.0, Options(ACTIVATIONS[activation], gain=gain), counted)


def test_gradient_that_does_not_shrink_has_no_half_life_and_no_horizon_within_the_sequence():
    back = flow(one_unit(1.0))

    assert back.half_life == back.horizon == np.inf


@pytest.mark.parametrize(("w", "half", "hundredth"), [(0.5, 1, 6.64), (0.8, 3.11, 20.64), (-0.8, 3.11, 20.64)])
def test_linear_unit_has_the_half_life_and_horizon_of_a_geometric_series(w, half, hundredth):
    back = flow(one_unit(w))

    assert back.half_life == pytest.approx(half, abs=0.005)
    assert back.horizon == pytest.approx(hundredth, abs=0.005)
    np.testing.assert_allclose(back.median, back.most, rtol=1e-10)
    assert (back.slope_factor, back.weight_factor) == (1, pytest.approx(abs(w)))


@pytest.mark.parametrize(("activation", "slope"), [("tanh", 1.0), ("logistic", 0.25), ("linear", 1.0)])
def test_unit_at_rest_multiplies_by_its_steepest_slope_and_the_factor_on_its_weight(activation, slope):
    shown = one_unit(1.2, 5, activation, gain=0.5)
    at_rest = replace(shown, h=np.full_like(shown.h, 0.5 if activation == "logistic" else 0.0))

    np.testing.assert_allclose(flow(at_rest).median, (slope * 0.6) ** np.arange(5), rtol=1e-12)


def test_nothing_vanishes_or_overflows_only_because_numbers_end():
    faint, loud = flow(one_unit(0.01, steps=140)), flow(one_unit(100.0, steps=140))
    with np.errstate(over="ignore", invalid="ignore"):
        beyond = flow(one_unit(100.0, steps=400))

    np.testing.assert_allclose(faint.median, 10.0 ** (-2.0 * np.arange(140)), rtol=1e-9)
    np.testing.assert_allclose(loud.median, 10.0 ** (2.0 * np.arange(140)), rtol=1e-9)
    assert beyond.median[-1] == pytest.approx(1e300)


def test_unit_that_is_off_lets_nothing_back():
    back = flow(one_unit(0.9, 6, "relu"))

    assert back.median.tolist() == [1, 0, 0, 0, 0, 0]
    assert isnan(back.slope_factor)
    assert 0 < back.half_life < 1
    assert "nothing is left" in verdict(back).sentence


def test_weight_of_zero_lets_nothing_back_and_has_no_geometric_mean():
    back = flow(one_unit(0.0, 6))

    assert back.median.tolist() == [1, 0, 0, 0, 0, 0]
    assert isnan(back.weight_factor)
    assert isnan(back.slope_factor)
    assert np.isnan(back.weight_factors).all()


def test_padding_and_held_out_steps_begin_no_way_back():
    drawn = option_problem(5, 2, 8, 1, 3, 1, "tanh", "squared", "every", None, False, 1.0)
    drawn = replace(drawn, lengths=np.array([8, 5]), counted=np.arange(8) < np.array([[8], [5]]))
    held = Trainer.start(Experiment(inputs=np.arange(10.0), held_out=30)).latest

    assert flow(run_pass(drawn.parameters, *drawn.arguments), 1).steps.tolist() == [1, 2, 3, 4, 5]
    assert flow(held).steps.tolist() == [1, 2, 3, 4, 5, 6]


def test_truncation_is_left_out_and_many_loss_steps_are_thinned_evenly():
    trainer = Trainer.start(Experiment(inputs=np.sin(np.arange(50)), start="gaussian"))
    cut = Trainer.start(trainer.experiment.replaced(truncation=3))

    np.testing.assert_allclose(flow(cut.latest).left, flow(trainer.latest).left, rtol=1e-12)
    assert flow(trainer.latest, most=5).steps.tolist() == [1, 13, 25, 37, 49]
