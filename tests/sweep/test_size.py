"""Estimates of a sweep against the memory that it takes, and against each other."""

from __future__ import annotations

import re
import tracemalloc

import numpy as np
import pytest

from rnn import Experiment, Sweep
from rnn.sweep.cost import seconds_alone, seconds_in_a_stack, seconds_to_measure
from rnn.sweep.size import _fitting, bytes_of_sweep, gains_in_a_stack, numbers_of_a_pass, seconds_of_sweep
from rnn.training.stacked_training import stack_of
from tests.support.sweeping import value_or_sentence


def peak_of(function):
    """Bytes that a call takes at most."""
    tracemalloc.start()
    try:
        kept = function()
        return tracemalloc.get_traced_memory()[1], kept
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "chosen",
    [
        {"task_steps": 60, "hidden_size": 32},
        {"task_steps": 20, "hidden_size": 16, "sequences": 16, "optimizer": "adam"},
        {"task_steps": 10, "hidden_size": 64},
    ],
    ids=str,
)
def test_bytes_are_estimated_within_a_factor_of_two(chosen):
    experiment = Experiment(task="echo", learning_rate=1e-5, delay=1, **chosen)
    axes = {"learning_rate": np.geomspace(1e-6, 1e-5, 16).tolist(), "seed": range(4)}
    Sweep(experiment, {"learning_rate": [1e-5]}, epochs=1).run()

    peak, sweep = peak_of(lambda: (made := Sweep(experiment, axes, epochs=1), made.run())[0])

    estimated = bytes_of_sweep(sweep.cells[:: len(sweep.seeds)], len(sweep.seeds))
    assert peak / 2 < estimated < 2 * peak


def test_numbers_of_a_pass_are_those_of_the_arrays_of_a_stack():
    few, many = ([Experiment(task="echo", task_steps=40, hidden_size=16, sequences=2)] * runs for runs in (4, 12))
    vectors = few[0].first_parameters().vector

    held = [
        sum(
            array.nbytes
            for array in vars(stack_of(runs, np.array([vectors] * len(runs)), 0)).values()
            if isinstance(array, np.ndarray)
        )
        for runs in (few, many)
    ]

    for_each = (held[1] - held[0]) / 8 / 8
    assert for_each / 2 < numbers_of_a_pass(few[0]) < 2 * for_each


def test_refusal_names_the_seconds_and_bytes_of_the_whole_sweep():
    large = Experiment(task="sine", task_steps=500, hidden_size=128, sequences=16)
    rates, seeds = np.linspace(0.001, 0.01, 64).tolist(), 16
    axes = {"learning_rate": rates, "seed": range(seeds)}
    said = value_or_sentence(Sweep, large, axes, 1)

    cells = [large.replaced(learning_rate=rate) for rate in rates]
    megabytes = float(re.search(r"and ([\d,.]+) MB", said)[1].replace(",", ""))
    assert megabytes == pytest.approx(bytes_of_sweep(cells, seeds) / 1e6, rel=0.05)


@pytest.mark.parametrize("epochs", [1, 100_000])
def test_refusal_for_time_names_a_number_of_runs_that_fits(epochs):
    large = Experiment(task="sine", task_steps=500, hidden_size=128, sequences=1)
    axes = {"learning_rate": np.linspace(0.001, 0.01, 64).tolist()}
    seeds = 64 if epochs == 1 else 4
    said = value_or_sentence(Sweep, large, {**axes, "seed": range(seeds)}, epochs)
    if isinstance(said, Sweep):
        assert seconds_of_sweep(said.cells[::seeds], seeds, epochs) <= 600
        return

    cells = [large.replaced(learning_rate=rate) for rate in axes["learning_rate"]]
    megabytes = float(re.search(r"and ([\d,.]+) MB", said)[1].replace(",", ""))
    assert megabytes == pytest.approx(bytes_of_sweep(cells, seeds) / 1e6, rel=0.05)
    runs = int(re.search(r"About ([\d,]+) runs", said)[1].replace(",", ""))
    fitting = max(runs // 64, 1)
    share = {"learning_rate": axes["learning_rate"][: runs if runs < 64 else 64]}
    assert isinstance(Sweep(large, {**share, "seed": range(fitting)}, epochs), Sweep)


def test_epochs_that_fit_leave_time_to_measure_each_run(monkeypatch):
    monkeypatch.setattr("rnn.sweep.size.SWEEP_BUDGET", 30.0)
    long = Experiment(task="sine", task_steps=500, hidden_size=128, sequences=1)
    axes = {"learning_rate": np.linspace(0.001, 0.01, 64).tolist(), "seed": range(8)}
    said = value_or_sentence(Sweep, long, axes, 10)

    epochs = int(re.search(r"or ([\d,]+) epochs, fit", said)[1])
    assert isinstance(Sweep(long, axes, epochs), Sweep)
    assert "too much" in value_or_sentence(Sweep, long, axes, epochs + 2)


def test_refusal_says_where_only_fewer_epochs_fit_and_where_nothing_does():
    slow = Experiment(task="sine", task_steps=500, hidden_size=128, sequences=16)

    assert re.search(
        r"too much\. About [\d,]+ epochs fit\.$", value_or_sentence(Sweep, slow, {"clip_norm": [1.0]}, 100_000)
    )
    assert _fitting(0) == "Not even one run fits."
    assert _fitting(3) == "About 3 runs fit."


def test_too_many_runs_are_refused_with_their_seconds():
    axes = {"learning_rate": np.linspace(0.001, 0.01, 64).tolist(), "clip_norm": np.linspace(1, 2, 64).tolist()}

    said = value_or_sentence(Sweep, Experiment(), {**axes, "seed": range(2)}, 100_000)

    minutes = float(re.search(r"about ([\d,.]+) minutes", said)[1].replace(",", ""))
    stacked = 8192 * (seconds_to_measure(Experiment(), 128) + 1e5 * seconds_in_a_stack(Experiment(), 128))
    assert stacked / 60 < minutes < 2.5 * stacked / 60


def test_runs_of_shapes_with_few_runs_are_estimated_alone():
    cells = [Experiment(hidden_size=units) for units in (2, 3, 4, 5)]

    seconds = seconds_of_sweep(cells, 2, 10_000)

    assert not gains_in_a_stack(cells[0], 2)
    alone = sum(seconds_to_measure(cell, 1) + 10_000 * seconds_alone(cell) for cell in cells)
    assert seconds == pytest.approx(2 * alone)
    assert seconds_of_sweep(cells[:1] * 4, 2, 10_000) < 0.7 * seconds


def test_stack_costs_less_for_each_run_the_more_there_are():
    for_each = [seconds_in_a_stack(Experiment(), runs) for runs in (4, 16, 64, 128)]

    assert for_each == sorted(for_each, reverse=True)
    assert seconds_to_measure(Experiment(), 64) < seconds_to_measure(Experiment(), 1)
    last = Experiment(task="latch", task_steps=100, loss_at="last")
    assert seconds_to_measure(last, 64) < seconds_to_measure(last.replaced(loss_at="every"), 64)
