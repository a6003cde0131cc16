"""A guess lies beside what a chart shows; the empty chart for a curve gives nothing of it away."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.shared.stage.frames import packed
from rnn import Experiment, Trainer
from rnn.figures import expected_curve, gradient, loss
from rnn.figures.guess import Guess, with_guess

RUN = Trainer.start(Experiment()).advance(epochs=20)
LOSS = loss.draw(RUN, RUN)
GRADIENT = gradient.draw(RUN.latest)
LINE, LOWEST = 14, 104  # pixels of a line at 11 px and of the lowest plot


def ends(axis: dict) -> tuple[float, float]:
    low, high = axis["range"]
    return (10.0**low, 10.0**high) if axis.get("type") == "log" else (low, high)


@pytest.mark.parametrize("height", [1e-9, 0.5, 3e7])
def test_level_reaches_from_end_to_end_dashed_with_its_name_whatever_its_height(height):
    figure = with_guess(LOSS, Guess("loss", y=(height,), said="0.5"))

    drawn, (left, right) = figure["data"][-1], ends(figure["layout"]["xaxis"])
    assert (drawn["name"], drawn["line"]["dash"]) == ("your guess: 0.5", "dash")
    assert drawn["x"].tolist() == [left, right]
    assert drawn["y"].tolist() == [height] * 2
    assert figure["data"][:-1] == LOSS["data"]


@given(x=st.floats(-30, 30), y=st.floats(1e-20, 1e20))
def test_axes_hold_both_the_guess_and_all_that_they_held(x, y):
    figure = with_guess(GRADIENT, Guess("gradient", (x,), (y,)))

    for name, value in (("xaxis", x), ("yaxis", y)):
        (low, high), (was_low, was_high) = ends(figure["layout"][name]), ends(GRADIENT["layout"][name])
        assert low <= min(value, was_low)
        assert max(value, was_high) <= high
    assert figure["data"][-1]["mode"] == "markers"


@pytest.mark.parametrize("x", [-1e7, 1e7, 1e300])
def test_guess_that_is_far_off_stands_at_the_end_of_an_axis_that_can_be_read(x):
    figure = with_guess(LOSS, Guess("loss", x=(x,), said="far"))

    drawn, (low, high) = figure["data"][-1], ends(figure["layout"]["xaxis"])
    was_low, was_high = ends(LOSS["layout"]["xaxis"])
    assert drawn["name"] == "your guess: far, beyond the axis"
    assert drawn["x"].tolist() == [low if x < 0 else high] * 2
    assert low <= was_low < was_high <= high
    assert high - low < 11 * (was_high - was_low)


@pytest.mark.parametrize("height", [1e-6, 2e5])
def test_labels_of_level_lines_stay_in_the_chart_that_a_guess_has_made_wider(height):
    layout = with_guess(LOSS, Guess("loss", y=(height,)))["layout"]

    (low, high), labels = layout["yaxis"]["range"], layout["annotations"]
    assert labels
    for label in labels:
        away = (label["y"] - low) / (high - low) * LOWEST + label.get("yshift", 0)
        middle = away + {"bottom": LINE / 2, "top": -LINE / 2}[label["yanchor"]]
        assert LINE / 2 <= middle <= LOWEST - LINE / 2


def test_line_down_the_chart_stands_at_its_epoch():
    drawn = with_guess(LOSS, Guess("loss", x=(150.0,)))["data"][-1]

    assert drawn["x"].tolist() == [150.0, 150.0]
    assert drawn["y"][0] < drawn["y"][1]


def test_axis_that_is_wide_enough_stays_as_it_is():
    figure = with_guess(GRADIENT, Guess("gradient", (2.0,), (float(RUN.latest.dh_norm[0, 1]),)))

    assert figure["layout"]["yaxis"] == GRADIENT["layout"]["yaxis"]


@pytest.mark.parametrize("log", [True, False])
def test_empty_chart_has_room_for_the_curve_and_sends_no_point_of_it(log):
    x, y = np.arange(1.0, 9), np.geomspace(1.23456e-5, 3.21, 8)

    figure = expected_curve.draw(x, y, ("time step t", "norm of h_t"), log, (3, 2))

    low, high = ends(figure["layout"]["yaxis"])
    assert low < y.min()
    assert high > y.max()
    assert all(len(trace["y"]) == 0 for trace in figure["data"])
    sent = json.dumps(packed(figure))
    assert not [value for value in y if f"{value:.4g}" in sent]
    assert figure["layout"]["yaxis"]["title"]["text"] == "norm of h<sub>t</sub>"


@pytest.mark.parametrize(("steps", "points"), [(1, 1), (4, 4), (25, 25), (26, 25), (2000, 25)])
def test_long_curve_is_drawn_by_some_points_its_ends_among_them(steps, points):
    places = expected_curve.points_of(np.arange(float(steps)))

    assert len(places) == points
    assert {0, steps - 1} <= set(places.tolist())


@pytest.mark.parametrize("values", [[0.0, 0.0], [np.nan, np.inf], [1e-30, 1e-40], [-5.0, 5.0]])
@pytest.mark.parametrize("log", [True, False])
def test_curve_without_a_place_on_the_axis_is_drawn_on_some_axis_all_the_same(values, log):
    low, high = expected_curve.reaches(np.array(values), log)

    assert np.isfinite([low, high]).all()
    assert low < high
