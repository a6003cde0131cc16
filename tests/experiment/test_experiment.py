"""An experiment holds what may be chosen, and refuses the rest with field, value and allowed range."""

from __future__ import annotations

import numpy as np
import pytest

from rnn import Experiment, ExperimentError
from rnn.experiment.experiment import CHOICES
from rnn.experiment.series_choices import SeriesChoices
from tests.support.problems import case

REFUSED = [
    ("hidden_size", 0, "Hidden units: 0 is not allowed. Give a whole number from 1 to 128."),
    ("hidden_size", -5, "Hidden units: -5 is not allowed. Give a whole number from 1 to 128."),
    ("hidden_size", 129, "Hidden units: 129 is not allowed."),
    ("hidden_size", 10**9, "Hidden units: 1000000000 is not allowed."),
    ("hidden_size", 8.5, "Hidden units: 8.5 is not allowed."),
    ("hidden_size", 8.0, "Hidden units: 8.0 is not allowed."),
    ("hidden_size", True, "Hidden units: True is not allowed."),
    ("hidden_size", "8", "Hidden units: '8' is not allowed."),
    ("hidden_size", None, "Hidden units: nothing is not allowed."),
    ("hidden_size", [8], "Hidden units: [8] is not allowed."),
    ("hidden_size", {}, "Hidden units: {} is not allowed."),
    ("hidden_size", 10**5000, "Hidden units: a number with thousands of digits is not allowed."),
    ("hidden_size", "1_000", "Hidden units: '1_000' is not allowed."),
    ("hidden_size", "\u0661\u0662", "is not allowed. Give a whole number from 1 to 128."),
    ("hidden_size", "\uff11", "is not allowed. Give a whole number from 1 to 128."),
    ("learning_rate", 0, "Learning rate: 0 is not allowed. Give a number from 0.000001 to 10."),
    ("learning_rate", -0.1, "Learning rate: -0.1 is not allowed. Give a number from 0.000001 to 10."),
    ("learning_rate", float("nan"), "Learning rate: nan is not allowed. Give a number from 0.000001 to 10."),
    ("learning_rate", float("inf"), "Learning rate: inf is not allowed. Give a number from 0.000001 to 10."),
    ("learning_rate", 1e300, "Learning rate: 1e+300 is not allowed."),
    ("learning_rate", 1e-323, "Learning rate: 1e-323 is not allowed."),
    ("learning_rate", "\u22121", "Learning rate: '\u22121' is not allowed."),
    ("learning_rate", "1,5", "Learning rate: '1,5' is not allowed."),
    ("learning_rate", "\u200b1", "is not allowed. Give a number from 0.000001 to 10."),
    ("learning_rate", "9" * 10**6, "... is not allowed. Give a number from 0.000001 to 10."),
    ("learning_rate", True, "Learning rate: True is not allowed."),
    ("learning_rate", None, "Learning rate: nothing is not allowed."),
    ("clip_norm", 0, "Clip gradient at norm: 0 is not allowed. Give a number from 0.000001 to 1,000,000, or nothing"),
    ("clip_norm", -1, "Clip gradient at norm: -1 is not allowed."),
    ("clip_norm", float("nan"), "Clip gradient at norm: nan is not allowed."),
    ("clip_norm", False, "Clip gradient at norm: False is not allowed."),
    ("seed", -1, "Seed: -1 is not allowed. Give a whole number from 0 to 4,294,967,295."),
    ("seed", 2**200, "Seed: 1606938044258990275541962092341162602522... is not allowed."),
    ("seed", 1.5, "Seed: 1.5 is not allowed."),
    ("start_scale", -0.1, "Initialization std: -0.1 is not allowed. Give a number from 0 to 10."),
    ("start_scale", 10.5, "Initialization std: 10.5 is not allowed. Give a number from 0 to 10."),
    ("stop_epoch", 0, "Stop at epoch: 0 is not allowed. Give a whole number from 1 to 100,000,000, or nothing (off)."),
    ("stop_epoch", 10**12, "Stop at epoch: 1000000000000 is not allowed."),
    ("loss_scaling", "forged", "Loss of the update: 'forged' is not allowed. Give one of: sum, mean."),
    ("loss_scaling", None, "Loss of the update: nothing is not allowed. Give one of: sum, mean."),
    ("loss_scaling", ["sum"], "Loss of the update: ['sum'] is not allowed."),
    ("hiden_size", 5, "'hiden_size' is not a choice of an experiment. The choices are: inputs, targets, hidden_size"),
    ("self", 5, "'self' is not a choice of an experiment."),
    ("inputs", [1.0], "Sequence: one time step is not enough for the next item as target."),
    ("inputs", [], "Sequence: it is empty. Give from 1 to 20,000 time steps."),
    ("inputs", [1.0, float("nan")], "Sequence: nan at time step 2 is not allowed."),
    ("targets", [[1.0], [2.0]], "Target: it has 2 time steps, but the sequence has 5."),
    ("targets", [["x"]] * 5, "Target: 'x' at time step 1 is not a number."),
    ("changes", [[0, "seed", 1]], "Changes: 'seed' cannot be changed during training. Choose among: learning_rate"),
    ("changes", [[0, "rate", 1]], "Changes: 'rate' cannot be changed during training."),
    ("changes", [[-1, "learning_rate", 1.0]], "Changes: epoch -1 is not allowed. Give a whole number of at least 0."),
    ("changes", [[5, "learning_rate", 11.0]], "Changes, at epoch 5: Learning rate: 11.0 is not allowed. Give a number"),
    ("changes", [[5, "learning_rate", None]], "Changes, at epoch 5: Learning rate: nothing is not allowed."),
    ("changes", [[5, "learning_rate", float("nan")]], "Changes: give at most 1,000 of (epoch, field, value)"),
    ("changes", [[True, "learning_rate", 1.0]], "Changes: give at most 1,000 of (epoch, field, value)"),
    ("changes", [[0.5, "learning_rate", 1.0]], "Changes: give at most 1,000 of (epoch, field, value)"),
    ("changes", [["learning_rate", 1.0]], "Changes: give at most 1,000 of (epoch, field, value)"),
    ("changes", [5], "Changes: give at most 1,000 of (epoch, field, value); 5 is not one."),
    ("changes", "all", "Changes: give at most 1,000 of (epoch, field, value); 'all' is not one."),
    ("changes", [[k, "clip_norm", 1.0] for k in range(1001)], "Changes: give at most 1,000"),
]


@pytest.mark.parametrize(("field", "value", "sentence"), REFUSED, ids=[sentence for *_, sentence in REFUSED])
def test_experiment_refuses_with_field_value_and_range(field, value, sentence):
    with pytest.raises(ExperimentError) as refusal:
        Experiment(**{field: value})

    problem, *further = refusal.value.problems
    assert sentence in problem
    assert len(problem) < 250
    assert not further or field == "changes"
    assert str(refusal.value) == " ".join(refusal.value.problems)


def test_experiment_names_every_reason_but_not_endlessly_many():
    with pytest.raises(ExperimentError) as two:
        Experiment(hidden_size=0, seed=-1)
    with pytest.raises(ExperimentError) as many:
        Experiment(**{f"choice{k}": 1 for k in range(1000)})

    assert [problem.split(":")[0] for problem in two.value.problems] == ["Hidden units", "Seed"]
    assert len(many.value.problems) == 10


@pytest.mark.parametrize(("field", "choice"), [item for item in CHOICES.items() if item[1].options is None])
def test_experiment_takes_both_limits_of(field, choice):
    kind = int if choice.whole else float

    long = {"inputs": [[0.5]] * 20_000, "window": 2} if field in SeriesChoices.__annotations__ else {}
    if field.startswith("rows"):  # a single row has a target only if it is given
        long |= {"targets": [[0.5]] * 20_000, "window": None}
    beside = {"rows_from": ({"rows_to": 5}, {}), "rows_to": ({}, {"rows_from": 19_000})}.get(field, ({}, {}))

    limits = zip((choice.low, choice.high), beside, strict=True)
    lowest, highest = (Experiment(**long | rest | {field: kind(limit)}) for limit, rest in limits)

    assert (getattr(lowest, field), getattr(highest, field)) == (choice.low, choice.high)


def test_experiment_takes_numpy_scalars_and_arrays_as_plain_numbers():
    given = Experiment(
        inputs=np.arange(1, 6),
        hidden_size=np.int64(5),
        learning_rate=np.float64(0.01),
        clip_norm=np.float32(2),
        seed=np.uint32(42),
        changes=[[np.int64(3), "learning_rate", np.float64(0.5)]],
    )

    assert given == Experiment(clip_norm=2.0, changes=((3, "learning_rate", 0.5),))
    assert type(given.seed) is int
    assert type(given.changes[0].epoch) is int


def test_experiment_without_targets_asks_for_the_next_item():
    experiment = Experiment(inputs=[1.0, 2.0, 3.0])

    np.testing.assert_array_equal(experiment.x, [[[1], [2]]])
    np.testing.assert_array_equal(experiment.y, [[[2], [3]]])
    assert experiment.sizes == (1, 5, 1)


def test_experiment_may_be_one_time_step_or_all_equal_values_with_its_own_target():
    experiment = Experiment(inputs=[[0.0, 0.0]], targets=[[1.0]])

    assert experiment.x.shape == (1, 1, 2)
    assert experiment.sizes == (2, 5, 1)


def test_experiment_scales_the_error_for_the_loss_that_was_chosen():
    assert case(1).error_scale == 1.0
    assert case(1, loss_scaling="mean").error_scale == 2 / 4


def test_experiment_cannot_be_written_to():
    with pytest.raises(ValueError, match="frozen"):
        Experiment().seed = 3


def test_replaced_is_checked_as_if_it_were_new():
    assert Experiment().replaced(seed=3) == Experiment(seed=3)
    with pytest.raises(ExperimentError, match="Hidden units: 0"):
        Experiment().replaced(hidden_size=0)
    with pytest.raises(ExperimentError, match="'hiden_size' is not a choice"):
        Experiment().replaced(hiden_size=6)


def test_experiments_are_equal_and_hash_alike_after_one_was_looked_at():
    one, other = Experiment(), Experiment()

    assert one.x.shape == (1, 4, 1)
    assert one == other
    assert hash(one) == hash(other)
