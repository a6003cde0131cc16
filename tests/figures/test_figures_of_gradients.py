"""The pictures of contributions, of the gradient check and of the errors show the numbers that they name."""

from __future__ import annotations

import numpy as np
import pytest

from rnn import Experiment, Trainer
from rnn.figures import (
    contribution_direction,
    contribution_entries,
    contribution_over_time,
    error_over_time,
    gradient_check,
)
from rnn.figures import (
    contributions as contributions_figure,
)
from rnn.lenses.contributions import contributions
from rnn.lenses.gradient_check import THRESHOLD, check
from tests.support.problems import case


def trained():
    return Trainer.start(case(3)).advance(epochs=200).latest


def test_contributions_are_drawn_in_powers_of_ten_below_the_largest_of_each_row():
    shown = trained()

    figure = contributions_figure.draw(shown, "b_y")

    (trace,) = figure["data"]
    assert figure["layout"]["yaxis"]["ticktext"] == [
        "b<sub>y</sub>", "b<sub>h</sub>", "W<sub>hy</sub>", "W<sub>hh</sub>", "W<sub>xh</sub>",
    ]  # fmt: skip
    lengths = np.linalg.norm(shown.error[0], axis=1)
    np.testing.assert_allclose(trace["z"][0], np.log10(lengths / lengths.max()), rtol=1e-12, atol=1e-12)
    assert trace["z"].min() == -4
    assert trace["z"][3, 0] == -4


def test_contribution_over_time_begins_its_sum_at_the_end_and_ends_with_the_gradient():
    shown = trained()

    added, summed = contribution_over_time.draw(shown, "W_hy")["data"]

    assert added["x"].tolist() == [1, 2, 3, 4]
    assert contribution_over_time.draw(shown, "W_hh")["data"][0]["x"].tolist() == [2, 3, 4]
    assert added["y"][-1] == pytest.approx(summed["y"][-1], rel=1e-14)
    assert summed["y"][0] == pytest.approx(np.linalg.norm(shown.gradients.W_hy), rel=1e-12)


def test_contribution_entries_are_those_of_the_step_against_its_largest():
    shown = trained()

    figure = contribution_entries.draw(shown, "W_xh", 2)

    (trace,) = figure["data"]
    expected = np.outer(shown.da[0, 2], shown.x[0, 2])
    np.testing.assert_allclose(trace["customdata"], expected, rtol=1e-14)
    np.testing.assert_allclose(trace["z"], expected / np.abs(expected).max(), rtol=1e-14)
    assert figure["layout"]["xaxis"]["title"]["text"] == "input"
    assert figure["layout"]["xaxis"]["range"] == [0.5, 2.5]
    assert figure["layout"]["yaxis"]["range"] == [0.5, 10.5]


def test_contribution_entries_are_those_of_the_step_that_adds_most_where_none_is_chosen():
    shown = trained()
    norms = [np.linalg.norm(np.outer(shown.da[0, t], shown.h[0, t])) for t in range(len(shown.da[0]))]

    figure = contribution_entries.draw(shown, "W_hh")

    assert norms[0] == 0
    np.testing.assert_allclose(np.linalg.norm(figure["data"][0]["customdata"]), max(norms), rtol=1e-12)
    title = figure["layout"]["meta"]["title"]
    assert title == f"Contribution of t = {np.argmax(norms) + 1} to W_hh"
    chosen = contribution_entries.draw(shown, "W_hh", 0)
    assert chosen["layout"]["meta"]["title"] == "Contribution of t = 1 to W_hh"
    assert not chosen["data"][0]["customdata"].any()


def test_direction_is_drawn_between_against_and_with():
    shown = trained()

    (trace,) = contribution_direction.draw(shown, "W_hh")["data"]

    np.testing.assert_array_equal(trace["y"], contributions(shown, "W_hh").cosine)


def test_check_marks_its_threshold_and_its_smallest_error():
    done = check(Trainer.start(case(1)).latest)

    figure = gradient_check.draw(done)

    assert [trace["name"] for trace in figure["data"]] == ["central", "forward", "smallest"]
    assert figure["data"][-1]["y"] == [done.error.min()]
    assert figure["layout"]["shapes"][0]["y0"] == THRESHOLD
    low, high = figure["layout"]["yaxis"]["range"]
    assert low < np.log10(THRESHOLD) < high


def test_check_of_a_truncated_gradient_draws_the_whole_one_too():
    done = check(Trainer.start(case(1, truncation=2, start="gaussian")).latest)

    names = [trace["name"] for trace in gradient_check.draw(done)["data"]]

    assert names == ["central", "forward", "not truncated", "smallest"]


def test_error_is_drawn_where_a_loss_is_taken_and_marked_where_none_is():
    last = Trainer.start(case(1, loss_at="last")).latest
    held_out = Trainer.start(Experiment(task="sine", held_out=30)).latest

    error, loss, without = error_over_time.draw(last)["data"]
    _, _, circles = error_over_time.draw(held_out)["data"]

    distance = np.abs(last.yhat[0, 3, 0] - last.target[0, 3, 0])
    assert error["x"].tolist() == [4]
    assert error["y"] == [pytest.approx(distance, rel=1e-14)]
    assert loss["y"] == [pytest.approx(distance**2, rel=1e-14)]
    assert without["x"].tolist() == [1, 2, 3]
    np.testing.assert_array_equal(circles["x"] - 1, np.flatnonzero(held_out.held_out[0]))
    expected = np.abs(held_out.yhat[0] - held_out.target[0])[held_out.held_out[0], 0]
    np.testing.assert_allclose(circles["y"], expected, rtol=1e-14)


@pytest.mark.parametrize("factor", [1e200, np.inf])
def test_gradient_beyond_the_finite_numbers_is_drawn_without_one_and_told(factor):
    shown = Trainer.start(case(1, start="gaussian")).latest
    shown.da[:, [0, 2]] *= factor
    shown.x[:] *= 1e200

    figures = [
        contributions_figure.draw(shown, "W_xh"),
        contribution_over_time.draw(shown, "W_xh"),
        contribution_direction.draw(shown, "W_xh"),
        contribution_entries.draw(shown, "W_xh", 2),
    ]

    for figure in figures:
        assert figure["layout"]["meta"]["said"] == "The gradient of W_xh is not finite."
        assert np.isfinite(figure["layout"]["yaxis"]["range"]).all()
        for trace in figure["data"]:
            assert not np.isinf(trace["z"] if trace["type"] == "heatmap" else trace["y"]).any()
    added = figures[1]["data"][0]
    assert np.isnan(added["y"]).tolist() == [step in (1, 3) for step in added["x"]], "a gap where it is not finite"


def test_answers_beyond_the_finite_numbers_are_drawn_without_one():
    shown = Trainer.start(case(1)).latest
    shown.yhat[0, :, 0] = [1e200, np.inf, 1.0, 2.0]

    figure = error_over_time.draw(shown)

    assert figure["layout"]["meta"]["said"] == "At t = 2 the prediction is not finite."
    error, loss = (trace["y"] for trace in figure["data"])
    assert np.isfinite(error).tolist() == [True, False, True, True]
    assert np.isfinite(loss).tolist() == [False, False, True, True]
