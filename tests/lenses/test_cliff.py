"""The loss along a line against plain runs at single points, and its steps against training."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest

from rnn import Experiment, Parameters, Trainer, run_pass
from rnn.lenses import many_losses
from rnn.lenses.cliff import ENTRY, GAIN, GRADIENT, LINES, POINTS, SPANS, cliff, updates, why_no_cliff
from rnn.words.cliff import about_norms, about_steps

LOOKED_AT = (0, 37, 100, 171, POINTS - 1)
NETWORKS = {
    "plain": {"task": "echo", "task_steps": 7, "sequences": 3, "hidden_size": 4, "loss_at": "last"},
    "options": {"inputs": [[1], [2], [3]], "targets": [[2], [3], [4]], "more_inputs": ([[1], [5]],),
                "more_targets": ([[0], [1]],), "hidden_size": 3, "initial_state": "learned", "recurrent_gain": 1.3,
                "activation": "logistic", "truncation": 2, "loss_scaling": "mean"},
    "symbols": {"task": "hello", "loss": "cross-entropy", "hidden_size": 4, "held_out": None},
    "one sequence": {"task": "sine", "task_steps": 6, "sequences": 1, "hidden_size": 2, "activation": "relu"},
}  # fmt: skip


def trained(name="plain", epochs=5, **choices):
    given = {"start": "gaussian", "learning_rate": 0.05, **NETWORKS[name], **choices}
    return Trainer.start(Experiment(**given)).advance(epochs=epochs)


def moved(trainer, line, entry, here, at):
    """The network at a place of the line, each in its own words."""
    weights, options = trainer.parameters.copy(), trainer.experiment.options_at(trainer.epoch)
    if line == GAIN:
        return weights, replace(options, gain=at)
    if line == ENTRY:
        weights.W_hh[entry] = at
        return weights, options
    gradient = trainer.latest.gradients
    length = np.sqrt(sum(np.sum(gradient[name] ** 2) for name in gradient.held))
    for name in gradient.held:
        weights[name][...] -= at * gradient[name] / length
    return weights, options


@pytest.mark.parametrize("most_bytes", [1, 5000, 8_000_000])
@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("name", NETWORKS)
def test_losses_and_norms_are_those_of_plain_passes(name, line, most_bytes):
    trainer, entry = trained(name), (1, 0)
    experiment, batch = trainer.experiment, trainer.experiment.batch

    with patch.object(many_losses, "MOST_BYTES", most_bytes):
        found = cliff(trainer, line, entry)

    for place in LOOKED_AT:
        weights, options = moved(trainer, line, entry, found.here[0], found.at[place])
        plain = run_pass(weights, batch.x, batch.target, experiment.error_scale, options, batch.counted, batch.lengths)
        assert found.losses[place] == pytest.approx(plain.loss, rel=1e-9)
        assert found.norms[place] == pytest.approx(plain.gradient_norm, rel=1e-9)
    assert found.here[1:] == pytest.approx((trainer.latest.loss, trainer.latest.gradient_norm), rel=1e-12)


@pytest.mark.parametrize(
    "limits", [{}, {"clip_norm": 0.01}, {"clip_value": 0.01}, {"clip_norm": 0.1, "clip_value": 0.1}]
)
@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "rmsprop", "adam"])
def test_updates_are_those_of_training(optimizer, limits):
    trainer = trained(optimizer=optimizer, **limits)

    raw, clipped = updates(trainer)

    found, after = cliff(trainer, ENTRY), trainer.advance(epochs=1).latest.loss
    assert (found.clipped if limits else found.raw).after == pytest.approx(after, rel=1e-9)
    followed = trainer.advance(epochs=1).parameters.vector - trainer.parameters.vector
    np.testing.assert_allclose(clipped if limits else raw, followed, atol=1e-14)
    without = replace(trainer, experiment=trainer.experiment.replaced(clip_norm=None, clip_value=None))
    np.testing.assert_allclose(raw, without.advance(epochs=1).parameters.vector - trainer.parameters.vector, atol=1e-14)


def test_gradient_descent_steps_along_the_gradient():
    trainer = trained(learning_rate=0.3)
    found, length = cliff(trainer), trainer.latest.gradient_norm

    assert found.raw.place == pytest.approx(0.3 * length)
    assert found.raw.loss == pytest.approx(trainer.advance(epochs=1).latest.loss)
    assert found.raw.place < found.at[-1] <= SPANS[-1]


def test_clipping_is_an_example_only_where_none_is_set():
    wild = {"name": "plain", "learning_rate": 0.01, "input_scale": 3.0, "output_scale": 5.0}
    free, held = cliff(trained(**wild, epochs=0)), cliff(trained(**wild, epochs=0, clip_norm=0.5))

    assert (free.example, free.clipped.limit, held.example, held.clipped.limit) == (True, 1.0, False, 0.5)
    assert free.here[2] > 1
    assert free.clipped.place == pytest.approx(0.01)
    assert held.clipped.place == pytest.approx(0.005)
    assert "clipped at norm 1 (an example)" in about_steps(free)
    assert about_steps(held).endswith("clipped at norm 0.5.")
    beyond = replace(held, raw=replace(held.raw, place=99.0))
    assert about_steps(beyond).endswith("Unclipped, it ends beyond the axis.")


@pytest.mark.parametrize("line", [GAIN, ENTRY])
def test_step_is_drawn_as_far_as_it_goes_along_the_line(line):
    trainer = trained(recurrent_gain=2.0)
    found = cliff(trainer, line, (2, 1))
    update = Parameters(trainer.parameters.sizes, updates(trainer)[0])

    W_hh = trainer.parameters.W_hh
    share = float(np.sum(update.W_hh * W_hh) / np.sum(W_hh * W_hh))
    expected = 2.0 * (1 + share) if line == GAIN else W_hh[2, 1] + update.W_hh[2, 1]
    assert found.raw.place == pytest.approx(expected)
    assert found.here[0] == (2.0 if line == GAIN else W_hh[2, 1])


def test_nothing_is_computed_again_until_weights_or_choices_change():
    trainer = trained()
    found = cliff(trainer)

    assert cliff(replace(trainer)) is found
    assert cliff(trainer, GAIN) is not found
    assert cliff(trainer.choose(clip_norm=0.1)) is not found
    assert cliff(trainer.advance(epochs=1)) is not found


def test_line_that_cannot_be_drawn_says_why():
    still = Trainer.start(Experiment(inputs=[[0]], targets=[[0]], initial_state="zeros", start_scale=0.0))

    assert "The gradient is zero" in why_no_cliff(still, GRADIENT)
    assert why_no_cliff(still, GAIN) is None
    with patch.object(many_losses, "MOST_SECONDS", 0.0):
        assert "201 passes would take about" in why_no_cliff(still, GAIN)


def test_gain_of_zero_and_no_recurrence_are_lines_too():
    found = cliff(trained(recurrent_gain=0.0), GAIN)

    assert found.here[0] == found.raw.place == 0.0
    assert np.isfinite(found.losses).all()


def test_sentence_names_the_peak():
    found = cliff(trained())
    peak = replace(found, at=np.linspace(0, 1, 5), norms=np.array([1, 1, 500.0, 1, np.inf]))

    assert about_norms(peak) == "A cliff: the largest gradient norm is 500, at 0.50, 500 times the median."
    assert "No cliff: the largest" in about_norms(replace(found, norms=np.ones(POINTS)))
    assert "finite nowhere" in about_norms(replace(found, norms=np.full(POINTS, np.nan)))
