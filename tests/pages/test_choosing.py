"""What is chosen while a network trains is remembered, so that the run can be repeated from its experiment alone."""

from __future__ import annotations

import pytest

from rnn import Experiment, ExperimentError, Trainer, from_json, to_json
from tests.support.problems import blowing_up, case
from tests.training.test_trainer import bits


def changed_run():
    trainer = Trainer.start(case(1)).advance(epochs=30).choose(clip_norm=1.0).advance(epochs=20)
    trainer = trainer.choose(learning_rate=0.05).choose(clip_norm=None).advance(epochs=13)
    return trainer.choose(learning_rate=0.02, clip_norm=0.5).advance(epochs=40)


def test_run_with_changes_replays_to_the_same_bits():
    trainer = changed_run()

    assert len(trainer.experiment.changes) == 5
    assert bits(Trainer.start(trainer.experiment).advance(epochs=trainer.epoch)) == bits(trainer)


def test_run_with_changes_replays_to_the_same_bits_through_its_file():
    trainer = changed_run()

    again = from_json(to_json(trainer.experiment))

    assert bits(Trainer.start(again).advance(epochs=trainer.epoch)) == bits(trainer)


def test_run_replays_to_the_same_bits_when_it_diverged_and_went_on():
    diverged = Trainer.start(blowing_up()).advance(epochs=1000)
    trainer = diverged.choose(learning_rate=1e-6, clip_norm=1.0).advance(epochs=50)

    again = Trainer.start(trainer.experiment).advance(epochs=trainer.epoch)

    assert diverged.status == "diverged"
    assert trainer.epoch == diverged.epoch + 50
    assert bits(again) == bits(trainer)


def test_choice_takes_effect_at_the_present_epoch():
    trainer = Trainer.start(case(1)).advance(epochs=10)

    chosen = trainer.choose(learning_rate=0.5)

    assert bits(chosen) == bits(trainer)
    assert chosen.experiment.changes == ((10, "learning_rate", 0.5),)
    assert chosen.advance(epochs=1).parameters.vector.tobytes() != trainer.advance(epochs=1).parameters.vector.tobytes()


def test_choice_at_epoch_zero_is_part_of_the_start():
    assert Trainer.start(case(1)).choose(learning_rate=0.5).experiment == case(1, learning_rate=0.5)


def test_choice_that_was_taken_back_leaves_no_trace():
    trainer = Trainer.start(case(1)).advance(epochs=10)

    assert trainer.choose(learning_rate=0.5).choose(learning_rate=0.01).experiment == case(1)


@pytest.mark.parametrize(
    "choice",
    [{"hidden_size": 6}, {"seed": 1}, {"start_scale": 0.5}, {"loss_scaling": "mean"}, {"inputs": ((1.0,),) * 4}],
)
def test_choice_that_shapes_the_network_starts_anew_with_the_present_values(choice):
    trainer = Trainer.start(case(1)).advance(epochs=10).choose(learning_rate=0.5, clip_norm=2.0).advance(epochs=10)

    anew = trainer.choose(**choice)

    assert (anew.epoch, anew.status) == (0, "ready")
    assert anew.experiment == case(1, learning_rate=0.5, clip_norm=2.0).replaced(**choice)
    assert bits(anew) == bits(Trainer.start(anew.experiment))


def test_choice_of_what_is_already_chosen_keeps_the_training():
    trainer = Trainer.start(case(1)).advance(epochs=10)

    assert bits(trainer.choose(hidden_size=5, seed=42, learning_rate=0.01)) == bits(trainer)


def test_choice_of_where_to_stop_keeps_the_training():
    trainer = Trainer.start(case(1)).advance(epochs=10)

    chosen = trainer.choose(stop_epoch=20)

    assert bits(chosen) == bits(trainer)
    assert chosen.advance(epochs=100).epoch == 20


def test_rewound_has_the_same_first_weights_and_the_present_choices_from_the_start():
    trainer = changed_run()

    rewound = trainer.rewound()

    assert rewound.epoch == 0
    assert rewound.experiment == case(1, learning_rate=0.02, clip_norm=0.5)
    assert rewound.parameters.vector.tobytes() == trainer.at(0).parameters.vector.tobytes()


def test_rewound_leaves_out_what_was_planned_for_later():
    planned = case(1, changes=[[5, "clip_norm", 1.0], [50, "clip_norm", 2.0]])

    assert Trainer.start(planned).advance(epochs=10).rewound().experiment == case(1, clip_norm=1.0)


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        ({"hidden_size": 0}, "Hidden units: 0 is not allowed"),
        ({"learning_rate": float("nan")}, "Learning rate: nan is not allowed"),
        ({"hiden_size": 3}, "'hiden_size' is not a choice"),
    ],
)
def test_choice_is_refused_and_the_trainer_stays(choice, sentence):
    trainer = Trainer.start(Experiment()).advance(epochs=3)

    with pytest.raises(ExperimentError, match=sentence):
        trainer.choose(**choice)
    assert trainer.advance(epochs=1).epoch == 4
