"""What is unwise is said before it is trained, and only what is."""

from __future__ import annotations

import numpy as np
import pytest

from rnn import Experiment, Trainer
from rnn.data.series import MEASURED
from rnn.experiment.experiment import CHOICES
from rnn.network.spectrum import largest_singular_value, spectral_radius
from rnn.words.hints import hints

WAVE = np.sin(np.arange(21))


def said(experiment):
    """The sentences of the hints, by name."""
    return {name: hint.sentence for name, hint in hints(experiment).items()}


def test_default_experiment_is_not_unwise():
    assert hints(Experiment()) == {}


@pytest.mark.parametrize("scale", [1.0, 20.0])
def test_rate_that_is_called_far_too_high_diverges_and_the_one_advised_learns(scale):
    high = Experiment(inputs=WAVE * scale, learning_rate=0.5)

    sentence = said(high)["learning_rate"]

    advised = float(sentence.split("Try ")[1].rstrip("."))
    assert sentence.startswith("far too high for this data: it overshoots above")
    assert Trainer.start(high).advance(epochs=3000).status == "diverged"
    calm = Trainer.start(high.replaced(learning_rate=advised))
    assert calm.advance(epochs=1000).latest.loss < 0.9 * calm.latest.loss


@pytest.mark.parametrize("choices", [{"optimizer": "adam"}, {"clip_norm": 1.0}, {"learning_rate": 0.02}], ids=str)
def test_nothing_is_said_of_the_rate_when_its_limit_does_not_apply_or_is_kept(choices):
    assert "learning_rate" not in hints(Experiment(**({"inputs": WAVE, "learning_rate": 0.5} | choices)))


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({"hidden_size": 16}, None),
        ({"hidden_size": 17}, "many for 4 numbers to learn. Start small: try 16 or fewer."),
        ({"hidden_size": 40, "inputs": WAVE}, None),
        ({"hidden_size": 41, "inputs": WAVE}, "many for 20 numbers to learn. Start small: try 16 or fewer."),
        ({"hidden_size": 30, "loss_at": "last"}, "many for 1 number to learn. Start small: try 16 or fewer."),
        ({"hidden_size": 128, "task": "parity", "batches": "fresh"}, None),
    ],
    ids=str,
)
def test_network_that_is_large_for_its_data_is_named(choices, expected):
    assert said(Experiment(**choices)).get("hidden_size") == expected


@pytest.mark.parametrize(
    ("chunk", "expected"), [(None, None), (3, None), (4, "cuts nothing: the sequence has 4 time steps.")]
)
def test_truncation_that_cuts_nothing_is_named(chunk, expected):
    assert said(Experiment(truncation=chunk)).get("truncation") == expected


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({"task": "echo", "delay": 6, "truncation": 6},
         "too short for the gradient to go 6 steps back, as far as the task needs. Try 7."),
        ({"task": "echo", "delay": 6, "truncation": 7}, None),
        ({"task": "parity", "truncation": 1},
         "too short for the gradient to go 1 step back, as far as the task needs. Try 2."),
        ({"task": "parity", "truncation": 5}, None),
        ({"task": "count", "truncation": 1}, None),
        ({"inputs": WAVE, "truncation": 2}, None),
    ],
)  # fmt: skip
def test_truncation_below_the_lag_that_the_task_needs_is_named(choices, expected):
    assert said(Experiment(**choices)).get("truncation") == expected


def test_gradient_reaches_the_lag_that_the_task_needs_with_the_chunks_advised_and_not_with_fewer():
    def reached(chunk):
        shown = Trainer.start(
            Experiment(task="echo", delay=6, loss_at="steps", loss_steps=[14], truncation=chunk)
        ).latest
        return bool(shown.dh_norm[0, 7])

    assert reached(7)
    assert not reached(6)


def test_spectral_radius_is_the_size_of_the_largest_eigenvalue():
    turning = 1.5 * np.array([[np.cos(1), -np.sin(1)], [np.sin(1), np.cos(1)]])

    assert spectral_radius(turning) == pytest.approx(1.5, rel=1e-14)
    assert spectral_radius(np.array([[0.0, 9.0], [0.0, 0.0]])) == 0


def test_largest_singular_value_is_the_most_that_a_vector_is_stretched():
    W = np.random.default_rng(0).standard_normal((6, 6))
    directions = np.random.default_rng(1).standard_normal((20_000, 6))

    stretched = np.linalg.norm(directions @ W.T, axis=1) / np.linalg.norm(directions, axis=1)

    assert 0.9 * largest_singular_value(W) < stretched.max() <= largest_singular_value(W)


SILENT_UNDER = {
    "target_follows": [{"targets": [[5.0]] * 5}, {"task": "echo"}],
    "draws_sequences": [{}, {"task": "text"}],
    "may_draw_afresh": [{}, {"task": "count"}],
    "has_numbers": [
        {"task": "echo"},
        {"task": "text"},
        {"inputs": [[0], [1], [0]], "vocabulary": ("a", "b")},
    ],
}
"""Choices under which a property has a value that leaves others without effect."""


@pytest.mark.parametrize("name", [name for name, choice in CHOICES.items() if choice.only_where])
def test_choice_that_means_nothing_beside_another_makes_no_difference(name):
    choice = CHOICES[name]
    other, _ = choice.only_where
    values = SILENT_UNDER.get(other) or [{other: value} for value in (CHOICES[other].options or {None: ""})]
    values = [value | ({"text": "hello"} if value.get("task") == "text" else {}) for value in values]
    values = [value | ({"window": 20} if value.get("task") in MEASURED else {}) for value in values]
    values = [value | ({"weights": [0.1] * 41} if value.get(other) == "given" else {}) for value in values]
    silent = [value for value in values if not choice.means_something(Experiment(**value))]

    assert silent
    for others in silent:
        different = (
            next(iter(set(choice.options) - {choice.default})) if choice.options else choice.typed(choice.high / 2)
        )
        plain, changed = (Trainer.start(Experiment(**others, **given)) for given in ({}, {name: different}))
        assert (
            changed.advance(epochs=5).parameters.vector.tolist() == plain.advance(epochs=5).parameters.vector.tolist()
        )
