"""Several sequences are one batch; the experiment says which, where the loss is, and what does not fit together."""

from __future__ import annotations

import numpy as np
import pytest

from rnn import Experiment, ExperimentError, Trainer, from_json, to_json
from rnn.network.batch import padded, shares

SECOND = [[5.0], [6.0]]


def test_padded_fills_up_with_zeros_and_counts_what_is_real():
    batch = padded([(np.ones((3, 2)), np.ones((3, 1))), (np.full((1, 2), 7.0), np.full((1, 1), 8.0))])

    np.testing.assert_array_equal(batch.x[1], [[7, 7], [0, 0], [0, 0]])
    np.testing.assert_array_equal(batch.target[..., 0], [[1, 1, 1], [8, 0, 0]])
    np.testing.assert_array_equal(batch.counted, [[True, True, True], [True, False, False]])
    np.testing.assert_array_equal(batch.lengths, [3, 1])


def test_padded_counts_all_when_there_is_nothing_to_fill_up():
    batch = padded([(np.ones((3, 2)), np.ones((3, 1)))] * 2)

    assert batch.counted is None
    assert batch.lengths is None


def test_shares_of_the_steps_that_count_add_up_to_one():
    np.testing.assert_array_equal(shares(np.array([[True, False, True, False]])), [[0.5, 0, 0.5, 0]])


def test_last_step_is_that_of_each_sequence():
    ragged = Experiment(more_inputs=[[1.0, 2.0, 3.0]], loss_at="last").batch
    even = Experiment(loss_at="last").batch

    np.testing.assert_array_equal(ragged.counted, [[False, False, False, True], [False, True, False, False]])
    np.testing.assert_array_equal(even.counted, [[False, False, False, True]])


def test_steps_of_the_loss_are_counted_from_one():
    assert Experiment(loss_at="steps", loss_steps=[1, 3]).batch.counted.tolist() == [[True, False, True, False]]


@pytest.mark.parametrize("scaling", ["sum", "mean"])
def test_update_follows_the_mean_of_the_sequences_gradients(scaling):
    shared = {"start_scale": 0.5, "loss_scaling": scaling}
    both = Experiment(inputs=[1.0, 2.0, 3.0, 4.0], more_inputs=[SECOND], **shared)
    alone = [Experiment(inputs=rows, **shared) for rows in ([1.0, 2.0, 3.0, 4.0], SECOND)]

    together = Trainer.start(both).latest

    each = [Trainer.start(experiment).latest for experiment in alone]
    mean = (each[0].gradients.vector + each[1].gradients.vector) / 2
    np.testing.assert_allclose(together.gradients.vector, mean, rtol=1e-12, atol=1e-14)
    assert together.loss == pytest.approx((each[0].loss + each[1].loss) / 2, rel=1e-14)


def test_trainer_learns_sequences_of_different_lengths_together():
    experiment = Experiment(
        inputs=[[1.0], [0.0], [0.0]],
        targets=[[0.0], [0.0], [1.0]],
        more_inputs=[[[-1.0], [0.0]]],
        more_targets=[[[0.0], [-1.0]]],
        optimizer="adam",
        start="gaussian",
    )

    trained = Trainer.start(experiment).advance(epochs=1500)

    assert trained.latest.loss < 0.01 < trained.history.series("loss")[1][0]


def test_experiment_with_several_sequences_survives_its_file():
    experiment = Experiment(
        inputs=[[1.0]], targets=[[2.0]], more_inputs=[SECOND], more_targets=[SECOND], loss_at="steps", loss_steps=[1]
    )

    assert from_json(to_json(experiment)) == experiment


ONE_TARGET = {"inputs": [1.0, 2.0], "targets": [1.0, 2.0]}


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({"more_targets": [SECOND]}, "Target 2: it needs a target of the first sequence too."),
        ({**ONE_TARGET, "more_inputs": [SECOND]}, "Target: there are 1 for 2 sequences. Give one for each sequence."),
        ({"more_inputs": [[[1.0, 2.0]] * 3]}, "Sequence 2: it has 2 numbers at a time step, but the first has 1."),
        ({"more_inputs": [[1.0]]}, "Sequence 2: one time step is not enough for the next item as target."),
        ({"more_inputs": [[1.0, "x"]]}, "Sequence 2: 'x' at time step 2 is not a number."),
        ({"more_inputs": 5}, "more_inputs: 5 is not allowed. Give a list of at most 63 sequences."),
        ({"more_inputs": [[1.0, 2.0]] * 64}, "more_inputs: "),
        (
            {**ONE_TARGET, "more_inputs": [SECOND], "more_targets": [[1.0]]},
            "Target 2: it has 1 time step, but the sequence has 2.",
        ),
        ({"loss": "cross-entropy"}, "Target: with cross-entropy, time step 1 must be a probability of each symbol."),
        ({**ONE_TARGET, "targets": [[0.5, 0.6]] * 2, "loss": "cross-entropy"}, "add up to 1, such as 0, 1."),
        ({**ONE_TARGET, "targets": [[-1.0, 2.0]] * 2, "loss": "cross-entropy"}, "not negative"),
        ({"loss_at": "steps", "loss_steps": []}, "Loss at: in sequence 1 no time step with a target is chosen."),
        ({"loss_at": "steps", "loss_steps": [4], "more_inputs": [SECOND]}, "Loss at: in sequence 2 no time step"),
        ({"loss_steps": [0]}, "Loss at: 0 is not allowed. Give the numbers of time steps, from 1 to 2,000."),
        ({"loss_steps": 3}, "Loss at: 3 is not allowed."),
        ({"activation": "sine"}, "Activation: 'sine' is not allowed. Give one of: tanh, relu, linear, logistic."),
        ({"optimizer": 3}, "Optimizer: 3 is not allowed. Give one of: sgd, momentum, rmsprop, adam."),
        ({"truncation": 0}, "Truncate after: 0 is not allowed. Give a whole number from 1 to 2,000 time steps, or not"),
        ({"changes": [[3, "truncation", 2.5]]}, "Changes, at epoch 3: Truncate after: 2.5 is not allowed."),
        ({"changes": [[3, "optimizer", 1.0]]}, "Changes: 'optimizer' cannot be changed during training."),
    ],
)
def test_what_does_not_fit_together_is_refused(choices, sentence):
    with pytest.raises(ExperimentError) as refusal:
        Experiment(**choices)

    assert sentence in refusal.value.problems[0]
    assert len(refusal.value.problems[0]) < 250
