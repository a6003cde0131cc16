"""The inputs above target and prediction: every kind of input can be read, and nothing of it moves with the epochs."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go
import pytest

from pages.shared.stage.frames import differences, packed
from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer
from rnn.figures import prediction
from rnn.figures.inputs import MOST_LANES, MOST_WRITTEN

WIDE = np.random.default_rng(0).normal(size=(5, MOST_LANES + 1)).tolist()
KINDS = {
    "one value": {"inputs": [1, 2, 3, 4]},
    "one time step": {"inputs": [[3.0]], "targets": [[4.0]]},
    "500 steps": {"task": "sine", "task_steps": 500, "sequences": 2},
    "bits": {"task": "parity", "sequences": 2},
    "several": {"inputs": [[1, -5, 0], [2, 7, 0], [3, 900, 0]]},
    "markers": {"task": "adding", "sequences": 3},
    "pulses": {"task": "flip-flop", "task_steps": 200, "sequences": 2},
    "letters": {"task": "hello", "loss": "cross-entropy"},
    "many symbols": {"task": "order", "task_steps": 80, "sequences": 2},
    "more features than lanes": {"inputs": WIDE},
    "padding": {"inputs": [1, 2, 3, 4, 5], "more_inputs": [[7, 8, 9]]},
    "held out": {"inputs": [1, 2, 3, 4, 5, 6, 7], "held_out": 30},
}


@pytest.fixture(scope="module", params=KINDS)
def trainer(request):
    return Trainer.start(Experiment(**KINDS[request.param]))


def drawn(trainer, sequence=0):
    """The figure, its input traces and what the network reads in that sequence."""
    view = Session.of(trainer).view
    figure = prediction.draw(trainer.latest, sequence, view.symbols)
    inputs = [trace for trace in figure["data"] if trace["meta"] == "input"]
    return figure, inputs, trainer.latest.alone(sequence).x[0]


def test_every_sequence_of_every_kind_is_drawn_on_an_axis_above_that_of_the_prediction(trainer):
    for sequence in range(len(trainer.latest.x)):
        figure, inputs, x = drawn(trainer, sequence)
        below, above = (figure["layout"][axis] for axis in ("yaxis", "yaxis2"))

        assert len(go.Figure(figure).data) == len(figure["data"])
        assert below["domain"][1] < above["domain"][0]
        assert below["domain"][1] >= 0.5
        assert "Top: the input." in figure["layout"]["meta"]["read"]
        for trace in inputs:
            assert trace["yaxis"] == "y2"
            assert trace["x"].tolist() == list(range(1, len(x) + 1))
            low, high = above["range"]
            assert ((low < trace["y"]) & (trace["y"] < high)).all()


def test_inputs_are_the_same_at_every_epoch_and_are_sent_once(trainer):
    frames = [
        packed({"epoch": run.epoch, "figures": {"prediction": drawn(run)[0]}})
        for run in (trainer, trainer.advance(epochs=3))
    ]

    data = differences(frames)[1]["figures"]["prediction"]["data"]
    roles = [trace["meta"] for trace in frames[0]["figures"]["prediction"]["data"]]
    assert [changed for role, changed in zip(roles, data, strict=True) if role == "input" and changed] == []
    assert any(changed for role, changed in zip(roles, data, strict=True) if role == "prediction")


def of(kind, sequence=0):
    return drawn(Trainer.start(Experiment(**KINDS[kind])), sequence)


@pytest.mark.parametrize("kind", ["one value", "500 steps", "bits", "more features than lanes", "padding"])
def test_values_are_drawn_as_they_are(kind):
    _, inputs, x = of(kind)

    np.testing.assert_array_equal(np.transpose([trace["y"] for trace in inputs]), x)
    assert [trace["showlegend"] for trace in inputs] == [True] + [False] * (x.shape[1] - 1)


@pytest.mark.parametrize("kind", ["several", "markers", "pulses"])
def test_each_of_several_features_stays_in_its_lane_and_keeps_its_shape(kind):
    figure, inputs, x = of(kind)
    middles = figure["layout"]["yaxis2"]["tickvals"]

    assert figure["layout"]["yaxis2"]["ticktext"] == [f"x<sub>{n + 1}</sub>" for n in range(x.shape[1])]
    for trace, middle, values in zip(inputs, middles, x.T, strict=True):
        np.testing.assert_array_equal(trace["customdata"], values)
        assert (np.abs(trace["y"] - middle) < 0.5).all()
        if np.ptp(values):
            assert np.corrcoef(trace["y"], values)[0, 1] == pytest.approx(1)


def test_markers_and_pulses_are_the_only_steps_that_stand_out_of_their_lane():
    for kind, features in (("markers", [1]), ("pulses", [0, 1, 2])):
        _, inputs, x = of(kind)
        for feature in features:
            heights, values = inputs[feature]["y"], x[:, feature]
            foot = heights[values == 0][0]
            assert (np.abs(heights - foot) > 0.3).tolist() == (values != 0).tolist()
            assert inputs[feature]["line"]["shape"] == "hvh"


def test_few_symbols_are_written_and_many_stand_in_the_row_of_their_name():
    _, (letters,), _ = of("letters")
    figure, (marks,), x = of("many symbols")

    assert letters["mode"] == "text"
    assert letters["text"] == ["h", "e", "l", "l"]
    assert marks["mode"] == "markers"
    assert marks["text"] == ["abcdXY"[number] for number in x.argmax(axis=1)]
    axis = figure["layout"]["yaxis2"]
    names = dict(zip(axis["tickvals"], axis["ticktext"], strict=True))
    assert len(x) > MOST_WRITTEN
    assert marks["y"].tolist() == [5 - number for number in x.argmax(axis=1)]
    assert names
    assert all(name == "abcdXY"[5 - row] for row, name in names.items())


def test_symbols_without_names_are_numbered():
    one_hot = np.eye(3)[[2, 0, 1, 1]].tolist()

    _, (trace,), _ = drawn(Trainer.start(Experiment(inputs=one_hot)))

    assert trace["text"] == ["3", "1", "2"]


def test_padding_is_not_drawn():
    _, (trace,), _ = of("padding", sequence=1)

    assert trace["y"].tolist() == [7, 8]
