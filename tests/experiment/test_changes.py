"""Changes are part of the experiment: in order, in range, and replaced by what is chosen later."""

from __future__ import annotations

import pytest

from rnn import Change, Experiment, ExperimentError


def test_value_at_is_the_last_change_up_to_that_epoch_in_whatever_order_they_came():
    experiment = Experiment(changes=[[20, "clip_norm", None], [10, "clip_norm", 2.0], [15, "learning_rate", 0.5]])

    values = [experiment.value_at("clip_norm", epoch) for epoch in (0, 9, 10, 19, 20, 99)]

    assert values == [None, None, 2.0, 2.0, None, None]
    assert [experiment.value_at("learning_rate", epoch) for epoch in (14, 15)] == [0.01, 0.5]


def test_changed_replaces_what_was_planned_from_there_on():
    planned = Experiment().changed(10, "learning_rate", 0.5).changed(20, "learning_rate", 0.1)

    assert planned.changes == (Change(10, "learning_rate", 0.5), Change(20, "learning_rate", 0.1))
    assert planned.changed(15, "learning_rate", 0.2).changes == (
        Change(10, "learning_rate", 0.5),
        Change(15, "learning_rate", 0.2),
    )
    assert planned.changed(10, "learning_rate", 0.01).changes == ()


def test_changed_at_epoch_zero_is_simply_another_choice():
    planned = Experiment(changes=[[10, "learning_rate", 1.0], [10, "clip_norm", 2.0]])

    assert planned.changed(0, "learning_rate", 0.5) == Experiment(learning_rate=0.5, changes=[[10, "clip_norm", 2.0]])


@pytest.mark.parametrize("value", [float("nan"), "1", None, 11.0])
def test_changed_refuses_a_value_in_the_words_of_its_field(value):
    with pytest.raises(
        ExperimentError, match=r"^Learning rate: .* is not allowed\. Give a number from 0\.000001 to 10"
    ):
        Experiment().changed(5, "learning_rate", value)


def test_changed_refuses_a_choice_that_shapes_the_network():
    with pytest.raises(ExperimentError, match="'hidden_size' cannot be changed during training"):
        Experiment().changed(5, "hidden_size", 6)


def test_later_changes_hold_from_an_earlier_epoch_when_it_is_gone_back_to():
    experiment = Experiment(changes=[[3, "clip_norm", 1.0], [10, "clip_norm", 2.0], [20, "clip_norm", 3.0]])

    assert experiment.with_later_changes_at(5).changes == ((3, "clip_norm", 1.0), (5, "clip_norm", 3.0))
    assert experiment.with_later_changes_at(0) == Experiment(clip_norm=3.0)
    assert experiment.with_later_changes_at(20) == experiment


def test_rewound_keeps_the_values_of_that_epoch_and_no_changes():
    experiment = Experiment(changes=[[10, "clip_norm", 2.0], [20, "learning_rate", 0.5]])

    assert experiment.rewound() == Experiment(clip_norm=2.0, learning_rate=0.5)
    assert experiment.rewound(15) == Experiment(clip_norm=2.0)
