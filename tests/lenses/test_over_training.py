"""A run that is looked at again shows what it was at each epoch, and is computed once."""

from __future__ import annotations

import gc

import numpy as np
import pytest

from rnn import Experiment, Trainer
from rnn.lenses.flow import flow
from rnn.lenses.over_training import epochs_looked_at, moments
from rnn.lenses.remembered import remembered
from rnn.network.spectrum import largest_singular_value, spectral_radius
from tests.support.problems import blowing_up, case

WAVE = Experiment(inputs=np.sin(np.arange(8.0)), start="gaussian", changes=((40, "recurrent_gain", 0.5),))


def test_moments_are_those_of_the_trainer_at_that_epoch():
    trainer = Trainer.start(WAVE).advance(epochs=70)

    seen = moments(trainer)

    assert [moment.epoch for moment in seen] == [0, 16, 32, 48, 64, 70]
    for moment in seen:
        then = trainer.at(moment.epoch)
        gain = 0.5 if moment.epoch >= 40 else 1.0
        np.testing.assert_array_equal(moment.left, flow(then.latest).median)
        assert moment.gradient_norms["W_xh"] == pytest.approx(np.linalg.norm(then.latest.gradients.W_xh))
        assert abs(moment.largest) == pytest.approx(gain * spectral_radius(then.parameters.W_hh))
        assert moment.largest_singular_value == pytest.approx(gain * largest_singular_value(then.parameters.W_hh))


@pytest.mark.parametrize("epochs", [0, 1, 16, 17, 639, 640, 5000, 70_000])
def test_epochs_looked_at_are_few_and_even_and_the_newest(epochs):
    trainer = Trainer.start(case(1)).advance(epochs=epochs)

    looked_at = epochs_looked_at(trainer)

    assert (looked_at[0], looked_at[-1]) == (0, epochs)
    assert len(looked_at) <= 32
    assert len(set(np.diff(looked_at[:-1]).tolist())) <= 1
    assert set(looked_at[:-1]) <= set(trainer.snapshots.vectors)


def test_spacing_doubles_only_when_there_would_be_too_many():
    trainer = Trainer.start(case(1)).advance(epochs=16 * 31)

    assert epochs_looked_at(trainer) == [*range(0, 16 * 31, 16), 16 * 31]


def test_long_sequences_are_looked_at_at_fewer_epochs():
    trainer = Trainer.start(WAVE.replaced(inputs=np.sin(np.arange(101.0)))).advance(epochs=400)

    assert epochs_looked_at(trainer) == [*range(0, 400, 32), 400]


def test_run_that_goes_on_computes_new_epochs_only():
    trainer = Trainer.start(WAVE).advance(epochs=64)
    earlier = moments(trainer)

    later = moments(trainer.advance(epochs=40))

    assert all(one is other for one, other in zip(earlier[:4], later[:4], strict=True))
    assert [moment.epoch for moment in later] == [0, 16, 32, 48, 64, 80, 96, 104]


def test_run_that_took_another_turn_is_looked_at_anew():
    trainer = Trainer.start(WAVE).advance(epochs=48)
    moments(trainer)

    other = moments(trainer.choose(recurrent_gain=2.0))

    assert abs(other[-1].largest) == pytest.approx(2 * spectral_radius(trainer.parameters.W_hh))
    assert abs(other[2].largest) == pytest.approx(spectral_radius(trainer.at(32).parameters.W_hh))


def test_run_that_diverged_can_be_looked_at():
    trainer = Trainer.start(blowing_up()).advance(epochs=1000)

    assert moments(trainer)[-1].epoch == trainer.epoch


def test_answer_is_computed_once_and_forgotten_with_its_array():
    asked = []
    weights = np.zeros(3)

    def answer(of=weights):
        asked.append(len(of))
        return len(asked)

    assert [remembered(weights, "how many", answer) for _ in range(3)] == [1, 1, 1]
    assert remembered(weights, "another", answer) == 2
    assert remembered(np.zeros(3), "how many", answer) == 3
    del weights, answer
    gc.collect()
    assert asked == [3, 3, 3]
