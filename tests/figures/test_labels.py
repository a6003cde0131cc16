"""Labels of marked places never cover each other, whatever is marked and however large the chart is."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn import Experiment, Trainer
from rnn.data.baselines import Line
from rnn.figures import decay, gradient_check, loss, singular_value_limit
from rnn.figures.axes import epoch_axis, log_axis
from rnn.figures.level_lines import level_lines, with_room
from rnn.figures.marks import across, down, marked
from rnn.lenses.flow import flow
from rnn.lenses.gradient_check import check
from tests.support.problems import case

SCREENS = {"390x844": (262, 174), "1366x768": (411, 172), "1920x1080": (700, 330), "flow, 1366x768": (411, 105)}
LETTER, LINE = 5.6, 14  # pixels of a letter and of a line at 11 px, as Chromium draws them
EDGE = 1.5  # pixels at the edge of a label that are empty
NAMES = ("always answering 0: no memory: 1", "repeating the input, on this batch: 0.571", "untrained: 2.3", "mean: 0.4")


def boxes(layout, size):
    """Left, bottom, right and top of each annotation in pixels, as Plotly's documentation says where they stand."""
    found = []
    for label in layout["annotations"]:
        middle, extent = [], (LETTER * len(label["text"]), LINE)
        for axis, along in (("x", size[0]), ("y", size[1])):
            low, high = (0, 1) if label.get(f"{axis}ref") == "paper" else layout[f"{axis}axis"]["range"]
            anchor = {"left": 1, "bottom": 1, "right": -1, "top": -1}.get(label[f"{axis}anchor"], 0)
            half = extent[(axis == "y") != ("textangle" in label)] / 2
            middle += [(label[axis] - low) / (high - low) * along + label.get(f"{axis}shift", 0) + anchor * half, half]
        x, half_x, y, half_y = middle
        found.append((x - half_x, y - half_y, x + half_x, y + half_y))
    return found


def covering(layout, size):
    """The pairs of labels that cover each other."""
    texts = [label["text"] for label in layout["annotations"]]
    pairs = combinations(zip(texts, boxes(layout, size), strict=True), 2)
    return [
        (one, other)
        for (one, a), (other, b) in pairs
        if min(a[2], b[2]) - max(a[0], b[0]) > 0.01 and min(a[3], b[3]) - max(a[1], b[1]) > 0.01
    ]


levels = st.lists(st.tuples(st.floats(0.01, 5), st.sampled_from(NAMES)), max_size=4, unique=True)
uprights = st.lists(
    st.tuples(st.floats(0, 100), st.sampled_from(["rate 0.5", "clip off", "truncate after 5", "branch"])),
    max_size=8,
    unique=True,
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(levels, uprights, st.floats(0.01, 10), st.floats(0.01, 10))
def test_labels_of_any_lines_never_cover_each_other_on_any_screen(level, upright, first, last):
    axes = {"xaxis": epoch_axis(100), "yaxis": log_axis("MSE", np.array([0.01, 10]), 1e-30)}
    curve = {"type": "scatter", "mode": "lines", "x": np.arange(101), "y": np.geomspace(first, last, 101)}

    layout = marked([*(across(*line) for line in level), *(down(*line) for line in upright)], [curve], **axes)

    for size in SCREENS.values():
        assert covering(layout, size) == []
    assert {label["text"] for label in layout["annotations"]} >= {name for _, name in level}
    assert len(layout["shapes"]) == len(level) + len(upright)
    go.Layout(shapes=layout["shapes"], annotations=layout["annotations"])


@pytest.mark.parametrize("height", [0.2, 1.0, 3.0])
@pytest.mark.parametrize("gap", [1.001, 1.05, 1.3])
def test_level_line_keeps_its_name_inside_the_chart_and_off_the_curve_beside_it(height, gap):
    axes = {"xaxis": epoch_axis(100), "yaxis": log_axis("MSE", np.array([0.1, 10]), 1e-30)}
    flat = {"type": "scatter", "mode": "lines", "x": np.arange(101), "y": np.full(101, height * gap)}
    (name,) = level_lines([Line(height, "always answering 0")])

    layout = marked([name], [flat], **axes)

    for width, tall in SCREENS.values():
        ((left, bottom, right, top),) = boxes(layout, (width, tall))
        low, high = axes["yaxis"]["range"]
        curve = (np.log10(height * gap) - low) / (high - low) * tall
        assert not bottom + EDGE < curve < top - EDGE
        assert left >= 0
        assert right <= width
        assert bottom >= 0
        assert top <= tall


def crossed(layout, size):
    """The labels through which a level line goes, their own or another."""
    low, high = layout["yaxis"]["range"]
    lines = [(np.log10(shape["y0"]) - low) / (high - low) * size[1] for shape in layout["shapes"]]
    places = zip(layout["annotations"], boxes(layout, size), strict=True)
    inside = [(label["text"], below + EDGE, above - EDGE) for label, (_, below, _, above) in places]
    return [text for text, below, above in inside if any(below < line < above for line in lines)]


@pytest.mark.parametrize("lower", [0.0999, 0.1, 0.12, 0.15, 0.3, 1.0, 3.0, 7.0, 9.0])
@pytest.mark.parametrize("gap", [1.01, 1.1, 1.25])
@pytest.mark.parametrize("names", [NAMES[:2], NAMES[1::-1]])
def test_neither_of_two_close_lines_crosses_the_name_of_the_other_nor_are_the_names_in_the_other_order(
    lower, gap, names
):
    lines = level_lines([Line(lower, names[0]), Line(lower * gap, names[1])])
    axis = with_room(log_axis("MSE", np.array([lower, lower * gap]), 1e-30), lines)

    layout = marked(lines, [], xaxis=epoch_axis(100), yaxis=axis)

    for size in SCREENS.values():
        assert crossed(layout, size) == covering(layout, size) == []
        (low, high), (below, above) = axis["range"], boxes(layout, size)
        assert below[1] < above[1]
        assert below[1] >= -1
        assert above[3] <= size[1] + 1
        assert low < np.log10(lower) < np.log10(lower * gap) < high


def test_names_of_the_baselines_are_not_crossed_at_first_sight():
    trainer = Trainer.start(Experiment())

    for _ in range(3):
        layout = loss.draw(trainer, trainer)["layout"]
        assert len(layout["annotations"]) == 2
        for size in SCREENS.values():
            assert crossed(layout, size) == []
        trainer = trainer.advance(epochs=4)


def test_axis_stays_as_it_is_where_labels_have_room():
    axis = log_axis("MSE", np.array([0.011, 9.0]), 1e-30)

    for values in ([0.011], [0.011, 0.1], [0.3, 0.31], [0.09, 0.1, 9.0]):
        assert with_room(axis, level_lines([Line(value, "x") for value in values])) == axis


def test_labels_in_a_crowded_loss_chart_keep_apart_while_it_trains():
    changes = [[5, "learning_rate", 0.02], [6, "truncation", 5], [30, "clip_norm", 1.0], [33, "recurrent_gain", 1.1]]
    trainer = Trainer.start(Experiment(task="two-lags", changes=changes))

    for epochs in (0, 5, 1, 20, 10, 40, 300):
        trainer = trainer.advance(epochs=epochs)
        layout = loss.draw(trainer, trainer)["layout"]
        assert len([label for label in layout["annotations"] if "on this batch" in label["text"]]) == 2
        for size in SCREENS.values():
            assert covering(layout, size) == []


def horizon(figure):
    """The layout with the name of the horizon as one of the annotations, where there is a horizon."""
    trace = figure["data"][-1]
    if trace["name"] != "horizon":
        return figure["layout"]
    side = trace["textposition"].split()[1]
    anchor = {"left": "right", "right": "left"}[side]
    words = {
        "x": trace["x"][3],
        "y": np.log10(trace["y"][3]),
        "xanchor": anchor,
        "yanchor": "middle",
        "text": "horizon",
    }
    return figure["layout"] | {"annotations": [*figure["layout"]["annotations"], words]}


@pytest.mark.parametrize("truncation", range(1, 20))
@pytest.mark.parametrize("gain", [0.7, 0.9, 1.0])
def test_horizon_cut_and_threshold_keep_apart(truncation, gain):
    trainer = Trainer.start(Experiment(inputs=np.sin(np.arange(21)), start="orthogonal", recurrent_gain=gain))

    layout = horizon(decay.draw(flow(trainer.latest), truncation))

    for size in SCREENS.values():
        assert covering(layout, size) == []


def test_labels_of_single_lines_stay_inside_their_charts():
    shown = Trainer.start(case(1)).latest

    for figure in (
        gradient_check.draw(check(shown, 1.0, None, None)),
        singular_value_limit.draw(np.array([2.0, 1.0, 0.5]), 1.0),
    ):
        for width, tall in SCREENS.values():
            ((left, bottom, right, top),) = boxes(figure["layout"], (width, tall))
            assert min(left, bottom) >= 0
            assert right <= width
            assert top <= tall
