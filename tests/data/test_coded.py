"""Words and classes: one-hot symbols of their numbers, against a plain loop; and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from rnn import Experiment, Trainer, from_json, to_json
from rnn.experiment.choices import ExperimentError
from rnn.experiment.link import to_query
from rnn.figures import confusion as figure
from rnn.lenses.confusion import confusion
from rnn.words.about_data import about_own
from tests.support.textbook_options import gradients

WORDS = ("<b>good</b>", "bad", "film", "not")
CLASSES = ("no", "yes")
SENTENCES, LABELS = ([0, 2], [1, 2], [3, 1, 2], [3, 0, 2], [2, 0]), (1, 0, 1, 0, 1)
_ROWS = [[[word] for word in words] for words in SENTENCES]
_TARGETS = [[[label]] * len(words) for words, label in zip(SENTENCES, LABELS, strict=True)]
REVIEWS = {
    "inputs": _ROWS[0], "more_inputs": _ROWS[1:], "targets": _TARGETS[0], "more_targets": _TARGETS[1:],
    "vocabulary": WORDS, "classes": CLASSES, "loss": "cross-entropy", "loss_at": "last",
}  # fmt: skip
"""A film is good, or not bad."""


def test_words_and_classes_are_one_hot_and_only_the_last_step_counts():
    experiment = Experiment(**REVIEWS)

    assert experiment.sizes[:1] + experiment.sizes[2:] == (4, 2)
    np.testing.assert_array_equal(experiment.x[2], [[0, 0, 0, 1], [0, 1, 0, 0], [0, 0, 1, 0]])
    np.testing.assert_array_equal(experiment.y[2, 2], [0, 1])
    np.testing.assert_array_equal(experiment.batch.counts.sum(axis=1), [1] * 5)
    np.testing.assert_array_equal(experiment.x[0, 2], np.zeros(4))


def test_gradient_is_that_of_the_textbook():
    shown = Trainer.start(Experiment(**REVIEWS, hidden_size=3)).latest
    weights = [shown.parameters[name] for name in ("W_xh", "W_hh", "W_hy", "b_h", "b_y")]
    total = [np.zeros_like(weight) for weight in weights]
    for inputs, targets in zip(SENTENCES, LABELS, strict=True):
        x = [np.eye(4)[[word]].T for word in inputs]
        y = [np.eye(2)[[targets]].T for _ in inputs]
        counted = [step == len(x) - 1 for step in range(len(x))]
        found, *_ = gradients(weights, x, y, counted, "tanh", "cross-entropy", 1.0, np.zeros((3, 1)), None)
        total = [sum_so_far + each for sum_so_far, each in zip(total, found, strict=False)]

    for name, expected in zip(("W_xh", "W_hh", "W_hy", "b_h", "b_y"), total, strict=True):
        np.testing.assert_allclose(shown.gradients[name], expected / 5, atol=1e-14)


def test_reviews_are_learned_and_the_matrix_counts_them():
    experiment = Experiment(**REVIEWS, hidden_size=8, optimizer="adam", learning_rate=0.02)
    trainer = Trainer.start(experiment).advance(epochs=300)

    counts = confusion(trainer.latest)
    drawn = figure.draw(counts, WORDS[:2])

    assert trainer.latest.loss < 0.01
    np.testing.assert_array_equal(counts, [[2, 0], [0, 3]])
    assert drawn["layout"]["meta"]["said"] == "5 of 5 sequences are right (100 %)."
    assert drawn["layout"]["yaxis"]["ticktext"][0] == "&lt;b&gt;good&lt;/b&gt;"


def test_matrix_of_the_untrained_network_is_that_of_a_plain_loop():
    shown = Trainer.start(Experiment(**REVIEWS, held_out=40.0, held_out_of="sequences")).latest

    expected = {True: np.zeros((2, 2)), False: np.zeros((2, 2))}
    for held_out, steps in ((True, shown.held_out), (False, shown.counts)):
        for sequence, step in zip(*np.nonzero(steps), strict=True):
            true = list(shown.target[sequence, step]).index(1)
            most = max(range(2), key=lambda k: shown.yhat[sequence, step, k])
            expected[held_out][true, most] += 1

    np.testing.assert_array_equal(confusion(shown), expected[False])
    np.testing.assert_array_equal(confusion(shown, held_out=True), expected[True])
    assert expected[True].sum() == 2


def test_file_gives_back_words_and_classes_and_a_link_does_not_lose_them():
    experiment = Experiment(**REVIEWS)

    assert from_json(to_json(experiment)) == experiment
    assert to_query(experiment) is None
    assert about_own(experiment.own_data) == "Your 5 sequences have 12 words, 4 of them different, and 2 classes."


def test_next_word_is_learned_without_targets():
    experiment = Experiment(
        inputs=[[0], [2], [1], [2]], vocabulary=("a", "b", "c"), loss="cross-entropy", scaling="standard"
    )

    np.testing.assert_array_equal(experiment.y[0], np.eye(3)[[2, 1, 2]])


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        (
            {"inputs": [[0.5], [2]]},
            "Sequence 1: [0.5] at time step 1 is not the number of a name.",
        ),
        ({"inputs": [[4], [2]]}, "Give a whole number from 0 to 3."),
        ({"targets": [[1], [-1]]}, "Target 1: [-1.0] at time step 2 is not the number of a name."),
        ({"classes": ("a", "a")}, "Classes: 'a' occurs twice. Give each name once."),
        ({"classes": ("a", "")}, "Classes: '' is not a name. Give a text of 1 to 40 letters."),
        ({"classes": "ab"}, "Classes: 'ab' is not allowed. Give a list of at most 16 names."),
        ({"vocabulary": ["\ud800"] * 4}, "is not a name"),
        ({"vocabulary": [str(n) for n in range(65)]}, "Give a list of at most 64 names."),
        ({"targets": None, "more_targets": ()}, "Classes: they need a target."),
    ],
)
def test_what_is_no_number_of_a_name_is_refused(choices, sentence):
    with pytest.raises(ExperimentError) as refusal:
        Experiment(**REVIEWS | choices)

    assert sentence in str(refusal.value)
