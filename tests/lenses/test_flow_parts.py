"""Lags, saturation, spectrum and the what-if of other gains are those of independent computations."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnn import Experiment, Trainer, run_pass
from rnn.lenses.by_lag import by_lag
from rnn.lenses.itemised import by_loss_step
from rnn.lenses.saturation import saturated_share
from rnn.lenses.what_if import what_if
from rnn.network.activations import ACTIVATIONS
from rnn.network.spectrum import eigenvalues, largest_singular_value, singular_values, spectral_radius
from tests.support import textbook_options
from tests.support.option_problems import option_problem
from tests.support.problems import STEP, case, pass_with


def drawn_pass(activation="tanh", chunk=None, steps=5):
    drawn = option_problem(4, 2, steps, 1, 3, 2, activation, "squared", "every", chunk, True, 1.5)
    return drawn, run_pass(drawn.parameters, *drawn.arguments)


def step_loss_with(drawn, s, t, perturbation):
    """The loss at step s, where W_hh is perturbed at time step t only; may be complex."""
    x, y, _ = drawn.columns(0)
    W_xh, W_hh, W_hy, b_h, b_y = drawn.weights
    h = drawn.first_state
    for step in range(1, s + 1):
        used = drawn.gain * (W_hh + (perturbation if step == t else 0))
        h = textbook_options.FUNCTIONS[drawn.activation][0](W_xh @ x[step - 1] + used @ h + b_h)
    return textbook_options.step_loss(W_hy @ h + b_y, y[s - 1], "squared")


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("chunk", [None, 2])
def test_part_of_each_lag_is_the_complex_step_of_weights_perturbed_at_one_time_step(activation, chunk):
    drawn, shown = drawn_pass(activation, chunk)
    steps = int(drawn.lengths[0])
    parts = np.zeros((5, 3, 3))
    for s in range(1, steps + 1):
        for t in range(1, s + 1):
            if drawn.counted[0, s - 1] and (chunk is None or (s - 1) // chunk == (t - 1) // chunk):
                for place in np.ndindex(3, 3):
                    perturbation = np.zeros((3, 3), dtype=complex)
                    perturbation[place] = 1j * STEP
                    parts[(s - t, *place)] += 0.7 * step_loss_with(drawn, s, t, perturbation).imag / STEP

    found = by_lag(shown)

    np.testing.assert_allclose(found.alone, np.linalg.norm(parts, axis=(1, 2))[:steps], atol=1e-13)
    beyond = [np.linalg.norm(parts[k + 1 :].sum(axis=0)) for k in range(steps)]
    np.testing.assert_allclose(found.beyond, beyond, atol=1e-13)
    assert found.whole == pytest.approx(np.linalg.norm(parts.sum(axis=0)))


def test_lags_of_one_sequence_add_up_to_its_gradient_and_tell_how_near_it_is():
    shown = Trainer.start(Experiment(inputs=np.sin(np.arange(30)), hidden_size=6)).latest

    found = by_lag(shown)

    assert found.whole == pytest.approx(np.linalg.norm(shown.gradients.W_hh), rel=1e-12)
    assert found.near <= 2
    assert found.beyond[found.near] <= 0.01 * found.whole < found.beyond[found.near - 1]
    assert by_lag(shown, largest=10 * 29 * 6).loss_steps == 10


def test_loss_step_to_look_at_is_within_the_window():
    items = by_loss_step(Trainer.start(case(1)).latest, largest=3 * 4 * 5)
    last_only = by_loss_step(Trainer.start(case(1, loss_at="steps", loss_steps=[1, 3])).latest)

    assert [items.within(step) for step in (None, 1, 3, 9)] == [4, 2, 3, 4]
    assert last_only.within(None) == 3


@pytest.mark.parametrize(
    ("activation", "states", "share"),
    [
        ("tanh", [0.0, 0.89, -0.91], 1 / 3),
        ("logistic", [0.5, 0.04, 0.96], 2 / 3),
        ("relu", [0.0, 0.1, 9.0], 1 / 3),
        ("linear", [0.0, 50.0, -9.0], 0),
    ],
)
def test_flat_units_are_counted_where_the_activation_lets_little_through(activation, states, share):
    shown = pass_with(activation, h=[[0.0] * 3, states, states])

    assert saturated_share(shown).tolist() == pytest.approx([share, share])


def test_spectrum_is_that_of_the_characteristic_polynomial_and_of_the_gram_matrix():
    W_hh = np.random.default_rng(0).standard_normal((5, 5))

    values = eigenvalues(W_hh)

    np.testing.assert_allclose(np.poly(values), np.poly(W_hh), rtol=1e-10)
    assert (np.diff(np.abs(values)) <= 1e-9).all()
    assert abs(values[0]) == pytest.approx(spectral_radius(W_hh))
    np.testing.assert_allclose(singular_values(W_hh) ** 2, np.linalg.eigvalsh(W_hh.T @ W_hh)[::-1], rtol=1e-9)
    assert singular_values(W_hh)[0] == pytest.approx(largest_singular_value(W_hh))


def test_largest_of_a_complex_pair_is_the_one_above_the_real_axis():
    quarter_turn = np.array([[0.0, -1.0], [1.0, 0.0]])

    assert eigenvalues(quarter_turn).tolist() == pytest.approx([1j, -1j])
    assert eigenvalues(np.zeros((2, 2))).tolist() == [0, 0]


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_what_if_is_the_pass_of_scaled_weights_and_leaves_the_run_as_it_was(activation):
    trainer = Trainer.start(Experiment(task="adding", sequences=3, activation=activation, start="gaussian"))
    trainer = trainer.advance(epochs=2)
    scaled = trainer.parameters.copy()
    scaled.W_hh[...] *= 0.4
    scaled.W_xh[...] *= 3.0

    other = what_if(trainer, recurrent_gain=0.4, input_scale=3.0)

    expected = replace(trainer, checkpoint=replace(trainer.checkpoint, parameters=scaled)).latest
    np.testing.assert_allclose(other.h, expected.h, rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(other.dh, expected.dh, rtol=1e-10, atol=1e-14)
    np.testing.assert_array_equal(what_if(trainer, 1.0).dh, trainer.latest.dh)
