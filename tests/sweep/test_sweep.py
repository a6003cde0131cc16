"""The runs of a sweep are the runs that train alone, whatever is mixed in them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn import Experiment
from rnn.sweep.sweep import Sweep
from tests.support.problems import blowing_up, case, known_output
from tests.support.sweeping import assert_equals_its_trainers, single_run

mixed = settings(max_examples=25, deadline=None, derandomize=True)
AXES = {
    "optimizer": ["sgd", "momentum", "rmsprop", "adam"],
    "clip_norm": [None, 0.1, 2.0],
    "clip_value": [0.05, None],
    "truncation": [None, 1, 3],
    "start": ["small", "orthogonal", "identity", "gaussian"],
    "hidden_size": [1, 3, 6],
    "learning_rate": [0.001, 0.02],
    "activation": ["tanh", "relu", "linear", "logistic"],
    "initial_state": ["zeros", "learned"],
    "recurrent_gain": [0.5, 1.2],
    "loss_at": ["every", "last"],
    "loss_scaling": ["sum", "mean"],
    "batches": ["fixed", "fresh"],
    "delay": [1, 3],
    "task_steps": [7, 10],
    "held_out": [None, 30.0],
    "task": ["echo", "adding", "parity", "sine"],
}
experiments = st.sampled_from(
    [
        Experiment(task="echo", task_steps=8, sequences=2, delay=2),
        Experiment(
            task="echo", task_steps=8, sequences=1, delay=2, changes=[[4, "truncation", 2], [6, "clip_norm", 1.0]]
        ),
        Experiment(task="echo", task_steps=6, sequences=3, stop_loss=0.9, stop_patience=3, optimizer="adam"),
    ]
)


@mixed
@given(
    experiments,
    st.lists(st.sampled_from(sorted(AXES)), min_size=1, max_size=2, unique=True),
    st.integers(0, 1000),
    st.sampled_from([None, 0.3, 0.9]),
)
def test_mixed_runs_equal_those_that_train_alone(experiment, names, seed, target):
    axes = {name: AXES[name] for name in names}

    assert_equals_its_trainers(Sweep(experiment, {**axes, "seed": [seed, seed + 1]}, epochs=12, target=target))


@pytest.mark.parametrize(
    "experiment",
    [
        Experiment(task="parity", loss="cross-entropy", task_steps=6, sequences=3, batches="fresh"),
        Experiment(task="text", text="to be or not to be", loss="cross-entropy", window=4, held_out=40.0),
        Experiment(inputs=[1.0, 2.0, 3.0], more_inputs=[[3.0, 1.0], [2.0, 2.0, 1.0, 5.0, 0.0]], scaling="standard"),
        Experiment(task="echo", task_steps=150, loss_at="every", learning_rate=0.001),
        Experiment(
            task="echo", loss_at="steps", loss_steps=(3, 9), sequences=2, held_out=50.0, held_out_of="sequences"
        ),
        Experiment(task="echo", changes=[[2, "recurrent_gain", 0.5], [3, "learning_rate", 0.1]], stop_seconds=0.1),
    ],
    ids=["symbols", "text", "padded", "many loss steps", "held out", "changes"],
)
def test_any_kind_of_data_can_be_swept(experiment):
    axes = {"optimizer": ["sgd", "adam"], "clip_norm": [None, 0.5], "seed": range(3)}

    assert_equals_its_trainers(Sweep(experiment, axes, epochs=6, target=0.8))


def test_large_group_trains_as_several_stacks(monkeypatch):
    monkeypatch.setattr("rnn.sweep.size.STACK_BYTES", 20_000)
    sweep = Sweep(case(1), {"learning_rate": [0.001, 0.002, 0.003], "seed": range(5)}, epochs=20)

    assert len(sweep.start().chunks) > 1
    assert_equals_its_trainers(sweep)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_worked_case_is_found_inside_a_sweep(number):
    expected, epochs = known_output(number)
    sweep = Sweep(case(number), {"learning_rate": [0.005, 0.01], "seed": [7, 42]}, epochs=epochs - 1)

    state = assert_equals_its_trainers(sweep)

    place = sweep.values.index((0.01, 42))
    trained = single_run(sweep.cells[place], epochs - 1)
    np.testing.assert_allclose(trained.latest.yhat[0], expected, atol=1e-7)
    assert state.results[place].loss == pytest.approx(trained.latest.loss, rel=1e-9)


def test_run_that_diverges_does_so_at_the_epoch_of_its_trainer_and_the_others_go_on():
    axes = {"start_scale": [0.1, 2.0, 5.0, 10.0], "learning_rate": [0.001, 0.002, 5.0], "seed": range(3)}

    state = assert_equals_its_trainers(Sweep(blowing_up(), axes, epochs=100))

    outcomes = [result.outcome for result in state.results.values()]
    assert outcomes.count("diverged") > 9
    assert outcomes.count("trained") > 3


def test_lively_runs_are_those_of_their_trainers():
    axes = {"learning_rate": np.geomspace(0.02, 0.06, 6), "clip_norm": [None, 3.0], "seed": range(3)}

    assert_equals_its_trainers(Sweep(Experiment(), axes, epochs=150, target=0.1))


def test_runs_of_a_large_network_are_those_of_their_trainers():
    large = Experiment(task="sine", task_steps=90, hidden_size=128, learning_rate=0.001)

    state = assert_equals_its_trainers(Sweep(large, {"learning_rate": [0.001, 0.002, 0.003, 0.004]}, epochs=4))

    alone = single_run(state.plan.cells[3], 4)
    assert state.weights[3].tobytes() == alone.parameters.vector.tobytes()


def test_run_whose_untrained_network_is_not_finite_says_so():
    far = Experiment(inputs=[1.0] * 400, activation="linear", start="orthogonal", loss_at="last", learning_rate=1e-6)

    state = assert_equals_its_trainers(Sweep(far, {"recurrent_gain": [0.5, 10.0]}, epochs=2))

    assert [result.outcome for result in state.results.values()] == ["trained", "not finite"]


@pytest.mark.parametrize(
    "rule", [{"stop_loss": 0.7}, {"stop_patience": 2, "optimizer": "momentum"}, {"stop_epoch": 9}], ids=str
)
def test_stop_criteria_end_each_run_where_they_end_its_trainer(rule):
    sweep = Sweep(case(1, **rule), {"learning_rate": [0.002, 0.01, 0.03], "seed": range(3)}, epochs=40)

    state = assert_equals_its_trainers(sweep)

    assert len({result.epoch for result in state.results.values()}) > ("stop_epoch" not in rule)


def test_experiment_with_a_stop_epoch_needs_no_epochs():
    table = Sweep(case(1, stop_epoch=5), {"learning_rate": [0.01]}).run()

    assert table["epoch"] == (5,)


def test_diverged_run_has_reached_no_target():
    table = Sweep(blowing_up(), {"start_scale": [10.0]}, epochs=100, target=1e5).run()

    assert table["outcome"] == ("diverged",)
    assert table["epochs_to_target"] == (None,)


def test_run_whose_last_update_leaves_the_finite_numbers_ends_one_epoch_before():
    axes = {"learning_rate": [0.2, 0.3, 0.5, 1.0], "seed": range(4)}
    end = {single_run(cell, 400).epoch + 1 for cell in Sweep(Experiment(), axes, epochs=1).cells}
    assert len(end) > 3

    for epochs in sorted(end)[:4]:
        state = assert_equals_its_trainers(Sweep(Experiment(), axes, epochs=epochs))
        assert epochs in {result.diverged_at for result in state.results.values()}
