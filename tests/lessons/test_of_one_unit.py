"""Quantities of one unit alone, against what its equation says."""

from __future__ import annotations

from math import tanh

import pytest

from rnn import Experiment, Trainer
from rnn.lessons import of_one_unit as quantities

ALONE = {"inputs": [[1], [0], [0]], "targets": [[0], [0], [0]], "hidden_size": 1, "start": "identity"}


def one(weight: float) -> Trainer:
    """A network of one unit with this weight on itself and no bias."""
    return Trainer.start(Experiment(**ALONE, start_gain=weight))


@pytest.mark.parametrize(("weight", "count"), [(0.9, 1), (1.5, 3)])
def test_fixed_points_split_beyond_one(weight, count):
    assert quantities.fixed_points(one(weight), 0) == count


def test_settled_state_solves_the_equation():
    settled = quantities.settled(one(1.5), 0)

    assert settled > 0.5
    assert tanh(1.5 * settled) == pytest.approx(settled)


def test_slope_is_that_where_the_unit_settles():
    settled = quantities.settled(one(1.5), 0)

    assert quantities.slope_where_settled(one(1.5), 0) == pytest.approx(1.5 * (1 - settled**2))


def test_product_is_that_of_a_plain_loop():
    h, product = 0.5, 1.0
    for _ in range(50):
        h = tanh(1.1 * h)
        product *= 1.1 * (1 - h**2)

    assert quantities.product_of_slopes(one(1.1), 0) == pytest.approx(product)
    assert quantities.product_with_weight(one(2.0), 0, 1.1) == pytest.approx(product)


def test_no_weight_has_a_larger_product_than_one():
    assert quantities.largest_product(one(2.0), 0) == pytest.approx(quantities.product_with_weight(one(2.0), 0, 1.0))
