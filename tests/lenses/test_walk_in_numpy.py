"""The lines of plain NumPy beside each step are run as they stand, and make the numbers of the step."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from rnn import Parameters, Trainer
from rnn.lenses.walk import Walk
from rnn.network.activations import ACTIVATIONS
from rnn.updates.optimizers import OPTIMIZERS
from tests.lenses.test_walk import experiment

CLOSE = {"rtol": 1e-12, "atol": 1e-12}


def walked_in_numpy(trainer, sequence):
    """Everything that the lines of a walk through that sequence make; they know weights, inputs and targets only."""
    weights, shown, options = trainer.parameters, trainer.latest.alone(sequence), trainer.latest.options
    steps = range(1, shown.x.shape[1] + 1)
    counts = dict(zip(steps, shown.counts[0], strict=True))
    first = np.zeros((weights.sizes.hidden, 1)) if weights.h_0 is None else weights.h_0
    known = {name: weights[name] for name in weights.held if name != "h_0"}
    known |= {f"d{name}": np.zeros_like(values) for name, values in known.items()}
    known |= {"np": np, "T": len(steps), "n": sum(counts.values()), "counts": counts, "g": options.gain}
    known |= {"h": {0: first}, "y_hat": {}, "e": {}, "dh": {}, "da": {}}
    known |= {name: dict(zip(steps, array[0, :, :, None], strict=True)) for name, array in columns(shown)}
    for sub_step in Walk(trainer, sequence):
        if sub_step.phase == "update":
            break
        for t in steps if sub_step.phase == "loss" else [sub_step.step]:
            known["t"] = t
            for line in (line for equation in sub_step.equations for line in equation.plain):
                exec(line, known)
    return known


def columns(shown):
    return (("x", shown.x), ("y", shown.target))


def updated_in_numpy(trainer):
    """The next weights as the lines of the update make them of the gradient and of what the optimizer remembers."""
    settings, size = trainer.experiment.settings_at(trainer.epoch), trainer.parameters.vector.size
    known = {"np": np, "g": trainer.latest.gradients.vector.copy(), "theta": trainer.parameters.vector.copy()}
    known |= {"lr": settings.learning_rate, "eps": settings.epsilon, "mu": settings.momentum, "rho": settings.decay}
    known |= {"beta_1": settings.momentum, "beta_2": settings.decay}
    if trainer.experiment.optimizer == "adam":
        known |= {"m": trainer.state[:size], "s": trainer.state[size:-2]}
        known |= {"c_1": trainer.state[-2], "c_2": trainer.state[-1]}
    else:
        known |= {"v": trainer.state, "s": trainer.state}
    walk = Walk(trainer)
    for line in (line for equation in walk[len(walk) - 1].equations for line in equation.plain):
        exec(line, known)
    return known["theta"]


def assert_lines_make_the_numbers(drawn):
    trainer = Trainer.start(drawn).advance(epochs=2)
    pass_of_all, scale, total = trainer.latest, trainer.experiment.batch.learned, 0.0
    gradients = []
    for sequence in range(len(pass_of_all.x)):
        shown, made = pass_of_all.alone(sequence), walked_in_numpy(trainer, sequence)
        for name, array in (("y_hat", shown.yhat), ("e", shown.error), ("dh", shown.dh), ("da", shown.da)):
            for t, values in made[name].items():
                np.testing.assert_allclose(values[:, 0], array[0, t - 1], err_msg=f"{name}[{t}]", **CLOSE)
        for t, values in made["h"].items():
            np.testing.assert_allclose(values[:, 0], shown.h[0, t], **CLOSE)
        total += made["L"] / scale if shown.counts.any() else 0.0
        gradients.append([made[f"d{name}"] for name in Parameters.names])
    np.testing.assert_allclose(total, pass_of_all.loss, **CLOSE)
    for name, *parts in zip(Parameters.names, *gradients, strict=True):
        np.testing.assert_allclose(sum(parts) / scale, pass_of_all.gradients[name], err_msg=name, **CLOSE)
    np.testing.assert_allclose(updated_in_numpy(trainer), trainer.advance(epochs=1).parameters.vector, **CLOSE)


@pytest.mark.parametrize(
    ("activation", "loss", "optimizer"), list(product(ACTIVATIONS, ("squared", "cross-entropy"), OPTIMIZERS))
)
def test_lines_make_the_numbers_of_the_pass_and_the_update_whatever_the_options(activation, loss, optimizer):
    clips = ({}, {"clip_norm": 0.01}, {"clip_value": 0.02, "clip_norm": 0.05})
    for case, (chunk, place) in enumerate(product((None, 1, 2), ("every", "last", "steps"))):
        assert_lines_make_the_numbers(
            experiment(
                activation=activation, loss=loss, optimizer=optimizer, truncation=chunk, loss_at=place,
                loss_steps=(2, 4), **clips[case % len(clips)],
            )
        )  # fmt: skip


@pytest.mark.parametrize(
    "choices",
    [
        {"recurrent_gain": 0.5},
        {"initial_state": "learned", "recurrent_gain": 1.5},
        {"loss_scaling": "mean"},
        {"loss_scaling": "mean", "loss_at": "last"},
        {"held_out": 40.0},
        {"held_out": 50.0, "held_out_of": "sequences"},
        {"optimizer": "adam", "changes": [(1, "momentum", 0.5), (2, "decay", 0.9), (2, "truncation", 2)]},
        {"inputs": [[1.0]], "more_inputs": (), "targets": [[2.0]], "more_targets": (), "initial_state": "learned"},
    ],
    ids=str,
)
def test_lines_make_the_numbers_of_the_pass_and_the_update_with(choices):
    assert_lines_make_the_numbers(experiment(**choices))


def test_initial_state_that_is_learned_gets_its_gradient():
    trainer = Trainer.start(experiment(initial_state="learned", recurrent_gain=1.5)).advance(epochs=2)

    made = [walked_in_numpy(trainer, sequence)["dh_0"] for sequence in (0, 1)]

    np.testing.assert_allclose(sum(made) / 2, trainer.latest.gradients.h_0, **CLOSE)


def test_first_line_is_the_one_of_the_book():
    walk = Walk(Trainer.start(experiment()))

    assert walk[0].equations[0].plain == ("h[t] = np.tanh(W_xh @ x[t] + W_hh @ h[t-1] + b_h)",)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_equation_with_a_line_of_ours_has_one_of_numpy_that_fits_the_panel(optimizer):
    walk = Walk(Trainer.start(experiment(optimizer=optimizer, clip_norm=0.1, clip_value=0.1)))

    for sub_step in walk:
        for equation in sub_step.equations:
            assert bool(equation.plain) == bool(equation.source)
            assert all(len(line) < 90 for line in equation.plain)
