"""A plateau is said where the loss stays at a constant prediction's, or stays elsewhere while the gradient is tiny."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnn import Experiment, Trainer
from rnn.training.history import MOST_ROWS
from rnn.words import run_sentences, sentences
from rnn.words.findings import finding
from rnn.words.plateau import plateau, standstill
from tests.support.plateaus import constant_loss, said_wrongly

TENTHS = Experiment(inputs=[place / 10 for place in range(1, 11)])


def trained(experiment, epochs):
    return Trainer.start(experiment).advance(epochs=epochs)


def about_plateau(trainer):
    """The sentence of what is found; empty where nothing is."""
    found = finding(trainer)
    return found.sentence if found else ""


@pytest.mark.parametrize(
    "choices",
    [
        {"inputs": TENTHS.inputs},
        {"inputs": [1, 2, 3, 4], "targets": [0, 0, 1, 0], "more_inputs": [[1, 2]], "more_targets": [[5, 7]]},
        {"task": "order", "loss": "cross-entropy"},
        {"task": "hello", "loss": "cross-entropy"},
        {"task": "flip-flop", "loss_at": "steps", "loss_steps": [2, 7], "batches": "fresh"},
        {"task": "adding", "held_out": 25, "held_out_of": "sequences"},
    ],
    ids=str,
)
def test_constant_prediction_costs_what_a_plain_loop_says(choices):
    assert Experiment(**choices).constant.loss == pytest.approx(constant_loss(Experiment(**choices)), rel=1e-12)


def test_no_other_constant_costs_less():
    experiment = Experiment(task="hello", loss="cross-entropy")
    others = np.random.default_rng(0).dirichlet(np.ones(4), size=2000)

    costs = [-np.mean(np.sum(experiment.y[0] * np.log(other), axis=1)) for other in others]

    assert experiment.constant.loss < min(costs) < 1.05 * experiment.constant.loss


def test_default_network_on_tenths_is_told_its_plateau_until_it_leaves_it():
    before, on_it, after = (trained(TENTHS, epochs) for epochs in (40, 200, 700))

    assert about_plateau(before) == about_plateau(after) == ""
    assert run_sentences.about_run(on_it, on_it).sentence == (
        "Plateau for 168 epochs: mean loss 0.0666, a constant's 0.0667. "
        "Initialized with std 0.01, the states stay near 0."
    )
    assert run_sentences.about_run(after, after).sentence == sentences.about_update(TENTHS)
    assert not said_wrongly(after)


def test_saturated_units_are_named_as_the_reason():
    said = about_plateau(trained(Experiment(task="count"), 200))

    assert said.endswith("All of the states are saturated: little gradient passes.")


def test_plateau_without_a_small_initialization_is_given_no_reason_that_nobody_measured():
    said = about_plateau(trained(Experiment(task="parity-end", task_steps=10, start="gaussian", batches="fresh",
                                            optimizer="adam", loss_scaling="mean"), 160))  # fmt: skip

    assert said.startswith("Plateau for ")
    assert said.endswith("Gradient flow shows how far back the gradient reaches.")


@pytest.mark.parametrize("choices", [
    {}, {"inputs": [3.0] * 10}, {"inputs": [0, 0], "targets": [0, 0]}, {"learning_rate": 1e-5}, {"task": "sine"},
    {"task": "hello", "loss": "cross-entropy"}, {"learning_rate": 1.0}, {"inputs": TENTHS.inputs, "optimizer": "adam"},
], ids=str)  # fmt: skip
def test_run_that_moves_or_has_arrived_is_on_no_plateau(choices):
    trainer = trained(Experiment(**choices), 500)

    assert about_plateau(trainer) == ""
    assert not said_wrongly(trainer)


@pytest.mark.parametrize(("loss", "gradient", "found"), [
    (0.0666, 0.01, True), (0.0666, 2.0, False), (0.05, 0.01, False), (1e-9, 1e-9, False), (0.08, 0.01, False),
])  # fmt: skip
def test_plateau_is_judged_by_loss_and_gradient_norm_whatever_the_length_of_the_run(loss, gradient, found):
    trainer = Trainer.start(TENTHS)

    for epochs in (48, 60, 1000, MOST_ROWS, 5 * MOST_ROWS + 7, 100 * MOST_ROWS):
        history = trainer.history.extended(np.tile([loss, gradient, gradient, 0.0], (epochs, 1)))
        seen = plateau(replace(trainer, epoch=epochs, history=history))
        assert (seen is not None) == found
        assert not seen or seen.epochs == epochs


def test_loss_that_passes_slowly_is_on_no_plateau():
    trainer = Trainer.start(TENTHS)
    passing = np.linspace(1.05, 0.95, 400) * TENTHS.constant.loss
    rows = np.stack([passing, np.full(400, 0.01), np.full(400, 0.01), np.zeros(400)], axis=1)

    assert plateau(replace(trainer, epoch=400, history=trainer.history.extended(rows))) is None


@pytest.mark.parametrize(("loss", "gradient", "found"), [
    (0.03, 1e-4, True), (0.03, 0.5, False), (0.005, 1e-6, False), (0.0666, 1e-4, True), (0.2, 1e-4, True),
])  # fmt: skip
def test_standstill_is_judged_by_loss_and_gradient_norm_whatever_the_length_of_the_run(loss, gradient, found):
    trainer = Trainer.start(TENTHS)

    for epochs in (96, 1000, MOST_ROWS, 5 * MOST_ROWS + 7):
        history = trainer.history.extended(np.tile([loss, gradient, gradient, 0.0], (epochs, 1)))
        seen = standstill(replace(trainer, epoch=epochs, history=history))
        assert (seen is not None) == found
        assert not seen or (seen.epochs, seen.gradient_norm) == (epochs, pytest.approx(gradient))


def test_loss_that_still_falls_slowly_does_not_stand_still():
    trainer = Trainer.start(TENTHS)
    rows = np.stack([np.geomspace(0.05, 0.02, 2000), *np.full((2, 2000), 1e-4), np.zeros(2000)], axis=1)

    assert standstill(replace(trainer, epoch=2000, history=trainer.history.extended(rows))) is None


def test_run_that_saturates_later_stands_still_and_is_told_its_numbers():
    stuck = trained(Experiment(task="hello", hidden_size=16, optimizer="adam", learning_rate=0.3), 2000)

    assert plateau(stuck) is None
    said = about_plateau(stuck)
    norm = stuck.history.mean[-16:, 1].mean()
    assert said.startswith("The loss stays at 0.33")
    assert f"; the gradient norm is {norm:.3g}." in said
    assert said.endswith("of the states are saturated: little gradient passes.")
