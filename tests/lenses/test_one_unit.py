"""One unit: fixed points against a plain bisection, slopes against a plain loop, and "w > 1 explodes" is false."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

from rnn import Experiment, Trainer
from rnn.lenses.one_unit import (
    BEGIN,
    STEPS,
    OneUnit,
    bifurcation,
    fixed_points,
    of_network,
    path,
    product_of_slopes,
    products_over_weights,
)  # fmt: skip
from rnn.words.one_unit import about_fixed_points, about_product, about_rule, about_settling

PLAIN = {
    "tanh": (math.tanh, lambda a: 1 - math.tanh(a) ** 2),
    "logistic": (lambda a: 1 / (1 + math.exp(-a)), lambda a: math.exp(-a) / (1 + math.exp(-a)) ** 2),
    "relu": (lambda a: max(a, 0.0), lambda a: float(a > 0)),
    "linear": (lambda a: a, lambda a: 1.0),
}
UNITS = [(w, b) for w in (-3.0, -0.5, 0.0, 0.5, 0.95, 1.2, 2.0, 2.0986, 6.0) for b in (-0.5, 0.0, 0.03, 1.0)]


def bisected(unit):
    """All states with f(w h + b) = h, from the changes of sign on a fine grid."""
    f, _ = PLAIN[unit.activation]
    grid, found = [-40 + 80.0000001 * i / 80_000 for i in range(80_001)], []
    values = [f(unit.w * h + unit.b) - h for h in grid]
    for i in range(80_000):
        left, right = grid[i], grid[i + 1]
        if values[i] * values[i + 1] > 0:
            continue
        for _ in range(100):
            middle = (left + right) / 2
            same = (f(unit.w * middle + unit.b) - middle) * values[i] > 0
            left, right = (middle, right) if same else (left, middle)
        found.append(left)
    return found


@pytest.mark.parametrize("activation", PLAIN)
def test_fixed_points_are_those_of_a_plain_bisection(activation):
    for w, b in UNITS[:: 1 if activation == "tanh" else 3]:
        if activation == "relu" and b == 0:
            continue  # the curve bends on the diagonal there
        unit = OneUnit(w, b, activation)
        found = fixed_points(unit)
        np.testing.assert_allclose([point.h for point in found], bisected(unit), atol=1e-9, err_msg=str(unit))
        for point in found:
            assert point.slope == pytest.approx(w * PLAIN[activation][1](w * point.h + b), abs=1e-9)


@pytest.mark.parametrize("activation", PLAIN)
@pytest.mark.parametrize(("w", "b"), [(0.9, 0.0), (1.1, -0.2), (-2.0, 0.3), (2.0, 0.0)])
def test_path_and_product_are_those_of_a_plain_loop(activation, w, b):
    f, slope = PLAIN[activation]
    h, product, products = BEGIN, 1.0, [1.0]
    for _ in range(STEPS):
        product *= w * slope(w * h + b)
        h = f(w * h + b)
        products.append(abs(product))

    unit = OneUnit(w, b, activation)

    assert path(unit)[-1] == pytest.approx(h, rel=1e-6)
    np.testing.assert_allclose(product_of_slopes(unit), products, rtol=1e-6, atol=1e-300)
    weights, over = products_over_weights(b, activation)
    assert over[np.abs(weights - w).argmin()] == pytest.approx(products[-1], rel=1e-5)


def crossings(found, w):
    """The states at which the curve of the fixed points passes a weight."""
    return [
        np.interp(w, *zip(*sorted([(left, h), (right, other)]), strict=True))
        for (left, right), (h, other) in zip(pairwise(found.w), pairwise(found.h), strict=True)
        if min(left, right) < w <= max(left, right) and abs(h) <= 2
    ]


@pytest.mark.parametrize("activation", PLAIN)
@pytest.mark.parametrize("b", [-0.5, 0.0, 0.2])
def test_curve_of_fixed_points_holds_fixed_points_only_and_all_of_them(activation, b):
    found, (f, slope) = bifurcation(b, activation), PLAIN[activation]

    on = np.isfinite(found.w) & np.isfinite(found.h)
    for w, h, steepness in zip(found.w[on], found.h[on], found.slope[on], strict=True):
        assert f(w * h + b) == pytest.approx(h, abs=1e-9)
        assert steepness == pytest.approx(w * slope(w * h + b), abs=1e-6)
    for w in (-2.0, 0.5, 2.5):
        points = [point.h for point in fixed_points(OneUnit(w, b, activation))]
        assert sorted(crossings(found, w)) == pytest.approx([h for h in points if abs(h) <= 2], abs=0.01)


@pytest.mark.parametrize(("w", "stable"), [(0.5, [0.0]), (2.0, [-0.9575, 0.9575]), (-2.0, [])])
def test_pitchfork_at_1_and_period_2_below_minus_1(w, stable):
    unit = OneUnit(w, 0.0)

    assert [point.h for point in fixed_points(unit) if point.stable] == pytest.approx(stable, abs=1e-4)
    settled = bifurcation(0.0, "tanh").settled[np.abs(bifurcation(0.0, "tanh").weights - w).argmin()]
    assert (abs(settled[0] - settled[1]) > 1) == (w < -1)


def test_larger_than_1_does_not_explode_in_a_latched_unit():
    latched, linear = OneUnit(2.0, 0.0), OneUnit(2.0, 0.0, "linear")

    assert product_of_slopes(latched)[-1] < 1e-35
    assert product_of_slopes(linear)[-1] == pytest.approx(2.0**STEPS)
    assert "yet the product is" in about_rule(latched)
    assert "here it grows" in about_rule(linear)
    assert about_rule(OneUnit(0.5, 0.0)) == "|w| = 0.5 is at most 1: the product does not explode."


def test_cliff_is_where_the_path_begins_on_the_unstable_point():
    on_the_cliff = (math.atanh(BEGIN) + 0.5) / BEGIN
    unit = OneUnit(on_the_cliff, -0.5)
    below, above = (path(OneUnit(on_the_cliff + beside, -0.5))[-1] for beside in (-0.01, 0.01))

    assert below < -0.9 < 0.8 < above
    assert any(point.h == pytest.approx(BEGIN) and not point.stable for point in fixed_points(unit))


def test_unit_of_the_network_has_its_weight_with_the_gain():
    trainer = Trainer.start(Experiment(hidden_size=3, start="gaussian", recurrent_gain=1.5, activation="relu"))
    trainer = trainer.advance(epochs=3)

    unit = of_network(trainer, 2)

    assert unit == OneUnit(1.5 * trainer.parameters.W_hh[2, 2], trainer.parameters.b_h[2, 0], "relu")


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        (OneUnit(2.0, 0.0), "At w = 2.00 the path from h = 0.5 settles at 0.96."),
        (OneUnit(-2.0, 0.0), "At w = −2.00 the path alternates between −0.96 and 0.96."),
        (OneUnit(1.5, 0.0, "linear"), "At w = 1.50 the state grows without bound."),
        (OneUnit(-1.001, 0.0, "linear"), "At w = −1.00 the path has not settled after 50 steps."),
    ],
)
def test_settling_is_said(unit, said):
    assert about_settling(unit) == said


def test_sentences_of_the_ends():
    assert about_fixed_points(OneUnit(1.0, 0.5, "linear")) == "It has no single fixed point."
    assert about_fixed_points(OneUnit(2.0, 0.0)) == (
        "Stable: h = −0.96 (slope 0.17), 0.96 (slope 0.17). Unstable: h = 0.00 (slope 2.00)."
    )
    assert "is 0:" in about_product(OneUnit(-1.0, -1.0, "relu"))
    assert "leaves the finite numbers" in about_product(OneUnit(1e8, 0.0, "linear"))
    assert "leaves the finite numbers" in about_rule(OneUnit(1e8, 0.0, "linear"))
    assert fixed_points(OneUnit(math.inf, 0.0)) == ()
