"""Divergence keeps the last finite state, and says in which parameter, after which epoch, and what to try."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnn import Experiment, Parameters, Trainer
from rnn.experiment.stable_rate import largest_stable_rate
from tests.support import textbook
from tests.support.problems import blowing_up, case


def with_parameters(trainer, **values):
    """The trainer with some parameters set to one number each."""
    parameters = trainer.parameters.copy()
    for name, value in values.items():
        parameters[name][...] = value
    return replace(trainer, checkpoint=replace(trainer.checkpoint, parameters=parameters))


@pytest.mark.parametrize("choices", [{}, {"learning_rate": 10.0}, {"start_scale": 10.0}, {"hidden_size": 64}])
def test_diverged_run_keeps_the_last_finite_state(choices):
    trainer = Trainer.start(blowing_up(**choices)).advance(epochs=10_000)

    assert trainer.status == "diverged"
    assert trainer.divergence.epoch == trainer.epoch == trainer.history.epochs
    assert np.isfinite([trainer.latest.loss, trainer.latest.gradient_norm]).all()
    assert np.isfinite(trainer.history.high).all()
    for array in (trainer.parameters.vector, trainer.latest.h, trainer.latest.yhat, trainer.latest.dh_norm):
        assert np.isfinite(array).all()
    assert trainer.advance(epochs=1) is trainer


def test_diverged_run_is_the_same_however_it_was_advanced():
    at_once = Trainer.start(blowing_up()).advance(epochs=10_000)

    stepped = Trainer.start(blowing_up())
    while stepped.can_advance:
        stepped = stepped.advance(epochs=1)

    assert stepped.divergence == at_once.divergence
    assert stepped.parameters.vector.tobytes() == at_once.parameters.vector.tobytes()


def test_sentence_names_epoch_parameter_and_a_learning_rate_that_is_too_high():
    trainer = Trainer.start(blowing_up()).advance(epochs=10_000)

    sentence = trainer.divergence.sentence

    assert sentence.startswith(f"Diverged after epoch {trainer.epoch:,}, in {trainer.divergence.parameter}.")
    assert trainer.divergence.parameter in Parameters.names
    assert "The learning rate 5 is too high: here the readout alone overshoots above 0." in sentence
    assert "Try 0." in sentence


def test_rate_that_the_sentence_tells_to_try_keeps_the_run_finite():
    trainer = Trainer.start(blowing_up()).advance(epochs=10_000)
    told = float(trainer.divergence.sentence.split("Try ")[1].split(",")[0])

    again = Trainer.start(blowing_up(learning_rate=told)).advance(epochs=2000)

    assert again.status == "running"


@pytest.mark.parametrize("scaling", ["sum", "mean"])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_readout_alone_converges_below_the_largest_stable_rate_and_diverges_above(number, scaling):
    experiment = case(number, loss_scaling=scaling, start_scale=0.5)
    trainer = Trainer.start(experiment)
    limit = largest_stable_rate(experiment, trainer.parameters)

    def length_of_readout_gradient(rate):
        weights = textbook.Weights(*(trainer.parameters[name].copy() for name in Parameters.names))
        x, y = experiment.x[0][..., None], experiment.y[0][..., None]
        factor = 1 if scaling == "sum" else 2 / len(x)
        for _ in range(3000):
            gradients, _, _ = textbook.backward(weights, x, y, *textbook.forward(weights, x))
            weights.W_hy[...] -= rate * factor * gradients.W_hy
            weights.b_y[...] -= rate * factor * gradients.b_y
        return np.hypot(np.linalg.norm(gradients.W_hy), np.linalg.norm(gradients.b_y))

    assert length_of_readout_gradient(0.99 * limit) < 1
    assert length_of_readout_gradient(1.01 * limit) > 1e10


def test_run_goes_on_after_the_learning_rate_is_lowered():
    diverged = Trainer.start(blowing_up()).advance(epochs=10_000)

    lowered = diverged.choose(learning_rate=1e-6)

    assert lowered.status == "running"
    assert lowered.advance(epochs=1).epoch == diverged.epoch + 1


def test_divergence_in_the_gradient_names_the_first_parameter_that_it_reached():
    start = Trainer.start(Experiment(inputs=[0.0] * 4, targets=[1e6] * 4))
    steep = with_parameters(start, W_hh=1e200, W_hy=1e200)

    trainer = steep.advance(epochs=1)

    assert (trainer.epoch, trainer.status, trainer.divergence.parameter) == (0, "not finite", "W_xh")
    assert trainer.latest.loss == 1e12


def test_gradient_beyond_the_limit_counts_as_infinite_though_a_computer_could_hold_it():
    start = Trainer.start(Experiment(inputs=[0.0] * 4, targets=[1e6] * 4, learning_rate=1e-6))
    steep = with_parameters(start, W_hh=0.0, W_hy=1e295)

    trainer = steep.advance(epochs=1)

    assert np.isfinite(steep.latest.gradients.vector).all()
    assert (trainer.epoch, trainer.status, trainer.divergence.parameter) == (0, "not finite", "W_hy")


def test_loss_that_is_not_finite_names_the_largest_parameter_and_no_learning_rate():
    start = Trainer.start(Experiment(learning_rate=1e-6))
    high = with_parameters(start, b_y=1e200)

    trainer = high.advance(epochs=1)

    assert trainer.divergence.parameter == "b_y"
    assert "Not finite at epoch 0, from t = 1: the loss overflows." in trainer.divergence.sentence
    assert "rate" not in trainer.divergence.sentence


def test_clipped_run_does_not_diverge_where_the_unclipped_does():
    assert Trainer.start(blowing_up(clip_norm=0.1)).advance(epochs=5000).status == "running"
