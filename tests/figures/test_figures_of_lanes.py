"""Figures of several lanes: each lane is drawn with the numbers of its own run, and told apart without colour."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go
import pytest

from pages.shared.views.compare import VIEWS
from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer
from rnn.figures.compare.common_axis import LINEAR, LOG, common
from rnn.lenses.flow import flow
from rnn.training.lanes import Lanes

WAVE = [[float(value)] for value in np.sin(0.5 * np.arange(20))]
LANES = (
    {},
    {"learning_rate": 0.02},
    {"hidden_size": 8, "activation": "relu"},
    {"task": "parity", "loss": "cross-entropy", "task_steps": 12, "batches": "fresh"},
)


@pytest.fixture(scope="module", params=[1, 2, 4], ids="{} lanes".format)
def session(request):
    base = {"inputs": WAVE, "hidden_size": 4}
    return Session(Lanes.start(Experiment(**base | each) for each in LANES[: request.param]).advance(epochs=60))


@pytest.fixture(scope="module")
def figures(session):
    return {name: figure for view in VIEWS.values() for name, figure in view(session.view).items()}


def lines(figure):
    return [trace for trace in figure["data"] if trace["meta"].startswith("lane") and "lines" in trace["mode"]]


def test_figures_can_be_drawn(figures):
    for name, figure in figures.items():
        layout, words = figure["layout"], figure["layout"]["meta"]
        assert len(go.Figure(figure).data) == len(figure["data"]), name
        assert words["title"], name
        assert words["read"].endswith("."), name
        assert words["said"].endswith("."), name
        assert {"xaxis", "yaxis"} <= layout.keys(), name


def test_lines_are_those_of_the_single_runs(session, figures):
    for place, trainer in enumerate(session.lanes.trainers):
        alone = Trainer.start(trainer.experiment).advance(epochs=60).latest.alone(0)
        for name, expected in (
            ("prediction", alone.yhat[0, :, 0]),
            ("gradient", np.maximum(alone.dh_norm[0], 1e-16)),
            ("decay", np.maximum(flow(alone).median, 1e-16)),
        ):
            np.testing.assert_allclose(lines(figures[name])[place]["y"], expected, rtol=1e-6, atol=1e-12)


def test_lanes_differ_in_dash_and_mark_and_keep_both_in_every_figure(session, figures):
    kinds = [[(trace["line"]["dash"], trace["marker"]["symbol"]) for trace in lines(figures[name])]
             for name in ("loss", "prediction", "gradient", "decay")]  # fmt: skip

    assert all(kind == kinds[0] for kind in kinds)
    assert len(set(kinds[0])) == len({dash for dash, _ in kinds[0]}) == len(session.lanes)


def test_hidden_states_of_all_lanes_have_one_scale(session, figures):
    scales = {
        (figure["data"][0]["zmin"], figure["data"][0]["zmax"], figure["data"][0]["meta"])
        for name, figure in figures.items()
        if name.startswith("hidden")
    }

    assert len(scales) == 1
    (low, high, _), h = *scales, [trainer.latest.h for trainer in session.lanes.trainers]
    assert low <= min(each.min() for each in h)
    assert high >= max(each.max() for each in h)


def test_dots_stand_at_the_epoch_of_each_lane():
    session = Session(Lanes.start([Experiment(stop_epoch=9), Experiment()]).advance(epochs=30))

    dots = [trace for trace in VIEWS["Curves"](session.view)["loss"]["data"] if trace["mode"] == "markers"]

    assert [int(dot["x"][0]) for dot in dots] == [9, 30]
    assert [float(dot["y"][0]) for dot in dots] == [trainer.latest.loss for trainer in session.lanes.trainers]


def of_one_that_diverged():
    steady, wild = ({"activation": "linear", "learning_rate": rate, "inputs": WAVE} for rate in (0.001, 0.3))
    session = Session(Lanes.start([Experiment(**steady), Experiment(**wild)]).advance(epochs=400))
    assert [trainer.status for trainer in session.lanes.trainers] == ["running", "diverged"]
    return session, {name: figure for view in VIEWS.values() for name, figure in view(session.view).items()}


def test_lane_that_diverged_does_not_flatten_the_others():
    session, figures = of_one_that_diverged()
    one, other = (trainer.latest for trainer in session.lanes.trainers)
    assert np.abs(other.h).max() > 1e20

    assert figures["loss"]["layout"]["yaxis"]["range"][1] < 8
    low, high = figures["prediction"]["layout"]["yaxis"]["range"]
    assert max(-low, high) < 4 * max(np.abs(one.yhat).max(), np.abs(one.target).max())
    assert figures["hidden_A"]["data"][0]["zmax"] < 25
    for name in ("loss", "prediction", "gradient"):
        assert figures[name]["layout"]["meta"]["said"].endswith("Beyond the axis: B."), name
    assert figures["hidden_B"]["layout"]["meta"]["said"].endswith("Beyond the scale: B.")


def test_line_has_a_gap_where_it_is_beyond_the_axis():
    session, figures = of_one_that_diverged()
    yhat = session.lanes.trainers[1].latest.yhat[0, :, 0]

    line = lines(figures["prediction"])[1]["y"]

    assert np.isnan(line).any()
    np.testing.assert_array_equal(line[~np.isnan(line)], yhat[~np.isnan(line)])
    assert np.abs(yhat[np.isnan(line)]).min() > 20


@pytest.mark.parametrize("times", [LINEAR, LOG])
@pytest.mark.parametrize("size", [1e-200, 1e-3, 1.0, 1e200])
def test_lanes_of_one_size_are_covered_wholly(times, size):
    lanes = [np.array([0.0, size]), np.array([-3 * size]), np.zeros(2)]

    covered = common(lanes, times)

    np.testing.assert_array_equal(covered.values, np.concatenate(lanes))
    assert covered.about() == ""
