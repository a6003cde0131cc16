"""The picture of the walk shows where it is, and the panel beside it has the numbers of its sub-step."""

from __future__ import annotations

import re

import numpy as np
import plotly.graph_objects as go
import pytest

from rnn import Experiment, Trainer
from rnn.figures import substep, unrolled
from rnn.lenses.walk import Walk
from tests.figures.test_figures import RUNS
from tests.lenses.test_walk import experiment


@pytest.fixture(scope="module", params=[*RUNS, "symbols", "truncated", "held out"])
def walk(request):
    more = {
        "symbols": {"loss": "cross-entropy", "activation": "logistic"},
        "truncated": {"truncation": 2, "optimizer": "adam", "activation": "relu"},
        "held out": {"held_out": 50.0, "held_out_of": "sequences", "initial_state": "learned"},
    }
    if request.param in RUNS:
        return Walk(RUNS[request.param]())
    return Walk(Trainer.start(experiment(**more[request.param])).advance(epochs=2), sequence=1, unit=2)


def positions(walk):
    """Both ends, and the sub-steps at which the phase changes."""
    t = walk.steps
    return sorted({0, t - 1, t, t + 1, 2 * t, 2 * t + 1})


def traces(figure, name):
    return [trace for trace in figure["data"] if trace["name"].startswith(name)]


def arrows(figure, name):
    """How many arrows there are of that name."""
    return sum(len(trace["x"]) // 3 for trace in traces(figure, name))


def walked(epochs=30, unit=0, **choices):
    return Walk(Trainer.start(Experiment(**choices)).advance(epochs=epochs), unit=unit)


def test_figures_of_every_phase_are_accepted_by_plotly_and_have_their_words(walk):
    for position in positions(walk):
        for figure in (unrolled.draw(walk, position), substep.draw(walk, position)):
            meta = figure["layout"]["meta"]
            assert len(go.Figure(figure).data) == len(figure["data"])
            assert meta["title"]
            assert meta["said"].endswith(".")
            assert not re.search(r"\bnan\b|\binf\b|\d[eE][+-]?\d", meta["said"])


def test_network_names_both_axes_and_says_how_to_read_it(walk):
    layout = unrolled.draw(walk, 0)["layout"]

    assert layout["xaxis"]["title"]["text"] == "time step t"
    assert layout["yaxis"]["title"]["text"] == "layer"
    assert layout["meta"]["read"].endswith(".")


def test_nodes_are_coloured_by_their_values_and_hollow_until_these_are_there():
    walk = walked()

    figure = unrolled.draw(walk, 1)

    (h,), (to_come,) = traces(figure, "h"), traces(figure, "to come")
    assert h["x"].tolist() == [0] * 5 + [1] * 5 + [2] * 5
    np.testing.assert_array_equal(h["customdata"], walk.shown.h[0, :3].ravel())
    assert (h["meta"]["scale"], h["meta"]["ends"]) == ("diverging", [-1.0, 1.0])
    assert h["marker"]["line"]["width"] == [1.0] * 10 + [3.5] * 5
    assert sorted(to_come["x"].tolist()) == [3] * 6 + [4] * 6
    assert to_come["text"][0] == "h<sub>3</sub>, unit 1: to come"


@pytest.mark.parametrize(("position", "phase"), [(0, "forward"), (4, "forward"), (6, "backward"), (9, "backward")])
def test_click_on_a_node_leads_to_its_unit_and_to_where_it_is_computed_on_this_way(position, phase):
    walk = walked()

    figure = unrolled.draw(walk, position)

    for trace in figure["data"]:
        picks = trace["meta"].get("picks", []) if isinstance(trace["meta"], dict) else []
        for t, pick in zip(trace["x"].tolist(), picks, strict=trace["name"] in ("h", "x, ŷ, y")):
            assert pick.get("step") == (t - 1 if t else None)
            assert "walk" not in pick or walk.place(pick["walk"]) == (phase, t)
    (h,) = traces(figure, "h")
    assert [pick["unit"] for pick in h["meta"]["picks"][:5]] == [0, 1, 2, 3, 4]


def test_batch_lets_its_sequence_and_its_unit_be_chosen():
    batch = Walk(Trainer.start(experiment()), sequence=1, unit=2)

    layout = unrolled.draw(batch, 0)["layout"]

    assert [(choice["name"], choice["value"]) for choice in layout["meta"]["choices"]] == [("unit", 3), ("sequence", 2)]


def test_arrows_go_forward_only_then_back_only_as_far_as_the_walk_is():
    walk = walked()

    names = ("now", "gradient: ", "gradient, to come")
    counts = {i: tuple(arrows(unrolled.draw(walk, i), name) for name in names) for i in (1, 4, 6, 9)}

    assert counts == {1: (3, 0, 0), 4: (4, 0, 0), 6: (0, 3, 4), 9: (0, 7, 0)}


def test_backward_arrows_are_as_thick_as_their_terms_are_long():
    walk = walked()
    local, carried = walk.strengths
    longest = np.linalg.norm(walk.shown.dh[0], axis=1).max()

    back = traces(unrolled.draw(walk, 9), "gradient: ")

    drawn = [trace["line"]["width"] for trace in back for _ in range(len(trace["x"]) // 3)]

    W_hy, W_hh = walk.shown.parameters.W_hy, walk.shown.parameters.W_hh
    for t in range(1, 5):
        assert local[t] == pytest.approx(np.linalg.norm(W_hy.T @ walk.shown.error[0, t - 1]) / longest)
    for t in range(1, 4):
        assert carried[t] == pytest.approx(np.linalg.norm(W_hh.T @ walk.shown.da[0, t]) / longest)
    assert carried[[0, 4]].tolist() == [0, 0]
    assert sorted(drawn) == sorted(np.ceil(6 * np.minimum([*local[1:], *carried[1:4]], 1)))


def test_cut_of_truncation_is_a_labelled_dashed_line_that_no_gradient_crosses():
    figure = unrolled.draw(walked(truncation=2), 9)

    (line,) = figure["layout"]["shapes"]
    assert (line["x0"], line["line"]["dash"]) == (2.5, "dash")
    assert [label["text"] for label in figure["layout"]["annotations"]] == ["cut"]
    assert arrows(figure, "gradient: ") == 6


def test_step_that_does_not_count_has_a_hollow_target():
    figure = unrolled.draw(walked(loss_at="last"), 4)

    (hollow,), top = traces(figure, "to come"), max(traces(figure, "x, ŷ, y")[0]["y"])
    assert hollow["x"].tolist() == [1, 2, 3]
    assert set(hollow["y"].tolist()) == {top}
    assert arrows(figure, "now") == 1


@pytest.mark.parametrize(
    ("position", "steps"), [(0, (1, 12)), (20, (15, 26)), (40, (29, 40)), (50, (25, 36)), (81, (1, 12))]
)
def test_long_sequence_is_seen_through_a_window_that_moves_with_the_walk(position, steps):
    walk = walked(epochs=1, inputs=np.sin(np.arange(41)))

    figure = unrolled.draw(walk, position)

    low, high = figure["layout"]["xaxis"]["range"]
    assert (low + 1.4, high - 0.6) == pytest.approx(steps)
    assert f"Steps {steps[0]} to {steps[1]} of 40" in figure["layout"]["meta"]["read"]


def test_wide_state_is_one_dot_with_the_colour_of_the_selected_unit():
    walk = walked(hidden_size=9, unit=6)

    figure = unrolled.draw(walk, 4)

    np.testing.assert_array_equal(traces(figure, "h")[0]["customdata"], walk.shown.h[0, :, 6])
    assert "all its 9 numbers, with the colour of unit 7" in figure["layout"]["meta"]["read"]
