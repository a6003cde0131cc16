"""The panel beside the network has the numbers of its sub-step, written or pictured."""

from __future__ import annotations

import numpy as np
import pytest

from rnn.figures import substep
from rnn.lenses.walk.values import Equation, Term
from tests.figures.test_unrolled import walked


def test_panel_has_the_arrays_of_the_sub_step_as_they_are():
    walk = walked()

    figure = substep.draw(walk, 6)

    asked, *_, recurrent = figure["layout"]["meta"]["panel"]
    arrays = [figure["data"][part["trace"]] for part in asked["parts"] if isinstance(part, dict)]
    for drawn, term in zip(arrays, walk[6].equations[0].terms, strict=True):
        np.testing.assert_array_equal(drawn["z"], term.values)
        assert drawn["name"] == term.text
    assert recurrent["source"] == ["W_hh=options.gain * _sum_of_products(da, h[:, :-1])"]
    assert figure["layout"]["meta"]["walk"] == {"position": 6, "length": 10, "phase": "backward"}


def test_panel_writes_small_arrays_and_pictures_large_ones():
    def whole(figure, name):
        state = figure["layout"]["meta"]["panel"][0]
        parts = [part for part in state["parts"] if isinstance(part, dict)]
        return [part["whole"] for part in parts if figure["data"][part["trace"]]["name"] == name]

    assert whole(substep.draw(walked(hidden_size=6), 1), "W<sub>hh</sub>") == [True]
    assert whole(substep.draw(walked(hidden_size=7), 1), "W<sub>hh</sub>") == [False]


def test_panel_draws_the_last_columns_of_a_long_loss_and_only_the_norm_of_a_long_vector():
    walk = walked(epochs=1, inputs=np.sin(np.arange(301)))

    loss, update = substep.draw(walk, 300), substep.draw(walk, 601)

    assert loss["data"][0]["z"].shape == (1, 128)
    assert "the last 128 of 300" in loss["layout"]["meta"]["panel"][0]["parts"][0]["under"]
    assert update["data"][0]["name"] == "|Δθ|"
    np.testing.assert_allclose(update["data"][0]["z"], 0.01 * walk.trainer.latest.gradient_norm)


@pytest.mark.parametrize(
    ("values", "power", "digits"),
    [
        ([1, 2, -3], 0, 0),
        ([0.0], 0, 0),
        ([0.5, 0.1], 0, 2),
        ([45.5], 0, 1),
        ([0.504], 0, 3),
        ([0.12], -2, 1),
        ([0.031], -2, 2),
        ([1234.5], 3, 2),
    ],
)
def test_entries_have_a_power_of_ten_in_common_with_what_they_are_compared_with(values, power, digits):
    numbers = np.array([values], dtype=float)
    terms = [Term(name, numbers / by, "gradient") for name, by in (("a", 1), ("b", 49), ("c", 49_000))]

    a, b, c = substep._equation(Equation("", tuple(terms)), [], {})["parts"]

    assert (a["power"], a["digits"]) == (power, digits)
    if numbers.any():
        assert b["power"] == (power if digits else 0)
        assert c["power"] < power - 2


def test_update_says_that_norms_are_shown_of_long_vectors():
    figure = substep.draw(walked(optimizer="adam"), 9)

    assert "not for their norms" in figure["layout"]["meta"]["read"]
    assert [trace["name"] for trace in figure["data"][:3]] == ["|m|", "|m before|", "|g|"]
