"""What is said of lanes is true of their settings and losses."""

from __future__ import annotations

import pytest

from rnn import Experiment, Trainer
from rnn.experiment.differences import differing, starts_alike
from rnn.text.quantities import number
from rnn.training.lanes import Lanes
from rnn.words.comparison import about_losses, about_settings, lane_names, what_differs
from tests.support.problems import blowing_up, case


def test_one_difference_is_named_with_both_values_and_losses():
    lanes = Lanes.start([Experiment(start="orthogonal"), Experiment(start="small")]).advance(epochs=200)

    losses = [number(trainer.latest.loss) for trainer in lanes.trainers]
    assert about_settings(lanes) == (
        "Only initialization differs: orthogonal against small normal. B starts from other weights than A."
    )
    assert about_losses(lanes) == f"At epoch 200 the loss is {losses[0]} against {losses[1]}."


def test_what_is_counted_is_said_as_a_number_of_things():
    experiments = [Experiment(), Experiment(hidden_size=16)]

    assert what_differs(experiments) == "Only hidden units differ: 5 against 16."
    assert lane_names(experiments) == ("A: 5 hidden units", "B: 16 hidden units")


def test_changes_are_counted():
    one, two = [5, "learning_rate", 0.1], [9, "learning_rate", 0.2]
    experiments = [Experiment(), Experiment(changes=[one]), Experiment(changes=[one, two])]

    assert lane_names(experiments) == ("A: no changes", "B: 1 change", "C: 2 changes")


def test_several_differences_are_named_without_values():
    said = what_differs([Experiment(), Experiment(learning_rate=0.1, hidden_size=8), Experiment()])

    assert said == "Hidden units and learning rate differ."


@pytest.mark.parametrize(
    ("differences", "alike"),
    [
        ({"learning_rate": 0.1}, True),
        ({"optimizer": "adam", "activation": "relu", "truncation": 2}, True),
        ({"start_gain": 2.0}, True),  # of no effect on small initial weights
        ({"hidden_size": 6}, False),
        ({"seed": 1}, False),
        ({"start": "orthogonal"}, False),
    ],
    ids=str,
)
def test_initial_weights_are_said_to_be_the_same_where_they_are(differences, alike):
    one, other = Experiment(start="small"), Experiment(start="small").replaced(**differences)

    drawn = [each.first_parameters().vector.tolist() for each in (one, other)]
    assert starts_alike(one, other) == alike == (drawn[0] == drawn[1])
    assert ("All start from the same weights." in about_settings(Lanes.start([one, other]))) == alike


def test_lane_that_diverged_is_named_with_its_epoch():
    lanes = Lanes.start([blowing_up(learning_rate=0.001), blowing_up(start_scale=10.0)]).advance(epochs=200)

    one, other = (number(trainer.latest.loss) for trainer in lanes.trainers)
    end = lanes.trainers[1].epoch
    assert about_losses(lanes) == (f"At epoch 200 the loss is {one} against {other} (diverged at epoch {end:,}).")


def test_lane_that_stopped_or_was_kept_is_named_with_its_epoch():
    lanes = Lanes.start([Experiment(), Experiment(stop_epoch=9)]).advance(epochs=30)
    lanes = lanes.adding(Trainer.start(Experiment(seed=1)).advance(epochs=12), kept=True)

    losses = [number(trainer.latest.loss) for trainer in lanes.trainers]
    assert about_losses(lanes) == (
        f"At epoch 30 the loss is {losses[0]} against {losses[1]} (stopped at epoch 9) "
        f"against {losses[2]} (kept at epoch 12)."
    )


def test_lanes_are_named_by_what_differs():
    assert lane_names([Experiment()]) == ("A",)
    assert lane_names([Experiment(), Experiment()]) == ("A", "B")
    assert lane_names([Experiment(optimizer="sgd"), Experiment(optimizer="adam")]) == (
        "A: gradient descent (SGD)",
        "B: Adam",
    )
    assert lane_names([Experiment(), Experiment(optimizer="adam"), Experiment(hidden_size=16, learning_rate=1.0)]) == (
        "A: 5 hidden units, learning rate 0.01",
        "B: Adam",
        "C: 16 hidden units, learning rate 1",
    )
    assert lane_names([case(1), case(1, clip_norm=1.0)])[1] == "B: clip gradient at norm 1"


def test_sequences_and_changes_count_as_one_difference_each():
    one = Experiment(inputs=[[1], [2]], targets=[[2], [3]])
    other = Experiment(inputs=[[1], [2], [3]], targets=[[2], [3], [4]], changes=[[5, "learning_rate", 0.1]])

    assert differing([one, other]) == ("inputs", "changes")
    assert differing([one, one]) == ()
