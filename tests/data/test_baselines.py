"""The lines in the loss chart are what such answers cost: counted again from the drawn targets, or known exactly."""

from __future__ import annotations

from math import log

import numpy as np
import pytest

from rnn import Experiment, Trainer
from rnn.data.tasks import TASKS
from rnn.figures import loss

MANY = {"sequences": 256, "task_steps": 60}


def values(name, **choices):
    return [line.value for line in Experiment(task=name, **choices).lines]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("echo", 1), ("latch", 1), ("parity", 1 / 4), ("parity-end", 1 / 4), ("addition", 1 / 4), ("order", 3 / 4),
        ("count", 1), ("hello", (0 + 0 + 1 / 2 + 1 / 2) / 4),
    ],
)  # fmt: skip
def test_line_is_known_exactly(name, expected):
    assert values(name) == pytest.approx([expected])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("adding", [1 / 6]),  # the variance of two numbers from 0 to 1
        ("xor", [1 / 4, 1 / 6]),  # two of three bits are chance
        ("two-lags", [(1 / 4 + 1 / 16) / 4, 1 / 16 / 4]),  # the variance of a bit is 1/4
        ("flip-flop", [3 * 0.9]),  # 1 for each output where there is no pulse
    ],
)
def test_line_of_a_large_batch_is_near_the_expected_one(name, expected):
    assert values(name, **MANY) == pytest.approx(expected, rel=0.06)


@pytest.mark.parametrize(("name", "parts"), [("sine", [(1, 10, 30)]), ("waves", [(0.5, 20, 40), (0.5, 5, 10)])])
def test_line_of_a_wave_is_that_of_persistence(name, parts):
    # sin(a + p) - sin(a) has the mean square 1 - cos p; the mean over all periods, by a fine sum
    expected = sum(
        size**2 * np.mean(1 - np.cos(2 * np.pi / np.linspace(low, high, 10_001))) for size, low, high in parts
    )

    assert values(name, **MANY) == pytest.approx([expected], rel=0.1)


@pytest.mark.parametrize("name", TASKS)
def test_line_is_the_loss_of_its_answer_at_the_steps_that_count(name):
    experiment = Experiment(task=name, loss_at="last", noise=0.3)
    answers = {"echo": 0, "latch": 0, "adding": 1, "parity": 0.5, "parity-end": 0.5, "addition": 0.5, "xor": 0.5,
               "two-lags": 0.625, "order": 0.25}  # fmt: skip
    batch = experiment.batch

    answer = np.full_like(batch.target, answers[name]) if name in answers else batch.x
    if name == "hello":
        answer = np.array([[[0, 0, 0, 0]] * 3 + [[0, 0, 0.5, 0.5]]])
    expected = np.mean([sum((answer[b, -1] - batch.target[b, -1]) ** 2) for b in range(len(answer))])
    assert experiment.lines[0].value == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("echo", log(2)),
        ("parity", log(2)),
        ("xor", log(2)),
        ("order", log(4)),
        ("hello", (0 + 0 + log(2) + log(2)) / 4),
    ],
)
def test_line_is_in_nats_where_the_loss_is_cross_entropy(name, expected):
    assert values(name, loss="cross-entropy") == pytest.approx([expected])


def test_line_that_would_be_zero_is_left_out():
    assert values("xor", loss_at="steps", loss_steps=[2, 5]) == pytest.approx([0.25])


def test_loss_chart_draws_every_line_with_its_name_and_has_it_in_range():
    trainer = Trainer.start(Experiment(task="two-lags"))

    layout = loss.draw(trainer, trainer)["layout"]

    low, high = layout["yaxis"]["range"]
    lines = trainer.experiment.lines
    assert [shape["y0"] for shape in layout["shapes"]] == [shape["y1"] for shape in layout["shapes"]]
    assert [shape["y0"] for shape in layout["shapes"]] == [line.value for line in lines]
    for line, label in zip(lines, layout["annotations"], strict=True):
        assert label["text"].startswith(line.name)
        assert label["y"] == pytest.approx(np.log10(line.value))
        assert low < label["y"] < high
        assert (label["x"], label["xanchor"]) == (1, "right")


def test_loss_chart_keeps_its_lines_beside_the_marks_of_changes():
    trainer = Trainer.start(Experiment(task="echo")).advance(epochs=3).choose(learning_rate=0.5)

    layout = loss.draw(trainer, trainer)["layout"]

    assert [label["text"] for label in layout["annotations"]] == ["rate 0.5", "memoryless baseline, always 0: 1"]
