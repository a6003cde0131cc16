"""How far looking back goes at once, and that the rest of the way leads to the very same run."""

from __future__ import annotations

import numpy as np
import pytest

from rnn import Experiment, Trainer
from rnn.training.cost import epochs_in, seconds_of_an_epoch


def test_nearest_epoch_before_is_one_with_a_snapshot_and_the_rest_is_the_same_to_the_bit():
    run = Trainer.start(Experiment(optimizer="adam")).advance(epochs=100)

    past = run.before(75)

    assert (past.epoch, past.history.epochs, max(past.snapshots.vectors)) == (64, 64, 64)
    assert past.advance(epochs=11).parameters.vector.tobytes() == run.at(75).parameters.vector.tobytes()


@pytest.mark.parametrize("rule", [{"stop_loss": 100.0}, {"stop_patience": 1}])
def test_stop_rule_that_was_chosen_later_changes_nothing_of_the_past(rule):
    choices = {"learning_rate": 0.3, "optimizer": "adam"}
    run = Trainer.start(Experiment(**choices)).advance(epochs=100).choose(**rule)

    past = run.at(75)

    alone = Trainer.start(Experiment(**choices)).advance(epochs=75)
    assert (past.epoch, past.reached, past.history.epochs) == (75, None, 75)
    assert past.parameters.vector.tobytes() == alone.parameters.vector.tobytes()
    assert past.experiment == run.experiment
    assert run.advance(epochs=1).status == "stopped"


def test_newest_epoch_is_its_own_and_a_later_one_is_refused():
    run = Trainer.start(Experiment()).advance(epochs=30)

    assert run.before(30) is run
    with pytest.raises(ValueError, match="Epoch 31 is not among the epochs so far, 0 to 30"):
        run.before(31)


@pytest.mark.parametrize(("steps", "hidden"), [(4, 5), (100, 128)])
def test_epochs_in_a_time_are_as_many_as_fit_by_the_guess_for_one(steps, hidden):
    experiment = Experiment(inputs=np.sin(np.arange(steps + 1)), hidden_size=hidden)

    epochs = epochs_in(0.5, experiment)

    one = seconds_of_an_epoch(experiment.sizes, 1, steps)
    assert epochs * one <= 0.5 < (epochs + 1) * one
