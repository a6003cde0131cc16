"""Optimizers are pure, and go where hand-written formulas and closed forms say."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn import Parameters, Trainer
from rnn.updates.optimizers import OPTIMIZERS, Settings
from tests.support import textbook
from tests.support.problems import case, proven
from tests.training.test_divergence import with_parameters
from tests.training.test_trainer import bits

SETTINGS = Settings(learning_rate=0.1, momentum=0.8, decay=0.95, epsilon=1e-3)


def after(name, gradients, settings=SETTINGS):
    """The sum of the updates that follow those gradients, and the last state."""
    optimizer = OPTIMIZERS[name]
    state, moved = np.zeros(optimizer.state_size(gradients.shape[-1])), 0.0
    for gradient in gradients:
        state, update = optimizer.update(state, gradient, settings)
        moved = moved + update
    return moved, state


@pytest.mark.parametrize("updates", [1, 2, 30])
def test_momentum_has_its_closed_form_under_a_constant_gradient(updates):
    gradient = np.array([3.0, -2.0])

    moved, _ = after("momentum", np.tile(gradient, (updates, 1)))

    mu = SETTINGS.momentum
    factor = (updates - mu * (1 - mu**updates) / (1 - mu)) / (1 - mu)
    np.testing.assert_allclose(moved, -0.1 * factor * gradient, rtol=1e-12)


@pytest.mark.parametrize("updates", [1, 2, 30])
def test_adam_moves_by_the_rate_at_every_update_under_a_constant_gradient(updates):
    gradient = np.array([3.0, -2.0])

    moved, _ = after("adam", np.tile(gradient, (updates, 1)))

    np.testing.assert_allclose(moved, -0.1 * updates * gradient / (np.abs(gradient) + 1e-3), rtol=1e-12)


@pytest.mark.parametrize("updates", [1, 2, 30])
def test_rmsprop_has_its_closed_form_under_a_constant_gradient(updates):
    gradient = np.array([3.0, -2.0])

    moved, _ = after("rmsprop", np.tile(gradient, (updates, 1)))

    roots = [np.abs(gradient) * math.sqrt(1 - 0.95**k) for k in range(1, updates + 1)]
    np.testing.assert_allclose(moved, -0.1 * sum(gradient / (root + 1e-3) for root in roots), rtol=1e-12)


def by_hand(name, gradients, rate, beta_1, beta_2, epsilon):
    """One number's trajectory as the papers write it, with sums over all that was before and no state at all."""
    place = 0.0
    for t in range(1, len(gradients) + 1):
        past = gradients[:t]
        velocity = sum(beta_1 ** (t - k) * g for k, g in enumerate(past, start=1))
        mean = (1 - beta_1) * velocity
        squares = (1 - beta_2) * sum(beta_2 ** (t - k) * g * g for k, g in enumerate(past, start=1))
        if name == "sgd":
            place -= rate * past[-1]
        elif name == "momentum":
            place -= rate * velocity
        elif name == "rmsprop":
            place -= rate * past[-1] / (math.sqrt(squares) + epsilon)
        else:
            corrected = mean / (1 - beta_1**t), squares / (1 - beta_2**t)
            place -= rate * corrected[0] / (math.sqrt(corrected[1]) + epsilon)
    return place


@pytest.mark.parametrize("name", OPTIMIZERS)
@proven
@given(st.lists(st.floats(-10, 10).filter(lambda g: abs(g) > 1e-3), min_size=1, max_size=12))
def test_trajectory_is_the_one_written_by_hand(name, gradients):
    moved, _ = after(name, np.array(gradients)[:, None])

    assert moved[0] == pytest.approx(by_hand(name, gradients, *SETTINGS), rel=1e-10, abs=1e-12)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_update_changes_neither_state_nor_gradient(name):
    optimizer = OPTIMIZERS[name]
    state = np.full(optimizer.state_size(3), 0.5)
    gradient = np.array([1.0, 2.0, 3.0])
    before = state.copy(), gradient.copy()

    optimizer.update(state, gradient, SETTINGS)

    np.testing.assert_array_equal(state, before[0])
    np.testing.assert_array_equal(gradient, before[1])


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_many_networks_at_once_move_as_each_alone(name):
    optimizer = OPTIMIZERS[name]
    random = np.random.default_rng(0)
    gradients = random.standard_normal((5, 3, 4))
    rates = np.array([[0.1], [0.2], [0.3]])
    state, moved = np.zeros((3, optimizer.state_size(4))), 0.0

    for gradient in gradients:
        state, update = optimizer.update(state, gradient, SETTINGS._replace(learning_rate=rates))
        moved = moved + update

    for r in range(3):
        alone, last = after(name, gradients[:, r], SETTINGS._replace(learning_rate=rates[r, 0]))
        np.testing.assert_allclose(moved[r], alone, rtol=1e-13)
        np.testing.assert_allclose(state[r], last, rtol=1e-13)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_trainer_takes_the_textbooks_gradient_through_the_optimizer(name):
    experiment = case(2, optimizer=name, learning_rate=0.02, momentum=0.7)
    start = Trainer.start(experiment)
    weights = textbook.Weights(*(start.parameters[part].copy() for part in Parameters.names))
    optimizer, columns = OPTIMIZERS[name], (experiment.x[0][..., None], experiment.y[0][..., None])
    state = np.zeros(optimizer.state_size(start.parameters.sizes.total))

    for _ in range(20):
        gradients, _, _ = textbook.backward(weights, *columns, *textbook.forward(weights, columns[0]))
        settings = Settings(0.02, 0.7, 0.99 if name == "rmsprop" else 0.999, 1e-8)
        state, update = optimizer.update(state, Parameters.gather(*gradients).vector, settings)
        for part, step in zip(Parameters.names, weights, strict=True):
            step += Parameters(start.parameters.sizes, update)[part]

    trained = start.advance(epochs=20)
    np.testing.assert_allclose(trained.parameters.vector, Parameters.gather(*weights).vector, rtol=0, atol=1e-9)


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize("epoch", [0, 1, 16, 23, 70])
def test_at_and_going_on_from_there_are_exact_to_the_bit(name, epoch):
    experiment = case(1, optimizer=name, clip_value=2.0, changes=[[20, "momentum", 0.5], [40, "decay", 0.9]])
    trainer = Trainer.start(experiment).advance(epochs=90)

    past = trainer.at(epoch)

    straight = Trainer.start(experiment).advance(epochs=epoch)
    assert bits(past) == bits(straight)
    assert past.state.tobytes() == straight.state.tobytes()
    assert bits(past.advance(epochs=90 - epoch)) == bits(trainer)


def test_run_stops_where_the_optimizers_memory_would_leave_the_finite_numbers():
    start = Trainer.start(case(1, inputs=[0.0] * 4, targets=[1e6] * 4, optimizer="rmsprop"))
    steep = with_parameters(start, W_hh=0.0, W_hy=1e160)

    stopped = steep.advance(epochs=3)

    assert (stopped.status, stopped.epoch) == ("diverged", 0)
    assert stopped.divergence.sentence.endswith("Try a lower learning rate, or clip the gradient.")
    assert not stopped.state.any()
