"""The forecast against a plain loop over single numbers, in the person's own units."""

from __future__ import annotations

import csv
import math
from io import StringIO

import numpy as np
import pytest

from rnn import Experiment, Trainer
from rnn.data.transformation import TRANSFORMATIONS
from rnn.figures import forecast as figure
from rnn.lenses.forecast import MOST_READ, forecast, why_no_forecast
from rnn.words.forecast import about_forecast, forecast_csv

SERIES = [round(40 + 9 * math.sin(t / 3) + math.cos(t), 3) for t in range(90)]
WAVE = [[value] for value in SERIES]


def by_hand(trainer, known, steps, transformation, ahead):
    """Predictions of all rows from the first one on, {row: number}, with lists and floats."""
    experiment, weights = trainer.experiment, trainer.parameters
    x_scale, y_scale = experiment.series.x, experiment.series.y
    hidden = experiment.hidden_size
    numbers, predicted, h = list(known), {}, [0.0] * hidden
    change, log = transformation in ("difference", "growth"), transformation in ("log", "growth")
    for row in range(len(known) + steps):
        if row >= len(numbers):
            numbers.append(predicted[row])
        if change and row == 0:
            continue
        now, before = numbers[row], numbers[row - 1]
        value = math.log(now) if log else now
        if change:
            value -= math.log(before) if log else before
        x = (value - float(x_scale.center[0])) / float(x_scale.spread[0])
        h = [
            math.tanh(
                weights.W_xh[i, 0] * x + sum(weights.W_hh[i, j] * h[j] for j in range(hidden)) + weights.b_h[i, 0]
            )
            for i in range(hidden)
        ]
        out = sum(weights.W_hy[0, i] * h[i] for i in range(hidden)) + weights.b_y[0, 0]
        out = out * float(y_scale.spread[0]) + float(y_scale.center[0])
        if change:
            predicted[row + ahead] = now * math.exp(out) if log else now + out
        else:
            predicted[row + ahead] = math.exp(out) if log else out
    return predicted


@pytest.mark.parametrize("transformation", TRANSFORMATIONS)
@pytest.mark.parametrize(("window", "ahead"), [(None, 1), (12, 1), (12, 4)])
def test_forecast_is_that_of_a_plain_loop(transformation, window, ahead):
    experiment = Experiment(
        inputs=WAVE, window=window, transformation=transformation, scaling="standard", ahead=ahead, held_out=20.0
    )
    trainer = Trainer.start(experiment).advance(epochs=30)

    made = forecast(trainer, 25)

    expected = by_hand(trainer, SERIES[: made.begin - 1], 25, transformation, ahead)
    rows = range(made.begin - 1, made.begin + 24)
    np.testing.assert_allclose(made.ahead[:, 0], [expected[row] for row in rows], rtol=1e-9)
    fitted = [expected.get(row, math.nan) for row in range(len(made.known))]
    np.testing.assert_allclose(made.fitted[:, 0], fitted, rtol=1e-9)


@pytest.mark.parametrize(("window", "ahead"), [(None, 1), (None, 3), (10, 1), (10, 3)])
def test_what_is_held_out_is_the_truth_and_never_read(window, ahead):
    chosen = {"window": window, "ahead": ahead, "held_out": 30.0, "transformation": "difference", "scaling": "robust"}
    trainer = Trainer.start(Experiment(inputs=WAVE, **chosen)).advance(epochs=20)
    made = forecast(trainer, 40)
    begin = made.begin - 1
    other = WAVE[:begin] + [[value + 7 + row] for row, (value,) in enumerate(WAVE[begin:])]

    same = forecast(Trainer.start(Experiment(inputs=other, **chosen)).advance(epochs=20), 40)

    np.testing.assert_array_equal(made.truth, WAVE[begin:][:40])
    np.testing.assert_array_equal(made.ahead, same.ahead)
    error = np.sqrt(np.mean([(made.ahead[place, 0] - SERIES[begin + place]) ** 2 for place in range(len(made.truth))]))
    np.testing.assert_allclose(made.error, [error])
    repeated = np.sqrt(np.mean([(SERIES[begin - 1] - value) ** 2 for value in SERIES[begin : begin + 40]]))
    np.testing.assert_allclose(made.repeated_error, [repeated])
    assert f"Over {len(made.truth)} rows that are known" in about_forecast(made)


def test_forecast_begins_at_the_end_where_nothing_is_held_out():
    made = forecast(Trainer.start(Experiment(inputs=WAVE, rows_from=11)), 5)

    assert (made.first, made.begin) == (11, 91)
    assert not len(made.truth)
    assert "Hold out a part" in about_forecast(made)


def test_forecast_follows_the_series_of_the_selected_window():
    lower = [[value - 30] for value in SERIES[:50]]
    trainer = Trainer.start(Experiment(inputs=WAVE, more_inputs=[lower], window=20, stride=20))

    assert [trainer.experiment.series.series_of(place) for place in range(len(trainer.experiment.x))] == [0] * 4 + [
        1
    ] * 2
    np.testing.assert_array_equal(forecast(trainer, 3, 5).known, lower)
    assert len(forecast(trainer, 3, 0).known) == 90


def test_only_the_last_rows_of_a_long_series_are_read():
    trainer = Trainer.start(Experiment(inputs=[[math.sin(t)] for t in range(3000)], window=20))

    made = forecast(trainer, 2)

    assert (made.first, made.begin) == (3001 - MOST_READ, 3001)


def test_forecast_that_runs_away_is_cut_off_and_said():
    experiment = Experiment(inputs=WAVE, activation="linear", start="gaussian", start_gain=3.0, held_out=20.0)
    made = forecast(Trainer.start(experiment), 200)

    drawn = figure.draw(made)

    assert "not finite from row" in about_forecast(made) or "leaves the range" in drawn["layout"]["meta"]["said"]
    low, high = drawn["layout"]["yaxis"]["range"]
    assert -300 < low < high < 300


@pytest.mark.parametrize(
    ("choices", "why"),
    [
        ({"task": "echo"}, "what this task asks for is not its next input"),
        ({"targets": WAVE}, "the output is another quantity"),
        ({"inputs": [[1, 0], [0, 1], [1, 0]], "loss": "cross-entropy"}, "a probability of each symbol"),
    ],
)
def test_where_the_output_is_no_input_it_says_why(choices, why):
    assert why in why_no_forecast(Trainer.start(Experiment(**{"inputs": WAVE} | choices)))
    assert why_no_forecast(Trainer.start(Experiment(inputs=WAVE))) is None


def test_file_has_every_row_with_what_is_known_of_it():
    two = [[value, -value] for value in SERIES]
    made = forecast(Trainer.start(Experiment(inputs=two, held_out=50.0)), 60)

    header, *rows = csv.reader(StringIO(forecast_csv(made)))

    assert header[:3] == ["row", "series_1", "series_2"]
    assert [int(row[0]) for row in rows] == list(range(1, made.begin + 60))
    assert [float(row[2]) for row in rows[: len(made.known)]] == [-value for value in SERIES[: len(made.known)]]
    assert [float(row[5]) for row in rows[len(made.known) :]] == made.ahead[:, 0].tolist()
    assert [row[8] for row in rows if row[8]] == [str(-value) for value in SERIES[made.begin - 1 :]]


@pytest.mark.parametrize(("task", "step"), [("sine", None), ("sine", 6), ("waves", 19), ("count", None)])
def test_task_whose_target_is_its_next_input_is_forecast_from_a_step_on(task, step):
    trainer = Trainer.start(Experiment(task=task, task_steps=20, sequences=3)).advance(epochs=20)
    sequence = 0 if task == "count" else 2
    x, target = trainer.experiment.x[sequence, :, 0], trainer.experiment.y[sequence, :, 0]
    end = 10 if step is None else step + 1

    made = forecast(trainer, 15, sequence, step)

    weights, h, value = trainer.parameters, np.zeros((5, 1)), None
    fed_back = []
    for t in range(end + 14):
        value = x[t] if t < end else fed_back[-1]
        h = np.tanh(weights.W_xh * value + weights.W_hh @ h + weights.b_h)
        output = float((weights.W_hy @ h + weights.b_y)[0, 0])
        if t >= end - 1:
            fed_back.append(output)
    np.testing.assert_allclose(made.ahead[:, 0], fed_back, rtol=1e-9)
    np.testing.assert_array_equal(made.known[:, 0], x[:end])
    np.testing.assert_array_equal(made.truth[:, 0], target[end - 1 :][:15])
    assert (made.first, made.begin) == (1, end + 1)


def test_first_row_that_is_far_off_is_that_of_a_plain_loop():
    made = forecast(Trainer.start(Experiment(inputs=WAVE, held_out=30.0)).advance(epochs=5), 40)

    limit = float(np.std(SERIES[: made.begin - 1]))
    far = [place for place, (value,) in enumerate(made.truth, start=1) if abs(made.ahead[place - 1, 0] - value) > limit]

    assert made.away[0] == far[0]
    assert f"after {far[0]} row" in about_forecast(made)


@pytest.mark.parametrize(("window", "sequence", "step", "row"), [(None, 0, 30, 32), (20, 2, 7, 49)])
def test_series_is_read_to_a_chosen_step_of_the_selected_window(window, sequence, step, row):
    cut = {"window": window, "stride": 20} if window else {}
    trainer = Trainer.start(Experiment(inputs=WAVE, transformation="difference", **cut)).advance(epochs=10)

    made = forecast(trainer, 12, sequence, step)

    assert made.begin == row + 1
    np.testing.assert_array_equal(made.known[-1], WAVE[row - 1])
    expected = by_hand(trainer, SERIES[:row], 12, "difference", 1)
    np.testing.assert_allclose(made.ahead[:, 0], [expected[place] for place in range(row, row + 12)], rtol=1e-9)
    np.testing.assert_array_equal(made.truth, WAVE[row : row + 12])
