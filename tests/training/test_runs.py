"""Runs that train as one computation are the runs that train alone; one that diverges stops alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from rnn import Experiment, Runs, Trainer
from rnn.network.stacked_engine import Stack
from tests.support.option_problems import difference, option_problems, thoroughly
from tests.support.problems import blowing_up, case

DIFFERENT = [
    {"seed": 1},
    {"learning_rate": 0.02, "clip_norm": 0.5},
    {"start": "orthogonal", "recurrent_gain": 1.2},
    {"clip_value": 0.3, "changes": [[7, "learning_rate", 0.005], [20, "recurrent_gain", 0.7]]},
]
KINDS = [
    {},
    {"optimizer": "adam", "activation": "relu", "start": "gaussian", "loss_scaling": "mean"},
    {"optimizer": "momentum", "learning_rate": 0.002, "activation": "logistic", "initial_state": "learned"},
    {"optimizer": "rmsprop", "activation": "linear", "truncation": 2, "loss_at": "last"},
    {"task": "parity", "loss": "cross-entropy", "batches": "fresh", "sequences": 3, "task_steps": 6},
    {"targets": None, "more_inputs": [[3.0, 1.0]]},
    {"changes": [[10, "truncation", 2.0]]},
]


def experiments(kind):
    changes = kind.get("changes", [])
    return [
        case(1, **(kind | different | {"changes": changes + different.get("changes", [])})) for different in DIFFERENT
    ]


@thoroughly
@given(option_problems())
def test_stack_of_two_has_the_gradients_of_each(drawn):
    work = drawn.workspace()
    vectors = np.array([drawn.parameters.vector, 0.5 * drawn.parameters.vector])
    halved = drawn.workspace()
    halved.parameters.vector[:] *= 0.5
    stack = Stack(drawn.parameters.sizes, vectors, drawn.x.shape[:2], drawn.options, [drawn.gain] * 2)
    batch = drawn.batch
    stack.load([batch, batch], [0.7, 0.7])

    losses, norms = stack.forward(), stack.backward()

    for r, alone in enumerate((work, halved)):
        assert losses[r] == pytest.approx(alone.forward(), rel=1e-12, abs=1e-12)
        assert norms[r] == pytest.approx(alone.backward(), rel=1e-12, abs=1e-12)
        assert difference(stack.gradients[r], alone.gradients.vector) < 1e-12


@pytest.mark.parametrize("kind", KINDS, ids=str)
@pytest.mark.parametrize(("epochs", "tolerance"), [(1, 1e-12), (100, 1e-9)])
def test_runs_equal_the_single_runs(kind, epochs, tolerance):
    together = Runs.start(experiments(kind)).advance(epochs)

    for trainer, experiment in zip(together.trainers, experiments(kind), strict=True):
        alone = Trainer.start(experiment).advance(epochs=epochs)
        assert trainer.epoch == epochs
        assert difference(trainer.parameters.vector, alone.parameters.vector) < tolerance
        assert difference(trainer.state, alone.state) < tolerance
        for name in ("loss", "gradient_norm", "clipped_norm"):
            ours, theirs = trainer.history.series(name)[1], alone.history.series(name)[1]
            np.testing.assert_allclose(ours, theirs, rtol=1000 * tolerance, atol=tolerance)


def test_fresh_batches_are_drawn_beside_a_run_whose_batch_stays():
    kinds = [Experiment(task="echo", batches=batches, optimizer="adam") for batches in ("fixed", "fresh")]

    together = Runs.start(kinds).advance(20)

    for trainer, experiment in zip(together.trainers, kinds, strict=True):
        alone = Trainer.start(experiment).advance(epochs=20)
        assert difference(trainer.parameters.vector, alone.parameters.vector) < 1e-10


def test_run_that_diverges_stops_alone_and_says_why():
    choices = [{"learning_rate": 0.001}, {"start_scale": 10.0}, {"learning_rate": 0.002}, {"start_scale": 5.0}]

    runs = Runs.start([blowing_up(**each) for each in choices]).advance(200)

    alone = [Trainer.start(blowing_up(**each)).advance(epochs=200) for each in choices]
    assert [trainer.status for trainer in runs.trainers] == ["running", "diverged", "running", "diverged"]
    for ours, theirs in zip(runs.trainers, alone, strict=True):
        assert abs(ours.epoch - theirs.epoch) <= 2, "how fast rounding grows is not the same in both"
        assert (ours.divergence is None) == (theirs.divergence is None)
        assert np.isfinite(ours.history.high).all()
        assert np.isfinite(ours.latest.gradient_norm)
    for r in (0, 2):
        assert difference(runs.trainers[r].parameters.vector, alone[r].parameters.vector) < 1e-9
    assert runs.advance(0).trainers == runs.trainers


def test_run_can_be_looked_at_earlier_and_goes_on_in_parts():
    runs = Runs.start(experiments({"optimizer": "adam"}))

    parted = runs.advance(30).advance(25)

    for one, other in zip(parted.trainers, runs.advance(55).trainers, strict=True):
        assert one.parameters.vector.tobytes() == other.parameters.vector.tobytes()
        assert sorted(one.snapshots.vectors) == [0, 16, 32, 48]
        past = Trainer.start(one.experiment).advance(epochs=40)
        assert difference(one.at(40).parameters.vector, past.parameters.vector) < 1e-10


def test_run_stops_at_the_epoch_that_it_was_asked_to():
    runs = Runs.start([case(1, stop_epoch=10), case(1), case(1, stop_epoch=25)]).advance(20).advance(10)

    assert [trainer.epoch for trainer in runs.trainers] == [10, 30, 25]


def test_long_run_is_put_together_on_the_way(monkeypatch):
    monkeypatch.setattr("rnn.training.runs.MOST_EPOCHS", 20)

    parted = Runs.start([case(1), case(1, seed=2)]).advance(50)

    monkeypatch.undo()
    whole = Runs.start([case(1), case(1, seed=2)]).advance(50)
    for one, other in zip(parted.trainers, whole.trainers, strict=True):
        assert one.parameters.vector.tobytes() == other.parameters.vector.tobytes()
        assert one.history.epochs == 50


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({"hidden_size": 6}, r"Runs: experiment 2 has another network size than the first: \(1, 6, 1\), not \(1, 5, 1"),
        ({"activation": "relu"}, "experiment 2 has another activation than the first: relu, not tanh"),
        ({"truncation": 2}, "another truncation"),
        ({"inputs": [1.0, 2.0, 3.0]}, "another number of sequences and time steps"),
    ],
)
def test_runs_of_another_shape_are_refused(choices, sentence):
    with pytest.raises(ValueError, match=sentence):
        Runs.start([Experiment(), Experiment(**choices)])


def test_no_run_at_all_is_refused():
    with pytest.raises(ValueError, match="give at least one experiment"):
        Runs.start([])


def test_run_with_snapshots_further_apart_keeps_its_own_distance():
    close, wide = Runs.start([case(1), case(1, seed=2)]).trainers
    wide = replace(wide, snapshots=replace(wide.snapshots, stride=32))

    runs = Runs((close, wide)).advance(40)

    assert [sorted(trainer.snapshots.vectors) for trainer in runs.trainers] == [[0, 16, 32], [0, 32]]
