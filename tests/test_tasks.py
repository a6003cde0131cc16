"""Tasks draw what they say, the same from the same state, and a network can learn them batch by fresh batch."""

from __future__ import annotations

import numpy as np
import pytest

from rnn import Experiment, ExperimentError, Trainer, run_pass
from rnn.tasks import TASKS
from tests.test_trainer import bits


def drawn(name, sequences=50, steps=12, delay=3, seed=0):
    return TASKS[name].draw(np.random.default_rng(seed), sequences, steps, delay)


def test_echo_is_the_stream_some_steps_later_and_not_asked_for_before():
    batch, symbol = drawn("echo")

    assert set(np.unique(batch.x)) == {-1, 1}
    np.testing.assert_array_equal(batch.target[:, 3:], batch.x[:, :-3])
    np.testing.assert_array_equal(2 * symbol[:, 3:] - 1, batch.target[:, 3:, 0])
    assert not batch.target[:, :3].any()
    assert not batch.counted[:, :3].any()
    assert batch.counted[:, 3:].all()


def test_adding_asks_at_the_end_for_the_sum_of_one_number_of_each_half():
    batch, _ = drawn("adding", sequences=5000)

    numbers, markers = batch.x[..., 0], batch.x[..., 1]
    assert (markers[:, :6].sum(axis=1) == 1).all()
    assert (markers[:, 6:].sum(axis=1) == 1).all()
    np.testing.assert_allclose(batch.target[:, -1, 0], (numbers * markers).sum(axis=1), rtol=1e-15)
    assert batch.counted.sum() == len(batch.x)
    assert np.mean((batch.target[:, -1, 0] - 1) ** 2) == pytest.approx(TASKS["adding"].line[0], rel=0.05)


def test_parity_is_odd_where_the_ones_so_far_are():
    batch, symbol = drawn("parity")

    for b, bits_of_it in enumerate(batch.x[..., 0]):
        for t in range(12):
            assert batch.target[b, t, 0] == symbol[b, t] == sum(bits_of_it[: t + 1]) % 2
    assert np.mean((batch.target - 0.5) ** 2) == TASKS["parity"].line[0]


def test_sine_is_one_step_ahead_of_itself_and_keeps_its_period():
    batch, symbol = drawn("sine")

    assert symbol is None
    np.testing.assert_array_equal(batch.target[:, :-1], batch.x[:, 1:])
    ratio = (batch.x[:, :-2] + batch.x[:, 2:]) / batch.x[:, 1:-1]  # sin(a - p) + sin(a + p) = 2 cos(p) sin(a)
    np.testing.assert_allclose(ratio, np.broadcast_to(np.median(ratio, axis=1, keepdims=True), ratio.shape), rtol=1e-6)


@pytest.mark.parametrize("name", TASKS)
def test_same_state_draws_the_same_batch_and_another_draws_another(name):
    one, again, other = drawn(name).batch, drawn(name).batch, drawn(name, seed=1).batch

    assert one.x.tobytes() == again.x.tobytes()
    assert one.x.tobytes() != other.x.tobytes()


def test_fresh_batch_of_an_epoch_comes_from_its_own_generator():
    experiment = Experiment(task="echo", batches="fresh", seed=7, sequences=4, task_steps=9)

    batch = experiment.batch_at(5)

    expected = TASKS["echo"].draw(np.random.default_rng([7, 1, 5]), 4, 9, 3).batch
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

    assert Trainer.start(experiment).advance(epochs=300).latest.loss < 0.1 * TASKS["echo"].line[0]


@pytest.mark.parametrize("name", [name for name, task in TASKS.items() if task.symbols])
def test_symbols_are_one_hot_where_the_loss_is_cross_entropy(name):
    experiment = Experiment(task=name, loss="cross-entropy", sequences=3)

    shown = Trainer.start(experiment).latest

    assert experiment.sizes.output == 2
    counted = slice(None) if shown.counted is None else shown.counted
    assert (shown.target[counted].sum(axis=-1) == 1).all()
    assert shown.loss == pytest.approx(np.log(2), rel=1e-3)


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({"task": "echo", "delay": 20}, "Delay: 20 is not allowed. Give less than the length of the sequences, 20."),
        ({"task": "sine", "loss": "cross-entropy"}, "Loss: 'cross-entropy' is not allowed here, because the task's"),
        ({"task": "adding", "loss_at": "steps", "loss_steps": [3]}, "Loss at: in sequence 1 no time step"),
        ({"task": "sine", "sequences": 256, "task_steps": 500, "hidden_size": 128}, "their product may be 4,000,000"),
        ({"task": "juggling"}, "Task: 'juggling' is not allowed. Give one of: own, echo, adding, parity, sine."),
    ],
)
def test_task_that_cannot_be_is_refused(choices, sentence):
    with pytest.raises(ExperimentError) as refusal:
        Experiment(**choices)

    assert sentence in str(refusal.value)
