"""Quantities of the two causes, against what follows from the weights and from the loss."""

from __future__ import annotations

import numpy as np
import pytest

from rnn import Experiment, Trainer
from rnn.lenses.flow import flow
from rnn.lessons import of_causes as quantities

ORTHOGONAL = {"task": "latch", "noise": 1.0, "start": "orthogonal", "hidden_size": 8, "start_gain": 0.5}


def test_factor_of_orthogonal_weights_is_their_gain():
    assert quantities.weight_factor(Trainer.start(Experiment(**ORTHOGONAL)), 0) == pytest.approx(0.5)


def test_factors_multiply_to_what_is_left():
    trainer = Trainer.start(Experiment(**ORTHOGONAL))
    both = quantities.weight_factor(trainer, 0) * quantities.slope_factor(trainer, 0)

    assert both**19 == pytest.approx(flow(trainer.latest, 0).left[-1, -1])


def test_no_unit_is_saturated_without_inputs():
    quiet = Trainer.start(Experiment(**ORTHOGONAL, input_scale=0.0))

    assert quantities.slope_factor(quiet, 0) == pytest.approx(1.0)
    assert quantities.saturated_on_average(quiet, 0) == 0


def test_every_unit_is_saturated_by_enormous_inputs():
    numbers = [[10.0], [-10.0], [10.0]]
    loud = Trainer.start(Experiment(inputs=numbers, targets=numbers, start_scale=10.0))

    assert quantities.saturated_on_average(loud, 0) > 0.9


def test_losses_over_time_have_the_loss_as_their_mean():
    trainer = Trainer.start(Experiment(task="parity", sequences=1))
    steps, losses = quantities.losses_curve(trainer, 0)

    assert steps.tolist() == list(range(1, 21))
    assert losses.mean() == pytest.approx(trainer.latest.loss)


def test_losses_over_time_are_those_that_count():
    steps, losses = quantities.losses_curve(Trainer.start(Experiment(task="parity-end")), 3)

    assert steps.tolist() == [20]
    assert np.isfinite(losses).all()
