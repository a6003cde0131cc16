"""Walking through a pass by hand is what training does, and every number on the way is the textbook's."""

from __future__ import annotations

import re
from itertools import product

import numpy as np
import pytest

from rnn import Experiment, Trainer
from rnn.lenses.walk import Walk
from rnn.network.activations import ACTIVATIONS
from rnn.network.parameters import Parameters
from rnn.updates.optimizers import OPTIMIZERS
from tests.support import textbook_options
from tests.support.problems import case

SYMBOLS = ([[1, 0], [0, 1], [1, 0], [1, 0]], [[0, 1], [1, 0], [0, 1]])
NUMBERS = ([[0.5, -1], [1, 2], [0, 1], [-1, 0.3]], [[2, 0.1], [1, 1], [-0.4, 0]])


def experiment(**choices):
    """Two sequences of different lengths, weights that are not small."""
    x = SYMBOLS if choices.get("loss") == "cross-entropy" else NUMBERS
    drawn = {
        "inputs": NUMBERS[0], "more_inputs": NUMBERS[1:], "targets": x[0], "more_targets": x[1:],
        "hidden_size": 3, "learning_rate": 0.05, "start_scale": 0.5,
    }  # fmt: skip
    return Experiment(**drawn | choices)


def by_hand(trainer):
    """The next weights, from the arrays of the sub-steps only: gradients added up on the way back, then the update."""
    experiment, found = trainer.experiment, trainer.parameters.zeros()
    for sequence in range(len(experiment.x)):
        for sub_step in Walk(trainer, sequence):
            if sub_step.phase == "backward":
                _add_up(found, sub_step, trainer)
    found.vector /= experiment.batch.learned
    return trainer.parameters.vector + _update(Walk(trainer)[-1 + len(Walk(trainer))], found.vector, trainer)


def _add_up(found, sub_step, trainer):
    t, gain = sub_step.step, trainer.experiment.options_at(trainer.epoch).gain
    asked, through, xh, hy, *_, hh = sub_step.equations
    da, error = through[f"da<sub>{t}</sub>"], asked[f"e<sub>{t}</sub>"]
    found.W_hh[...] += gain * da @ hh[f"h<sub>{t - 1}</sub><sup>T</sup>"]
    found.W_xh[...] += da @ xh[f"x<sub>{t}</sub><sup>T</sup>"]
    found.W_hy[...] += error @ hy[f"h<sub>{t}</sub><sup>T</sup>"]
    found.b_h[...] += da
    found.b_y[...] += error
    if t == 1 and found.h_0 is not None:
        found.h_0[...] += sub_step.equations[-2]["dh<sub>0</sub>"]


def _update(sub_step, gradient, trainer):
    """The update of `gradient` by the rule that the equations state."""
    equations = {equation.text: equation for equation in sub_step.equations}
    experiment, settings = trainer.experiment, trainer.experiment.settings_at(trainer.epoch)
    for equation in sub_step.equations:
        if equation.text.startswith("g ← each"):
            gradient = np.clip(gradient, -experiment.clip_value, experiment.clip_value)
        if equation.text.startswith("g ← g ·"):
            gradient = gradient * equation["factor"][0, 0]
    g, rate = gradient, settings.learning_rate
    if experiment.optimizer == "sgd":
        return -rate * g
    if experiment.optimizer == "momentum":
        return -rate * (settings.momentum * equations["v ← μ v + g"]["v before"][:, 0] + g)
    name = {"rmsprop": "ρ", "adam": "β₂"}[experiment.optimizer]
    squares = equations[f"s ← {name} s + (1 − {name}) g²"]["s before"][:, 0]
    s = settings.decay * squares + (1 - settings.decay) * g**2
    if experiment.optimizer == "rmsprop":
        return -rate * g / (np.sqrt(s) + settings.epsilon)
    m = settings.momentum * equations["m ← β₁ m + (1 − β₁) g"]["m before"][:, 0] + (1 - settings.momentum) * g
    t = trainer.epoch + 1
    step = (m / (1 - settings.momentum**t)) / (np.sqrt(s / (1 - settings.decay**t)) + settings.epsilon)
    return -rate * step


def assert_walks_to_the_next_weights(experiment):
    trainer = Trainer.start(experiment).advance(epochs=2)

    walked = by_hand(trainer)

    trained = trainer.advance(epochs=1).parameters.vector
    np.testing.assert_allclose(walked, trained, rtol=1e-12, atol=1e-12)
    said = Walk(trainer)[len(Walk(trainer)) - 1].equations[-1]
    np.testing.assert_allclose(
        said["W<sub>hh</sub> next"], Parameters(experiment.sizes, trained).W_hh, rtol=1e-12, atol=1e-12
    )


@pytest.mark.parametrize(
    ("activation", "loss", "optimizer"), list(product(ACTIVATIONS, ("squared", "cross-entropy"), OPTIMIZERS))
)
def test_walk_by_hand_makes_the_update_of_training_whatever_the_options(activation, loss, optimizer):
    clips = ({}, {"clip_norm": 0.01}, {"clip_value": 0.02, "clip_norm": 0.05})
    for chunk, place, clip in product((None, 1, 2), ("every", "last", "steps"), clips):
        assert_walks_to_the_next_weights(
            experiment(
                activation=activation, loss=loss, optimizer=optimizer, truncation=chunk, loss_at=place,
                loss_steps=(2, 4), **clip,
            )
        )  # fmt: skip


@pytest.mark.parametrize(
    "choices",
    [
        {"initial_state": "learned", "recurrent_gain": 0.5},
        {"loss_scaling": "mean"},
        {"loss_scaling": "mean", "loss_at": "last"},
        {"held_out": 40.0},
        {"held_out": 50.0, "held_out_of": "sequences"},
        {"changes": [(1, "learning_rate", 0.3), (2, "recurrent_gain", 1.5), (2, "truncation", 2)]},
        {"inputs": [[1.0]], "more_inputs": (), "targets": [[2.0]], "more_targets": (), "initial_state": "learned"},
    ],
    ids=str,
)
def test_walk_by_hand_makes_the_update_of_training_with(choices):
    assert_walks_to_the_next_weights(experiment(**choices))


def test_walk_goes_forward_looks_at_the_loss_comes_back_and_updates():
    walk = Walk(Trainer.start(case(1)))

    assert len(walk) == 10
    assert [(sub_step.phase, sub_step.step) for sub_step in walk] == [walk.place(i) for i in range(10)]
    assert [walk.place(i) for i in range(10)] == [
        *(("forward", t) for t in (1, 2, 3, 4)),
        ("loss", None),
        *(("backward", t) for t in (4, 3, 2, 1)),
        ("update", None),
    ]


@pytest.mark.parametrize("position", [-1, 10])
def test_walk_has_nothing_beyond_its_ends(position):
    with pytest.raises(IndexError, match=f"Sub-step {position} is not among 0 to 9"):
        Walk(Trainer.start(case(1)))[position]


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("chunk", [None, 2])
def test_walk_shows_the_numbers_of_the_textbook(activation, chunk):
    drawn = experiment(activation=activation, truncation=chunk, initial_state="learned", recurrent_gain=1.5)
    trainer = Trainer.start(drawn).advance(epochs=3)
    w = [trainer.parameters[name] for name in Parameters.names]
    h_0, x, y = trainer.parameters.h_0, drawn.x[0, :, :, None], drawn.y[0, :, :, None]
    a, h = textbook_options.states(w, x, activation, 1.5, h_0)
    gradients, dh, da = textbook_options.gradients(w, x, y, np.ones(4), activation, "squared", 1.5, h_0, chunk)

    walk = Walk(trainer)

    for t in range(1, 5):
        forward, back = walk[t - 1].equations, walk[9 - t].equations
        later = np.zeros((3, 1)) if t == 4 or (chunk and t % chunk == 0) else da[t]
        slope = textbook_options.FUNCTIONS[activation][1](a[t - 1])
        close(forward[0][f"h<sub>{t}</sub>"], h[t])
        close(forward[1][f"ŷ<sub>{t}</sub>"], w[2] @ h[t] + w[4])
        close(back[0][f"dh<sub>{t}</sub>"], dh[t - 1])
        close(back[0]["local"], w[2].T @ (w[2] @ h[t] + w[4] - y[t - 1]))
        close(back[0]["carried"], 1.5 * w[1].T @ later)
        close(back[1][f"f′(a<sub>{t}</sub>)"], slope)
        close(back[-1]["dW<sub>hh</sub>"], sum(1.5 * da[s] @ h[s].T for s in range(t - 1, 4)))
    for name, expected in zip(("xh", "hh", "hy"), gradients, strict=False):
        assert any(name in term.text for equation in walk[8].equations for term in equation.terms)
        close(next(e.terms[0].values for e in walk[8].equations if e.text.startswith(f"dW<sub>{name}")), expected)
    close(walk[8].equations[-2]["dh<sub>0</sub>"], gradients[5])


def close(one, other):
    np.testing.assert_allclose(one, other, rtol=1e-10, atol=1e-13)


def test_equations_are_true_of_their_own_arrays():
    trainer = Trainer.start(experiment(loss_at="last", loss_scaling="mean")).advance(epochs=3)

    errors, loss = Walk(trainer)[4].equations

    close(errors["e"], errors["counts"] * 2 * (errors["ŷ"] - errors["y"]))
    close(loss["L"], loss["loss at each t"].sum())
    assert re.search(r"3 of 4|1 of 4", Walk(trainer)[4].says + loss.note)
