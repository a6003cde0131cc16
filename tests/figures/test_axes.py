"""Axes cover what is drawn, and move seldom; that of time shows which step is selected."""

from __future__ import annotations

import numpy as np
import pytest

from rnn.figures.axes import log_axis, time_axis, unit_axis
from rnn.figures.card import card, with_step, with_steps


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [
        ([1.0, 50.0], 0, 2),
        ([3.0], 0, 1),
        ([1e-20, 1.0], -16, 0),
        ([0.0, 0.0], -16, -15),
        ([np.inf, 1.0], 0, 1),
        ([np.nan, 1e-3, 1e305], -3, -2),
        ([np.nan], -16, -15),
    ],
)
def test_log_axis_covers_whole_decades_and_nothing_below_its_floor(values, low, high):
    axis = log_axis("length", np.array(values), 1e-16)

    assert axis["range"] == pytest.approx([low - 0.05, high + 0.05])


@pytest.mark.parametrize(
    ("values", "low", "high"), [([2e-4, 0.5], -4, 0), ([0.02, 0.5], -2, 0), ([3.0], 0, 2), ([1e-20, 1.0], -16, 0)]
)
def test_log_axis_in_steps_of_two_decades_moves_seldom(values, low, high):
    axis = log_axis("length", np.array(values), 1e-16, step=2)

    assert axis["range"] == pytest.approx([low - 0.05, high + 0.05])


def test_count_axes_have_a_tick_for_each_only_while_these_are_few():
    assert time_axis(4)["dtick"] == 1
    assert "dtick" not in time_axis(100)
    assert unit_axis(5)["dtick"] == 1
    assert "dtick" not in unit_axis(100)


def figure(xaxis, kind):
    return card("Title", "Read.", "Said.", [{"type": kind}], xaxis=xaxis, shapes=[{"type": "line", "x0": 9}])


@pytest.mark.parametrize(("kind", "marks"), [("scatter", 1), ("heatmap", 2)])
def test_selected_step_is_marked_on_an_axis_of_time_and_nowhere_else(kind, marks):
    over_time, over_units = figure(time_axis(4), kind), figure(unit_axis(4), kind)

    first, *others = with_step(over_time, 1)["layout"]["shapes"]

    assert first["x0"] == 9
    assert [(mark["x0"], mark["x1"]) for mark in others] == [(2, 2)] * marks
    assert len(over_time["layout"]["shapes"]) == 1
    assert with_step(over_time, None) is over_time
    assert with_step(over_units, 1) is over_units


def test_time_step_is_chosen_in_one_head_that_of_a_heatmap_before_others():
    picks = {"x": "step"}
    line, other = (card("", "", "", [{"type": "scatter"}], picks=picks) for _ in range(2))
    heatmap = card("", "", "", [{"type": "heatmap"}], picks=picks, choices=[{"name": "unit"}])
    figures = {"loss": card("", "", "", [], picks={"x": "epoch"}), "line": line, "heatmap": heatmap, "other": other}
    choice = {"name": "step", "label": "Time step", "value": 2, "most": 4, "none": True}

    heads = {name: shown["layout"]["meta"].get("choices") for name, shown in with_steps(figures, 1, 4).items()}
    first = with_steps({"line": line, "other": other}, None, 4)["line"]["layout"]["meta"]["choices"]

    assert heads == {"loss": None, "line": None, "heatmap": [{"name": "unit"}, choice], "other": None}
    assert first == [choice | {"value": 0}]
    assert with_steps({"loss": figures["loss"]}, 1, 4) == {"loss": figures["loss"]}
