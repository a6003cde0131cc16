"""The loss in a plane against plain runs, and the path of training in it."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest

from rnn import Experiment, Trainer, run_pass
from rnn.lenses import loss_plane as plane_lens
from rnn.lenses import many_losses
from rnn.lenses.cliff import PLANES
from rnn.lenses.loss_plane import ENTRY, RANDOM, SIDES, loss_plane, why_no_plane
from rnn.words.cliff import about_plane

CORNERS = ((0, 0), (0, -1), (15, 15), (7, 20), (-1, -1))


def trained(epochs=100, **choices):
    given = {"task": "echo", "task_steps": 7, "sequences": 3, "hidden_size": 4, "start": "gaussian", "loss_at": "last"}
    return Trainer.start(Experiment(**given | choices)).advance(epochs=epochs)


def loss_of(trainer, vector):
    experiment, weights = trainer.experiment, trainer.parameters.copy()
    weights.vector[...] = vector
    batch, options = experiment.batch, experiment.options_at(trainer.epoch)
    return run_pass(weights, batch.x, batch.target, experiment.error_scale, options, batch.counted, batch.lengths).loss


def test_losses_over_an_entry_and_a_bias_are_those_of_plain_passes():
    trainer = trained(recurrent_gain=1.2)
    found = loss_plane(trainer, ENTRY, (2, 1))

    for row, column in CORNERS:
        weights = trainer.parameters.copy()
        weights.W_hh[2, 1], weights.b_h[2, 0] = found.x[column], found.y[row]
        assert found.losses[row, column] == pytest.approx(loss_of(trainer, weights.vector), rel=1e-9)
    assert found.losses[15, 15] == pytest.approx(trainer.latest.loss)


def test_random_plane_holds_the_gradient_and_what_is_orthogonal_to_it():
    trainer = trained(epochs=0)
    found = loss_plane(trainer, RANDOM)
    directions = plane_lens._directions(trainer, RANDOM, (0, 0))

    np.testing.assert_allclose(directions @ directions.T, np.eye(2), atol=1e-12)
    gradient = trainer.latest.gradients.vector
    np.testing.assert_allclose(directions[0], -gradient / np.linalg.norm(gradient))
    for row, column in CORNERS:
        vector = trainer.parameters.vector + found.x[column] * directions[0] + found.y[row] * directions[1]
        assert found.losses[row, column] == pytest.approx(loss_of(trainer, vector), rel=1e-9)


@pytest.mark.parametrize("plane", PLANES)
def test_path_ends_at_the_epoch_shown_and_is_that_of_the_kept_weights(plane):
    trainer = trained()
    found = loss_plane(trainer, plane, (1, 3))

    assert found.epochs.tolist() == [0, 16, 32, 48, 64, 80, 96, 100]
    np.testing.assert_allclose(found.path[-1], found.here)
    if plane == ENTRY:
        kept = [trainer.at(int(epoch)).parameters for epoch in found.epochs]
        np.testing.assert_allclose(found.path, [(each.W_hh[1, 3], each.b_h[1, 0]) for each in kept])
        moves = np.diff([each.vector for each in kept], axis=0)
        assert found.held == pytest.approx(np.sum(np.diff(found.path, axis=0) ** 2) / np.sum(moves**2))
    assert 0 < found.held < 1


def test_plane_holds_everything_where_nothing_else_moves():
    one = Trainer.start(Experiment(inputs=[[0]] * 5, targets=[[1]] * 5, hidden_size=1, start="given",
                                   weights=(0.0, 0.7, -0.3, 0.0, 0.0), learning_rate=0.0001))  # fmt: skip
    still, along = loss_plane(one), loss_plane(one.advance(epochs=40))

    assert np.isnan(still.held)
    assert "no movement yet" in about_plane(still)
    assert along.held < 1  # the readout moves as well
    assert f"between {len(along.epochs)} kept epochs" in about_plane(along)


def test_nothing_is_computed_again_and_large_networks_have_fewer_points():
    trainer = trained()

    assert loss_plane(trainer) is loss_plane(trainer)
    assert loss_plane(trainer, RANDOM) is not loss_plane(trainer)
    with patch.object(plane_lens, "SECONDS", 1e-9):
        assert loss_plane(trainer, ENTRY, (3, 3)).losses.shape == (SIDES[-1], SIDES[-1])


def test_plane_that_cannot_be_drawn_says_why():
    still = Trainer.start(Experiment(inputs=[[0]], targets=[[0]], start_scale=0.0))

    assert why_no_plane(still, RANDOM) == "The gradient is zero: it has no direction. Choose another plane."
    assert why_no_plane(still, ENTRY) is None
    with patch.object(many_losses, "MOST_SECONDS", 0.0):
        assert "121 passes would take about" in why_no_plane(still, ENTRY)
