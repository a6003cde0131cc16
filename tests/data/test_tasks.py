"""Tasks draw what they say, the same from the same state, and a network can learn them batch by fresh batch."""

from __future__ import annotations

import numpy as np
import pytest

from rnn import Experiment, ExperimentError, Trainer, run_pass
from rnn.data.tasks import TASKS, Dials
from tests.training.test_trainer import bits


def drawn(name, sequences=50, steps=12, delay=3, seed=0):
    return TASKS[name].drawn(np.random.default_rng(seed), Dials(sequences, steps, delay))


@pytest.mark.parametrize("name", [name for name, task in TASKS.items() if "sequences" in task.dials])
def test_same_state_draws_the_same_batch_and_another_draws_another(name):
    one, again, other = drawn(name).batch, drawn(name).batch, drawn(name, seed=1).batch

    assert one.x.tobytes() == again.x.tobytes()
    assert one.x.tobytes() != other.x.tobytes()


def test_fresh_batch_of_an_epoch_comes_from_its_own_generator():
    experiment = Experiment(task="echo", batches="fresh", seed=7, sequences=4, task_steps=9)

    batch = experiment.batch_at(5)

    expected = TASKS["echo"].drawn(np.random.default_rng([7, 1, 5]), Dials(4, 9, 3)).batch
    assert batch.x.tobytes() == expected.x.tobytes()
    assert experiment.batch_at(6).x.tobytes() != batch.x.tobytes()
    assert experiment.batch.x.tobytes() not in {experiment.batch_at(epoch).x.tobytes() for epoch in range(20)}


def test_fixed_batch_is_the_same_at_every_epoch():
    experiment = Experiment(task="echo", sequences=4)

    assert experiment.batch_at(0) is experiment.batch_at(99) is experiment.batch


@pytest.mark.parametrize("epoch", [1, 16, 40])
def test_training_on_fresh_batches_replays_and_looks_back_to_the_bit(epoch):
    experiment = Experiment(task="echo", batches="fresh", optimizer="adam", start="orthogonal", delay=1)
    trainer = Trainer.start(experiment).advance(epochs=60)

    past = trainer.at(epoch)

    assert bits(past) == bits(Trainer.start(experiment).advance(epochs=epoch))
    assert bits(past.advance(epochs=60 - epoch)) == bits(trainer)
    assert past.latest.x.tobytes() == trainer.latest.x.tobytes()


def test_fresh_batches_are_those_that_the_history_measured():
    experiment = Experiment(task="parity", batches="fresh", learning_rate=1e-6, start_scale=0.5)
    trainer = Trainer.start(experiment).advance(epochs=5)

    batches = [experiment.batch_at(epoch) for epoch in range(5)]
    losses = [run_pass(trainer.parameters, batch.x, batch.target).loss for batch in batches]
    np.testing.assert_allclose(trainer.history.series("loss")[1], losses, rtol=1e-3)
    assert np.ptp(losses) > 1e-3


def test_echo_is_learned_far_below_the_line_of_no_memory():
    experiment = Experiment(
        task="echo", delay=2, batches="fresh", optimizer="adam", learning_rate=0.01, start="orthogonal",
        hidden_size=16, loss_scaling="mean", clip_norm=1.0,
    )  # fmt: skip

    assert Trainer.start(experiment).advance(epochs=300).latest.loss < 0.1 * experiment.lines[0].value


@pytest.mark.parametrize("name", [name for name, task in TASKS.items() if task.symbols])
def test_symbols_are_one_hot_where_the_loss_is_cross_entropy(name):
    experiment = Experiment(task=name, loss="cross-entropy", sequences=3)

    shown = Trainer.start(experiment).latest

    assert experiment.sizes.output == TASKS[name].symbols
    counted = slice(None) if shown.counted is None else shown.counted
    assert (shown.target[counted].sum(axis=-1) == 1).all()
    assert shown.loss == pytest.approx(np.log(TASKS[name].symbols), rel=1e-3)


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({"task": "echo", "delay": 20}, "Delay: 20 is not allowed. Give less than the length of the sequences, 20."),
        ({"task": "sine", "loss": "cross-entropy"}, "Loss: 'cross-entropy' is not allowed here, because the task's"),
        ({"task": "adding", "loss_at": "steps", "loss_steps": [3]}, "Loss at: in sequence 1 no time step"),
        (
            {"task": "sine", "sequences": 256, "task_steps": 500, "hidden_size": 128},
            "their product may be at most 4,000,000",
        ),
        ({"task": "juggling"}, "Task: 'juggling' is not allowed. Give one of: own, text, echo, adding, parity, sine, "),
        (
            {"task": "two-lags", "task_steps": 8},
            "Sequence length: 8 is not allowed for two lags. Give a whole number from 9 to 500 time",
        ),
        ({"task": "sine", "noise": 2.5}, "Noise: 2.5 is not allowed. Give a number from 0 to 2."),
        ({"task": "hello", "loss_at": "steps", "loss_steps": [5]}, "Give at least one of its time steps, 1 to 4."),
    ],
)
def test_task_that_cannot_be_is_refused(choices, sentence):
    with pytest.raises(ExperimentError) as refusal:
        Experiment(**choices)

    assert sentence in str(refusal.value)
