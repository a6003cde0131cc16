"""Given weights are where a network starts, as long as they fit it; what would make them not fit is refused."""

from __future__ import annotations

import numpy as np
import pytest

from rnn import Experiment, ExperimentError, Runs, Trainer
from rnn.text.quoting import quoted
from tests.training.test_trainer import bits

WEIGHTS = Trainer.start(Experiment(start="xavier")).advance(epochs=7).parameters.vector
GIVEN = Experiment(start="given", weights=WEIGHTS)


def test_network_starts_from_the_given_weights():
    assert GIVEN.first_parameters().vector.tobytes() == WEIGHTS.tobytes()
    assert Trainer.start(GIVEN).rewound().parameters.vector.tobytes() == WEIGHTS.tobytes()


def test_given_weights_may_hold_a_learned_first_state():
    longer = np.append(WEIGHTS, [0.1, 0.2, 0.3, 0.4, 0.5])

    experiment = Experiment(start="given", weights=longer, initial_state="learned")

    np.testing.assert_array_equal(experiment.first_parameters().h_0[:, 0], longer[-5:])


@pytest.mark.parametrize(
    ("choice", "needed"),
    [
        ({"hidden_size": 6}, "55 (1 in, 6 hidden, 1 out)"),
        ({"inputs": [[1, 2], [3, 4], [5, 6]]}, "52 (2 in, 5 hidden, 2 out)"),
        ({"initial_state": "learned"}, "46 (1 in, 5 hidden, 1 out)"),
    ],
    ids=quoted,
)
def test_choice_that_given_weights_do_not_fit_is_refused_and_the_run_stays(choice, needed):
    trainer = Trainer.start(GIVEN).advance(epochs=3)

    with pytest.raises(ExperimentError) as refusal:
        trainer.choose(**choice)

    assert str(refusal.value) == (
        f"Initialization: the given weights are 41 numbers, but this network has {needed}. "
        "Choose another initialization first, or give weights that fit."
    )


def test_another_start_leaves_the_given_weights():
    anew = Trainer.start(GIVEN).advance(epochs=3).choose(start="small")

    assert anew.experiment == Experiment()
    assert anew.choose(hidden_size=6).experiment == Experiment(hidden_size=6)


def test_other_choices_keep_the_given_weights():
    anew = Trainer.start(GIVEN).advance(epochs=3).choose(seed=7).choose(learning_rate=0.5, stop_epoch=9)

    assert anew.experiment == GIVEN.replaced(seed=7, learning_rate=0.5, stop_epoch=9)


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        (
            {"start": "given"},
            "Initialization: 'given' is not allowed without weights. Give a file of them under Link and files.",
        ),
        (
            {"weights": [0.0] * 41},
            "Weights: the initialization 'small' does not use them. Give the initialization 'given'.",
        ),
        (
            {"start": "given", "weights": [0.0] * 40},
            "Initialization: the given weights are 40 numbers, but this network has 41",
        ),
        ({"start": "given", "weights": []}, "Initialization: the given weights are 0 numbers"),
        ({"start": "given", "weights": [np.nan] * 41}, "Weights: nan is not allowed. Give at most 33,088 numbers"),
        ({"start": "given", "weights": [1e7] * 41}, "Weights: 10000000.0 is not allowed."),
        ({"start": "given", "weights": [True] * 41}, "Weights: True is not allowed."),
        ({"start": "given", "weights": np.zeros((41, 1))}, "Weights: [0.0] is not allowed."),
        ({"start": "given", "weights": [0.0] * 33_089}, "Weights: "),
        ({"start": "given", "weights": "0.0"}, "Weights: '0.0' is not allowed."),
    ],
)
def test_weights_that_make_no_sense_are_refused_in_one_sentence(choices, sentence):
    with pytest.raises(ExperimentError) as refusal:
        Experiment(**choices)

    (said,) = refusal.value.problems
    assert said.startswith(sentence)


def test_runs_from_given_weights_train_together():
    together = Runs.start([GIVEN, GIVEN.replaced(learning_rate=0.02)]).advance(epochs=20)

    alone = Trainer.start(GIVEN).advance(epochs=20)
    np.testing.assert_allclose(together.trainers[0].parameters.vector, alone.parameters.vector, rtol=1e-9)
    assert bits(alone) == bits(Trainer.start(GIVEN).advance(epochs=20))
