"""A run that is not finite says why and what helps, with values that the fields accept and that do help."""

from __future__ import annotations

import re

import pytest

from rnn import Experiment, Trainer
from rnn.experiment.experiment import CHOICES
from rnn.network.finite import place_not_finite
from rnn.training.advice import keeps_finite, one_digit
from rnn.words.hints import hints
from rnn.words.run_sentences import about_run
from tests.support.advised import advised
from tests.support.hostile import DIVERGING, LATCH, NOT_FINITE


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        (0.25, 0.2),
        (0.1, 0.1),
        (0.0999, 0.09),
        (0.09999999999999999, 0.1),
        (0.3, 0.3),
        (7e-9, 7e-9),
        (5e-324, 4e-324),
        (0.0, 0.0),
    ],
)
def test_one_digit_is_rounded_down_and_never_nothing(value, rounded):
    assert one_digit(value) == rounded


@pytest.mark.parametrize("kind", NOT_FINITE)
def test_untrained_network_that_is_not_finite_says_from_which_step_and_what_mends_it(kind):
    choices, place, mended = NOT_FINITE[kind]
    trainer = Trainer.start(Experiment(**choices))

    sentence = about_run(trainer, trainer).sentence

    way, step = place_not_finite(trainer.latest)
    assert (trainer.status, trainer.can_advance) == ("not finite", False)
    assert trainer.advance(epochs=5) is trainer
    assert sentence.startswith(f"Not finite at epoch 0, from t = {step}: ")
    assert (way, step) == place or place is None
    value = advised(sentence)
    assert mended is None or value == mended
    assert value or kind == "given"
    assert all(CHOICES[name].options or CHOICES[name].accepts(value[name]) for name in value)
    assert kind == "given" or Trainer.start(Experiment(**choices | value)).status == "ready"


def test_choice_that_makes_this_very_epoch_infinite_is_named_and_can_be_taken_back():
    fine = Trainer.start(Experiment(**LATCH | {"start_gain": 1.0, "learning_rate": 1e-6})).advance(epochs=3)

    broken = fine.choose(recurrent_gain=10.0)
    mended = broken.choose(recurrent_gain=1.0)

    assert (broken.epoch, broken.status) == (3, "not finite")
    assert broken.divergence.sentence.startswith("Not finite at epoch 3, from t = ")
    assert broken.divergence.sentence.endswith("Lower Gain on W_hh to 1.")
    assert (mended.status, mended.advance(epochs=1).epoch) == ("running", 4)


def test_run_that_a_planned_change_ends_names_that_change():
    experiment = Experiment(
        **LATCH | {"start_gain": 1.0, "learning_rate": 1e-6, "changes": [[3, "recurrent_gain", 9.0]]}
    )

    trainer = Trainer.start(experiment).advance(epochs=10)

    assert (trainer.epoch, trainer.status) == (2, "diverged")
    assert "The change at epoch 3 makes it infinite" in trainer.divergence.sentence


@pytest.mark.parametrize("kind", DIVERGING)
def test_rate_that_is_advised_may_be_chosen_and_stays_finite(kind):
    trainer = Trainer.start(Experiment(**DIVERGING[kind])).advance(epochs=300)

    sentence = trainer.divergence.sentence

    assert "above 0." in sentence or "overshoots above 0" not in sentence
    told = re.search(r"Try ([\d.]+\d),", sentence)
    assert told or "Try a lower learning rate" in sentence or "learning rate" in sentence
    if told:
        assert CHOICES["learning_rate"].accepts(float(told[1]))
        assert keeps_finite(trainer.experiment, learning_rate=float(told[1]))


def test_where_no_rate_helps_it_says_so_and_what_does():
    huge = Experiment(inputs=[1e6, -1e6] * 10, activation="linear", start="gaussian", learning_rate=1e-6)

    trainer = Trainer.start(huge).advance(epochs=10)

    assert "at every learning rate from 0.000001 up. Clip the gradient at norm 1." in trainer.divergence.sentence
    assert Trainer.start(huge.replaced(clip_norm=1.0)).advance(epochs=100).status == "running"
    assert "every rate from 0.000001 up" in hints(huge)["learning_rate"].sentence
    assert "Try" not in hints(huge)["learning_rate"].sentence


def test_path_is_the_readout_where_it_overshoots_and_the_recurrence_where_that_explodes():
    readout = Trainer.start(Experiment(**DIVERGING["readout"])).advance(epochs=300)
    recurrence = Trainer.start(Experiment(**DIVERGING["clipped"])).advance(epochs=300)

    assert readout.divergence.path == "readout"
    assert recurrence.divergence.path == "recurrence"
    assert "The recurrence explodes" in recurrence.divergence.sentence
    assert "clip the gradient" not in recurrence.divergence.sentence


@pytest.mark.parametrize("kind", NOT_FINITE)
def test_no_rate_is_blamed_for_what_is_not_finite_untrained(kind):
    assert "learning_rate" not in hints(Experiment(**NOT_FINITE[kind][0]))
