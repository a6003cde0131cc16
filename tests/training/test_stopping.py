"""A run ends by itself by the rules that were given, always at the same epoch, and says why."""

from __future__ import annotations

import numpy as np
import pytest

from rnn import Experiment, Runs, Trainer
from rnn.words.run_sentences import about_run
from tests.support.problems import blowing_up, case


def losses_of(epochs, **choices):
    return Trainer.start(case(1, **choices)).advance(epochs=epochs).history.series("loss")[1]


def waiting_in_vain(**choices):
    """A run whose loss goes down, and up again from a known epoch on, when the learning rate becomes too high."""
    return case(1, changes=[[60, "learning_rate", 0.2]], **choices)


def test_run_stops_at_the_first_epoch_whose_loss_is_low_enough():
    losses = losses_of(200)
    expected = int(np.flatnonzero(losses <= 0.5)[0])

    stopped = Trainer.start(case(1, stop_loss=0.5)).advance(epochs=200)

    assert (stopped.epoch, stopped.status, stopped.can_advance) == (expected, "stopped", False)
    assert stopped.latest.loss <= 0.5 < losses[expected - 1]
    assert (
        about_run(stopped, stopped).sentence
        == f"Stopped at epoch {expected}: the loss is no higher than 0.5, as asked."
    )


def test_run_stops_when_the_loss_has_found_no_new_lowest_for_so_long():
    experiment = waiting_in_vain()
    losses = Trainer.start(experiment).advance(epochs=300).history.series("loss")[1]
    lowest = next(e for e in range(len(losses)) if losses[e + 1 : e + 26].min() >= losses[: e + 1].min() == losses[e])

    stopped = Trainer.start(experiment.replaced(stop_patience=25)).advance(epochs=300)

    assert (stopped.epoch, stopped.status) == (lowest + 25, "stopped")
    assert f"at epoch {lowest}, 25 epochs ago." in about_run(stopped, stopped).sentence


def test_patience_looks_at_the_held_out_loss_where_something_is_held_out():
    wave = np.sin(np.arange(13)) + 0.1 * np.cos(5 * np.arange(13))
    experiment = Experiment(inputs=wave, held_out=40, hidden_size=12, start="gaussian", learning_rate=0.05)
    held_out = Trainer.start(experiment).advance(epochs=2000).history.series("held_out_loss")[1]
    lowest = next(e for e in range(1900) if held_out[e + 1 : e + 51].min() >= held_out[: e + 1].min() == held_out[e])

    stopped = Trainer.start(experiment.replaced(stop_patience=50)).advance(epochs=2000)

    assert stopped.epoch == lowest + 50
    assert "the held-out loss was lowest" in about_run(stopped, stopped).sentence


@pytest.mark.parametrize("rules", [{"stop_loss": 0.5}, {"stop_patience": 25}], ids=str)
@pytest.mark.parametrize("parts", [1, 7, 16])
def test_run_stops_at_the_same_epoch_in_whatever_parts_it_is_trained(rules, parts):
    at_once = Trainer.start(waiting_in_vain(**rules)).advance(epochs=400)
    parted = Trainer.start(waiting_in_vain(**rules))

    while parted.can_advance:
        parted = parted.advance(epochs=parts)

    assert (parted.epoch, parted.reached) == (at_once.epoch, at_once.reached)
    np.testing.assert_array_equal(parted.parameters.vector, at_once.parameters.vector)


@pytest.mark.parametrize("epoch", [0, 5, 16, 40, 70])
def test_run_taken_up_again_at_an_earlier_epoch_stops_where_it_did(epoch):
    stopped = Trainer.start(waiting_in_vain(stop_patience=25)).advance(epochs=400)

    again = stopped.at(epoch)

    assert again.can_advance
    assert again.advance(epochs=400).epoch == stopped.epoch


def test_run_goes_on_when_the_rule_is_taken_away_or_eased():
    stopped = Trainer.start(case(1, stop_loss=0.5)).advance(epochs=200)

    assert stopped.choose(stop_loss=None).advance(epochs=5).epoch == stopped.epoch + 5
    assert stopped.choose(stop_loss=0.2).advance(epochs=500).latest.loss <= 0.2
    assert stopped.choose(stop_loss=0.6).advance(epochs=5).epoch == stopped.epoch


@pytest.mark.parametrize("rules", [{"stop_loss": 0.5}, {"stop_patience": 25}], ids=str)
def test_each_of_several_runs_stops_by_its_own_rule(rules):
    experiments = [waiting_in_vain(seed=1), waiting_in_vain(seed=2, **rules), waiting_in_vain(seed=3, **rules)]

    runs = Runs.start(experiments).advance(epochs=300)

    alone = [Trainer.start(experiment).advance(epochs=300) for experiment in experiments]
    assert [run.epoch for run in runs.trainers] == [run.epoch for run in alone]
    assert [run.reached for run in runs.trainers] == [run.reached for run in alone]
    assert runs.trainers[0].epoch == 300


def test_runs_keep_the_held_out_loss_of_each():
    experiments = [Experiment(inputs=np.sin(np.arange(12)), held_out=30, seed=seed) for seed in (1, 2)]

    runs = Runs.start(experiments).advance(epochs=30)

    for run, experiment in zip(runs.trainers, experiments, strict=True):
        alone = Trainer.start(experiment).advance(epochs=30)
        ours, theirs = (trainer.history.series("held_out_loss")[1] for trainer in (run, alone))
        np.testing.assert_allclose(ours, theirs, rtol=1e-12)


@pytest.mark.parametrize("rule", [{"stop_epoch": 10**6}, {"stop_loss": 1e-9}, {"stop_patience": 5}])
def test_run_that_diverged_has_still_diverged_when_only_a_stop_rule_is_chosen(rule):
    diverged = Trainer.start(blowing_up()).advance(epochs=10_000)

    assert diverged.choose(**rule).status == "diverged"
    assert diverged.choose(learning_rate=1e-4, **rule).status != "diverged"


@pytest.mark.parametrize("asked", [{}, {"epochs": 0}, {"epochs": 5}, {"seconds": 1.0}])
def test_run_that_has_ended_stays_the_same_value_however_far_it_is_asked_to_go(asked):
    diverged = Trainer.start(blowing_up()).advance(epochs=10_000)
    stopped = Trainer.start(case(1, stop_epoch=3)).advance()

    assert diverged.advance(**asked) is diverged
    assert stopped.advance(**asked) is stopped
