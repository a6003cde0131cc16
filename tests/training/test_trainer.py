"""A trainer is a value: training gives the next one, the same bits every time, and changes nothing that was."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn import Experiment, Parameters, Trainer
from tests.support import textbook
from tests.support.problems import blowing_up, case, known_output, proven


def bits(trainer):
    """Everything that could differ between two trainers that should be the same."""
    history = trainer.history
    columns = (history.first, history.count, history.low, history.mean, history.high)
    return trainer.epoch, trainer.parameters.vector.tobytes(), [column.tobytes() for column in columns]


@pytest.mark.parametrize(("number", "epoch"), [(1, 99), (2, 99), (3, 49)])
def test_trainer_shows_the_known_output_for_case(number, epoch):
    trainer = Trainer.start(case(number)).advance(epochs=epoch)

    assert trainer.epoch == epoch
    assert np.allclose(trainer.latest.yhat[0], known_output(number)[0])


def test_trainer_trains_like_the_textbook():
    experiment = case(2)
    start = Trainer.start(experiment)
    weights = textbook.Weights(*(start.parameters[name].copy() for name in Parameters.names))

    for _ in range(100):
        textbook.epoch(weights, experiment.x[0][..., None], experiment.y[0][..., None], 0.01)

    trained = start.advance(epochs=100).parameters
    for name in Parameters.names:
        np.testing.assert_allclose(trained[name], getattr(weights, name), rtol=0, atol=1e-9)


def test_start_is_the_untrained_network_with_a_pass_to_draw():
    trainer = Trainer.start(case(1))

    assert (trainer.epoch, trainer.status, trainer.history.epochs) == (0, "ready", 0)
    assert trainer.latest.loss == pytest.approx(np.mean([4, 9, 16, 25]), rel=1e-2)
    assert trainer.latest is trainer.latest


@proven
@given(st.lists(st.integers(0, 40), min_size=1, max_size=5))
def test_advance_in_parts_is_advance_at_once_to_the_bit(parts):
    parted = Trainer.start(case(2, changes=[[7, "clip_norm", 1.0]]))

    for part in parts:
        parted = parted.advance(epochs=part)

    assert bits(parted) == bits(Trainer.start(parted.experiment).advance(epochs=sum(parts)))


def test_same_experiment_gives_the_same_bits():
    one, other = (Trainer.start(case(3)).advance(epochs=200) for _ in range(2))

    assert bits(one) == bits(other)


def test_advance_changes_nothing_of_the_trainer_it_came_from():
    trainer = Trainer.start(case(1)).advance(epochs=50)
    before, snapshots = bits(trainer), dict(trainer.snapshots.vectors)

    later = trainer.advance(epochs=100)

    assert bits(trainer) == before
    assert trainer.snapshots.vectors == snapshots
    assert not np.shares_memory(later.parameters.vector, trainer.parameters.vector)


def test_history_has_the_loss_and_norm_that_each_epoch_showed():
    trainer, losses, norms = Trainer.start(case(1)), [], []

    for _ in range(20):
        losses.append(trainer.latest.loss)
        norms.append(trainer.latest.gradient_norm)
        trainer = trainer.advance(epochs=1)

    np.testing.assert_allclose(trainer.history.series("loss")[1], losses, rtol=1e-12)
    np.testing.assert_allclose(trainer.history.series("gradient_norm")[1], norms, rtol=1e-12)


@pytest.mark.parametrize("seconds", [0.0, -1.0, 1e-9])
def test_time_budget_trains_at_least_one_epoch(seconds):
    assert Trainer.start(case(1)).advance(seconds=seconds).epoch == 1


def test_time_budget_ends_training_and_epochs_end_it_sooner():
    trainer = Trainer.start(case(1)).advance(seconds=0.02)

    assert bits(trainer) == bits(Trainer.start(case(1)).advance(epochs=trainer.epoch))
    assert Trainer.start(case(1)).advance(epochs=3, seconds=3600.0).epoch == 3


def test_training_stops_at_the_epoch_asked_for():
    trainer = Trainer.start(case(1, stop_epoch=30)).advance()

    assert (trainer.epoch, trainer.status, trainer.can_advance) == (30, "stopped", False)
    assert trainer.advance(epochs=5) is trainer
    assert trainer.choose(stop_epoch=40).advance().epoch == 40
    assert trainer.choose(stop_epoch=None).advance(epochs=5).epoch == 35


def test_long_call_is_the_same_as_short_ones_when_it_is_thinned_on_the_way(monkeypatch):
    monkeypatch.setattr("rnn.training.trainer.MOST_AT_ONCE", 64)
    parted = Trainer.start(case(1)).advance(epochs=1000)
    monkeypatch.undo()

    assert bits(parted) == bits(Trainer.start(case(1)).advance(epochs=1000))
    assert parted.snapshots.vectors.keys() == set(range(0, 1001, 16))


@pytest.mark.parametrize("epochs", [2.5, "3"])
def test_advance_refuses_epochs_that_are_not_whole(epochs):
    with pytest.raises(TypeError):
        Trainer.start(case(1)).advance(epochs=epochs)


def test_advance_asks_how_far():
    trainer = Trainer.start(case(1))

    assert trainer.advance(epochs=0) is trainer
    with pytest.raises(ValueError, match="Say how far to train"):
        trainer.advance()
    with pytest.raises(ValueError, match="-1 epochs cannot be trained"):
        trainer.advance(epochs=-1)


@pytest.mark.parametrize("epoch", [0, 1, 15, 16, 17, 40, 99])
def test_at_is_the_trainer_that_was_there_to_the_bit(epoch):
    experiment = case(1, changes=[[10, "clip_norm", 1.0], [40, "learning_rate", 0.05]])
    trainer = Trainer.start(experiment).advance(epochs=100)

    past = trainer.at(epoch)

    assert bits(past) == bits(Trainer.start(experiment).advance(epochs=epoch))
    assert bits(past.advance(epochs=100 - epoch)) == bits(trainer)


@pytest.mark.parametrize("epoch", [0, 17, 12_345, 40_000, 69_983, 69_999])
def test_at_gives_the_same_bits_when_history_and_snapshots_were_thinned(epoch, long_run):
    past = long_run.at(epoch)

    straight = Trainer.start(long_run.experiment).advance(epochs=epoch)
    assert long_run.snapshots.stride > 16
    assert long_run.history.stride > 16
    assert past.parameters.vector.tobytes() == straight.parameters.vector.tobytes()
    assert (past.epoch, past.history.epochs) == (epoch, epoch)
    assert past.latest.loss == straight.latest.loss


@pytest.fixture(scope="module")
def long_run():
    return Trainer.start(Experiment(inputs=[0.1, -0.2, 0.3], hidden_size=2)).advance(epochs=70_000)


def test_at_the_present_epoch_is_the_trainer_itself():
    trainer = Trainer.start(case(1)).advance(epochs=5)

    assert trainer.at(5) is trainer
    with pytest.raises(ValueError, match="Epoch 6 is not among the epochs so far, 0 to 5"):
        trainer.at(6)
    with pytest.raises(ValueError, match="Epoch -1 is not among"):
        trainer.at(-1)


def test_diverged_run_can_be_looked_at_where_it_was_finite():
    trainer = Trainer.start(blowing_up()).advance(epochs=1000)

    past = trainer.at(1)

    assert past.status == "running"
    assert bits(past) == bits(Trainer.start(blowing_up()).advance(epochs=1))
