"""Lanes train in lockstep, and each of them is the same run as alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnn import Experiment, Trainer
from rnn.experiment.differences import LETTERS
from rnn.training import clock
from rnn.training.lanes import Lanes
from tests.support.problems import blowing_up, case

OTHER_SHAPE = {"hidden_size": 8}
ONE_SHAPE = ({}, {"learning_rate": 0.02}, {"start": "orthogonal", "clip_norm": 0.5})


def lanes_of(*differences):
    return Lanes.start(case(1, **each) for each in differences)


def alone(epochs, **differences):
    return Trainer.start(case(1, **differences)).advance(epochs=epochs)


@pytest.mark.parametrize("differences", [({},), ({}, OTHER_SHAPE), ({}, {"optimizer": "adam"})])
def test_lanes_of_different_shapes_are_the_single_runs_to_the_bit(differences):
    lanes = lanes_of(*differences).advance(epochs=40).advance(epochs=60)

    for trainer, each in zip(lanes.trainers, differences, strict=True):
        expected = alone(100, **each)
        np.testing.assert_array_equal(trainer.checkpoint.vector, expected.checkpoint.vector)
        np.testing.assert_array_equal(trainer.history.mean, expected.history.mean)


def test_lanes_of_one_shape_are_the_single_runs_within_rounding():
    lanes = lanes_of(*ONE_SHAPE).advance(epochs=40).advance(epochs=60)

    for trainer, each in zip(lanes.trainers, ONE_SHAPE, strict=True):
        expected = alone(100, **each).parameters.vector
        np.testing.assert_allclose(trainer.parameters.vector, expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("differences", [ONE_SHAPE, ({}, OTHER_SHAPE), (*ONE_SHAPE, OTHER_SHAPE)], ids=len)
def test_lanes_that_train_for_a_time_end_at_one_epoch(differences):
    lanes = lanes_of(*differences)

    for _ in range(5):
        lanes = lanes.advance(seconds=0.005)
        assert {trainer.epoch for trainer in lanes.trainers} == {lanes.epoch}

    assert lanes.epoch >= 5


def test_time_ends_the_training_of_all_lanes(monkeypatch):
    now = iter(np.arange(0.0, 1e6, 1.0))
    monkeypatch.setattr(clock, "seconds", lambda: float(next(now)))

    lanes = lanes_of({}, OTHER_SHAPE).advance(seconds=20.0)

    assert 1 <= lanes.epoch <= 20


def test_lane_that_diverges_does_so_alone_and_says_why():
    experiments = [blowing_up(learning_rate=0.001), blowing_up(start_scale=10.0), blowing_up(learning_rate=0.002)]

    lanes = Lanes.start(experiments).advance(epochs=100).advance(epochs=100)

    single = Trainer.start(experiments[1]).advance(epochs=200)
    assert [trainer.status for trainer in lanes.trainers] == ["running", "diverged", "running"]
    assert lanes.trainers[1].epoch == single.epoch
    assert lanes.trainers[1].divergence.sentence == single.divergence.sentence
    assert lanes.epoch == 200


def test_lane_that_meets_a_stop_rule_stops_alone():
    lanes = lanes_of({"stop_epoch": 30}, {}).advance(epochs=50).advance(epochs=50)

    assert [trainer.epoch for trainer in lanes.trainers] == [30, 100]
    assert lanes.can_advance


def test_lane_that_is_behind_catches_up_first():
    lanes = lanes_of({}, OTHER_SHAPE).advance(epochs=20)
    behind = lanes.having(1, lanes.trainers[1].at(5))

    caught_up = behind.advance(epochs=1)

    assert [trainer.epoch for trainer in caught_up.trainers] == [20, 20]
    np.testing.assert_array_equal(caught_up.trainers[1].parameters.vector, lanes.trainers[1].parameters.vector)


def test_earlier_epoch_of_all_lanes_is_that_of_each():
    lanes = lanes_of({}, OTHER_SHAPE, {"stop_epoch": 30}).advance(epochs=100)

    past = lanes.at(57)

    assert [trainer.epoch for trainer in past.trainers] == [57, 57, 30]
    np.testing.assert_array_equal(past.trainers[1].parameters.vector, alone(57, **OTHER_SHAPE).parameters.vector)


def test_change_of_the_first_lane_is_made_in_the_lanes_that_share_its_value():
    lanes = lanes_of({}, {"learning_rate": 0.02}, OTHER_SHAPE).advance(epochs=10).choose(0, learning_rate=0.005)

    assert [each.experiment.value_at("learning_rate", 10) for each in lanes.trainers] == [0.005, 0.02, 0.005]
    assert lanes.epoch == 10
    later = lanes.advance(epochs=10)
    changed = alone(10, **OTHER_SHAPE).choose(learning_rate=0.005).advance(epochs=10)
    np.testing.assert_array_equal(later.trainers[2].parameters.vector, changed.parameters.vector)


def test_change_of_another_lane_stays_in_it():
    lanes = lanes_of({}, {}).advance(epochs=10).choose(1, learning_rate=0.005)

    assert [each.experiment.value_at("learning_rate", 10) for each in lanes.trainers] == [0.01, 0.005]


def test_change_that_starts_one_lane_anew_starts_all():
    lanes = lanes_of({}, {"learning_rate": 0.02}).advance(epochs=10).choose(1, hidden_size=7)

    assert [(each.epoch, each.experiment.hidden_size) for each in lanes.trainers] == [(0, 5), (0, 7)]


def test_value_that_is_not_allowed_changes_nothing():
    lanes = lanes_of({}, {})

    with pytest.raises(ValueError, match="Hidden units: 0 is not allowed"):
        lanes.choose(0, hidden_size=0)


def test_kept_lane_no_longer_trains_and_stays_as_it_is():
    kept = alone(50)
    lanes = lanes_of({"learning_rate": 0.02}).adding(kept, kept=True).advance(epochs=20)

    assert lanes.epoch == 20
    assert lanes.trainers[1] is kept
    assert lanes.rewound().trainers[1] is kept
    assert lanes.at(3).trainers[1] is kept
    assert lanes.removable == [False, True]


def test_lanes_are_at_most_four_and_one_that_trains_stays():
    lanes = lanes_of({}, {}, {}, {})

    with pytest.raises(ValueError, match="Compare: there are 4 lanes already"):
        lanes.adding(alone(0))
    assert len(lanes.removing(1)) == len(LETTERS) - 1
    assert lanes_of({}).removable == [False]


def test_one_lane_is_the_run_itself():
    run = Trainer.start(Experiment())
    trained = Lanes((run,)).advance(epochs=10)

    np.testing.assert_array_equal(trained.trainers[0].checkpoint.vector, run.advance(epochs=10).checkpoint.vector)
    assert trained.epoch == 10


def test_runs_that_were_planned_alike_follow_their_experiments():
    lanes = lanes_of({}, OTHER_SHAPE).advance(epochs=5)
    planned = [replace(each).experiment.replaced(stop_epoch=9) for each in lanes.trainers]

    assert lanes.following(planned).advance(epochs=50).epoch == 9


def test_kept_lane_keeps_its_settings():
    kept = alone(50, changes=[[40, "learning_rate", 0.5]])
    lanes = lanes_of({}).adding(kept, kept=True)

    assert lanes.following(each.replaced(stop_epoch=9) for each in lanes.experiments).trainers[1] is kept
    assert lanes.choose(0, learning_rate=0.5).trainers[1] is kept
    with pytest.raises(ValueError, match="Compare: lane B was kept"):
        lanes.choose(1, learning_rate=0.5)
