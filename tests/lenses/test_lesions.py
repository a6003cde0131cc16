"""Lesions against a network that lacks the unit, and against a plain loop."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnn import Experiment, Trainer
from rnn.lenses import lesions as lens
from rnn.lenses.lesions import CLAMPS, clamp_values, lesions, losses_without, prediction_without
from rnn.network.bptt import run_pass
from rnn.network.parameters import Parameters

CASES = {
    "one sequence": {"task": "sine", "task_steps": 12, "sequences": 1},
    "last step": {"task": "adding", "task_steps": 8, "sequences": 3},
    "padded": {"inputs": [1.0, 0.5, -1.0, 0.2], "more_inputs": [[0.3, 0.1, 0.9]], "initial_state": "learned"},
    "held out": {"task": "echo", "task_steps": 9, "sequences": 4, "held_out": 30.0, "held_out_of": "sequences"},
    "letters": {"task": "hello", "loss": "cross-entropy", "recurrent_gain": 1.3},
    "relu": {"task": "flip-flop", "sequences": 2, "activation": "relu"},
}


def trained(name):
    return Trainer.start(Experiment(**CASES[name] | {"hidden_size": 4, "start": "gaussian"})).advance(epochs=7)


def without(parameters, unit):
    """The parameters of a network that never had that unit."""
    fewer = {name: np.delete(parameters[name], unit, axis=0) for name in parameters.held if name not in ("W_hy", "b_y")}
    fewer["W_hh"] = np.delete(fewer["W_hh"], unit, axis=1)
    return Parameters.gather(**fewer, W_hy=np.delete(parameters.W_hy, unit, axis=1), b_y=parameters.b_y)


@pytest.mark.parametrize("name", CASES)
def test_unit_clamped_to_zero_is_a_network_without_it(name):
    shown = trained(name).latest
    found = losses_without(shown, 0)

    assert found.whole == pytest.approx(shown.loss)
    for unit in range(4):
        fewer = run_pass(
            without(shown.parameters, unit), shown.x, shown.target, 1.0, shown.options, shown.counted, shown.lengths
        )
        assert found.losses[unit] == pytest.approx(fewer.loss)
        for sequence in range(len(shown.x)):
            np.testing.assert_allclose(
                prediction_without(shown, unit, 0, sequence), fewer.alone(sequence).yhat[0], atol=1e-12
            )


def test_unit_clamped_to_its_mean_is_that_of_a_plain_loop():
    shown = trained("one sequence").latest
    W_xh, W_hh, W_hy, b_h, b_y = (shown.parameters[name] for name in shown.parameters.names)
    mean, h, outputs = shown.h[0, 1:, 2].mean(), np.zeros((4, 1)), []
    h[2] = mean
    for x in shown.x[0]:
        h = np.tanh(W_xh @ x[:, None] + W_hh @ h + b_h)
        h[2] = mean
        outputs.append((W_hy @ h + b_y)[:, 0])

    assert clamp_values(shown, CLAMPS.index("its mean"))[2] == pytest.approx(mean)
    np.testing.assert_allclose(prediction_without(shown, 2, 1, 0), outputs, atol=1e-12)
    assert losses_without(shown, 1).losses[2] == pytest.approx(np.mean((np.array(outputs) - shown.target[0]) ** 2))


def test_large_batch_is_judged_by_its_first_learned_sequences(monkeypatch):
    monkeypatch.setattr(lens, "MOST_WORK", 2 * 4**3 * 9)
    shown = trained("held out").latest
    found = losses_without(shown, 0)
    first = run_pass(shown.parameters, shown.x[:2], shown.target[:2], 1.0, shown.options, shown.counted[:2])

    assert (found.sequences, found.of) == (2, 4)
    assert found.whole == pytest.approx(first.loss)


def test_losses_are_computed_once_for_each_epoch_and_clamp():
    trainer = trained("relu")

    assert lesions(trainer, 0) is lesions(replace(trainer), 0)
    assert lesions(trainer, 0) is not lesions(trainer, 1)
