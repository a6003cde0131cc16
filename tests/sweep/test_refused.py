"""What cannot be swept is refused before anything trains, in one sentence."""

from __future__ import annotations

import re

import numpy as np
import pytest

from rnn import Experiment, ExperimentError
from rnn.sweep.size import bytes_of_sweep, gains_in_a_stack, seconds_of_sweep, within_limits
from rnn.sweep.sweep import Sweep

REFUSED = [
    ({}, {}, "Sweep: 0 choices are given. Give one or two, besides the seeds."),
    ({"seed": [1, 2]}, {}, "0 choices are given"),
    ({"delay": [1], "noise": [0.1], "seed": [1], "optimizer": ["sgd"]}, {}, "3 choices are given"),
    ({"colour": [1]}, {}, "'colour' is not a choice that can be swept. The choices are: hidden_size, activation"),
    ({"stop_loss": [0.1]}, {}, "'stop_loss' is not a choice that can be swept"),
    ({"inputs": [[1, 2]]}, {}, "'inputs' is not a choice that can be swept"),
    ({"learning_rate": []}, {}, "Learning rate: give from 1 to 64 values."),
    ({"learning_rate": range(65)}, {}, "Learning rate: give from 1 to 64 values."),
    ({"learning_rate": 0.1}, {}, "Learning rate: 0.1 is not allowed. Give a list of values."),
    ({"optimizer": "adam"}, {}, "Optimizer: 'adam' is not allowed. Give a list of values."),
    ({"learning_rate": [0.1, 0.1]}, {}, "Learning rate: 0.1 occurs twice. Give it once."),
    ({"learning_rate": [0.1, 11.0]}, {}, "Learning rate: 11.0 is not allowed. Give a number from"),
    ({"task": ["echo"], "held_out": [50.0], "held_out_of": ["sequences"]}, {}, "3 choices are given"),
    ({"optimizer": ["sgd", "lion"]}, {}, "Optimizer: 'lion' is not allowed"),
    ({"hidden_size": [4.0]}, {}, "Hidden units: 4.0 is not allowed"),
    ({"delay": [1], "seed": [-1]}, {}, "Seed: -1 is not allowed. Give a whole number from 0"),
    ({"delay": [1], "seed": [True]}, {}, "Seed: True is not allowed"),
    ({"delay": [1], "seed": [1.5]}, {}, "Seed: 1.5 is not allowed"),
    ({"delay": [1]}, {"epochs": None}, "say how far to train: epochs=, or a stop epoch in the experiment."),
    ({"delay": [1]}, {"epochs": 0}, "Epochs: 0 is not allowed. Give a whole number from 1 to 100,000."),
    ({"delay": [1]}, {"epochs": 2.5}, "Epochs: 2.5 is not allowed"),
    ({"delay": [1]}, {"epochs": True}, "Epochs: True is not allowed"),
    ({"delay": [1]}, {"epochs": 100_001}, "Epochs: 100001 is not allowed"),
    ({"delay": [1]}, {"target": -1.0}, "Target loss: -1.0 is not allowed. Give a number from 0 to 1,000,000."),
    ({"delay": [1]}, {"target": "low"}, "Target loss: 'low' is not allowed"),
    ({"delay": [1]}, {"target": float("nan")}, "Target loss: nan is not allowed"),
]


@pytest.mark.parametrize(("axes", "others", "sentence"), REFUSED, ids=str)
def test_sentence_says_what_is_wrong(axes, others, sentence):
    with pytest.raises(ExperimentError, match=f"Sweep: .*{re.escape(sentence.removeprefix('Sweep: '))}") as caught:
        Sweep(Experiment(), axes, **{"epochs": 10, **others})

    assert len(caught.value.problems) == 1


def test_values_that_do_not_go_with_the_experiment_are_named():
    with pytest.raises(ExperimentError, match=r"Sweep: Sequence length 5: Delay: 7 is not allowed\. Give less than"):
        Sweep(Experiment(task="echo", delay=7), {"task_steps": [20, 5]}, epochs=1)


@pytest.mark.parametrize(
    ("experiment", "axes", "epochs", "sentence"),
    [
        (
            Experiment(),
            {"learning_rate": np.linspace(0.001, 0.01, 64), "clip_norm": np.linspace(1, 2, 64), "seed": range(64)},
            10,
            r"Sweep: 262,144 runs of 10 epochs would take about .* and .* MB: too much\. At most 4,096 runs fit\.",
        ),
        (
            Experiment(task="sine", task_steps=100, hidden_size=64),
            {"learning_rate": np.linspace(0.001, 0.01, 20)},
            100_000,
            r"20 runs of 100,000 epochs would take about .* and .* MB: too much\. About \d+ runs, or \S+ epochs, fit\.",
        ),
        (
            Experiment(task="sine", task_steps=500, hidden_size=128, sequences=16),
            {"learning_rate": np.linspace(0.001, 0.01, 64), "seed": range(16)},
            1,
            r"1,024 runs of 1 epoch would take about .* and .* MB: too much\. About \d+ runs fit\.",
        ),
    ],
    ids=["runs", "time", "memory"],
)
def test_sweep_that_is_too_large_says_what_would_fit(experiment, axes, epochs, sentence):
    with pytest.raises(ExperimentError, match=sentence):
        Sweep(experiment, axes, epochs=epochs)


def test_what_is_said_to_fit_does():
    large, rates = Experiment(task="sine", task_steps=100, hidden_size=64), [0.001, 0.002]
    with pytest.raises(ExperimentError) as caught:
        Sweep(large, {"learning_rate": rates, "seed": range(20)}, epochs=100_000)

    fitting = re.search(r"or ([\d,]+) epochs", str(caught.value))
    assert fitting
    assert len(Sweep(large, {"learning_rate": rates, "seed": range(20)}, epochs=int(fitting[1].replace(",", "")))) == 40


def test_too_large_a_sweep_is_refused_before_all_of_it_is_made():
    made = []

    def cells():
        for _ in range(4096):
            made.append(Experiment(task="sine", task_steps=500, hidden_size=128, sequences=16))
            yield made[-1]

    with pytest.raises(ExperimentError, match=r"4,096 runs of 1 epoch would take about .* MB: too much"):
        within_limits(cells(), 4096, 1, 1)

    assert len(made) < 1000


def test_estimates_grow_with_runs_and_epochs():
    small, wide = Experiment(), Experiment(hidden_size=64)

    assert seconds_of_sweep([small], 1, 10) < seconds_of_sweep([small], 4, 10) <= 4 * seconds_of_sweep([small], 1, 10)
    assert seconds_of_sweep([small], 1, 100) < seconds_of_sweep([wide], 1, 100)
    assert bytes_of_sweep([small], 1) < bytes_of_sweep([small, small], 1) < bytes_of_sweep([wide, wide], 1)


def test_few_or_large_runs_gain_nothing_in_a_stack():
    assert gains_in_a_stack(Experiment(), 4)
    assert not gains_in_a_stack(Experiment(), 3)
    assert not gains_in_a_stack(Experiment(task="sine", task_steps=100, hidden_size=128), 100)
