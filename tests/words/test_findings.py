"""What keeps a network from learning is said with its number, and what is proposed helps: it is trained here."""

from __future__ import annotations

import numpy as np
import pytest

from rnn import Experiment, Trainer
from rnn.data.tasks import TASKS
from rnn.experiment.experiment import CHOICES
from rnn.experiment.gallery import GALLERY
from rnn.experiment.prepared import PREPARED
from rnn.words.findings import finding, large_numbers, saturated_units
from rnn.words.remedies import more_units

PRICE = [round(100 + float(np.sin(step / 5)), 2) for step in range(120)]
TENTHS = [place / 10 for place in range(1, 11)]
GAIN = {"task": "echo", "hidden_size": 16, "start": "gaussian", "start_gain": 5.0}
TWO_UNITS = {"hidden_size": 2, "start": "orthogonal", "optimizer": "adam"}

PLATEAUS = [  # choices, epochs, what the button says
    ({"inputs": TENTHS}, 300, "Try orthogonal and Adam"),
    ({"inputs": PRICE, "learning_rate": 0.001}, 300, "Standardize the numbers"),
    ({"inputs": [20, 21, 22, 999, 22, 21, 20, 19]}, 300, "Scale by median and quartiles"),
    ({"task": "echo"}, 300, "Try orthogonal and Adam"),
    ({"task": "latch"}, 200, "Try orthogonal and Adam"),
    ({"task": "two-lags"}, 300, "Try orthogonal and Adam"),
    ({"task": "addition"}, 200, "Try orthogonal and Adam"),
    ({"task": "count"}, 300, "Try orthogonal, Adam and rate 0.03"),
    ({"task": "sine", "learning_rate": 1e-4}, 200, "Try orthogonal, Adam and rate 0.03"),
    ({"task": "addition", "activation": "linear", "start": "orthogonal"}, 400, "Try tanh and Adam"),
    ({"task": "echo", "optimizer": "adam", "learning_rate": 1.0, "hidden_size": 16}, 200,
     "Try orthogonal and rate 0.03"),
    (PREPARED["vanishes"].experiment.model_dump(exclude_defaults=True), 200, "Try default gains and Adam"),
]  # fmt: skip
STANDSTILLS = [
    ({"task": "hello", "hidden_size": 16, "optimizer": "adam", "learning_rate": 0.3}, 2000,
     "Try orthogonal and rate 0.03"),
    ({"task": "echo", **TWO_UNITS}, 400, "Try 8 hidden units"),
    ({"task": "flip-flop", **TWO_UNITS}, 1000, "Try 8 hidden units"),
]  # fmt: skip
STARTS = [  # choices, saturated units, what the button says
    (GAIN, 16, "Lower the gain to 1"),
    ({"task": "echo", "hidden_size": 16, "start": "gaussian", "input_scale": 10.0}, 14, "Default std of W_xh"),
    ({"task": "sine", "hidden_size": 16, "start_scale": 2.0}, 16, "Try orthogonal, gain 1"),
    ({"task": "sine", "start": "orthogonal", "recurrent_gain": 6.0}, 5, "Lower the gain on W_hh to 1"),
]


def trained(choices, epochs):
    return Trainer.start(Experiment(**choices)).advance(epochs=epochs)


def pressed(trainer, epochs):
    """The run that the button leads to, after so many epochs with what it sets."""
    remedy = finding(trainer).remedy
    run = trainer.choose(**remedy.choices)
    return (run.rewound() if remedy.anew else run).advance(epochs=epochs)


def relative_loss(trainer):
    """The loss relative to the best constant prediction's, which has the same units."""
    return trainer.latest.loss / trainer.experiment.constant.loss


@pytest.mark.parametrize(("choices", "epochs", "label"), PLATEAUS, ids=str)
def test_button_at_a_constant_prediction_lowers_the_loss_ten_times_within_the_same_epochs(choices, epochs, label):
    stuck = trained(choices, epochs)

    assert finding(stuck).sentence.startswith("Plateau for ")
    assert finding(stuck).remedy.label == label
    assert relative_loss(stuck) > 0.9
    assert relative_loss(pressed(stuck, epochs)) < 0.1


@pytest.mark.parametrize(("choices", "epochs", "label"), STANDSTILLS, ids=str)
def test_button_at_a_standstill_lowers_the_loss_ten_times_within_the_same_epochs(choices, epochs, label):
    stuck = trained(choices, epochs)

    assert finding(stuck).sentence.startswith("The loss stays at ")
    assert finding(stuck).remedy.label == label
    assert ("2 hidden units may be too few." in finding(stuck).sentence) == ("hidden units" in label)
    assert relative_loss(pressed(stuck, epochs)) < 0.1 * relative_loss(stuck)


@pytest.mark.parametrize(("choices", "units", "label"), STARTS, ids=str)
def test_saturated_start_is_said_and_the_button_frees_the_units_and_learns(choices, units, label):
    start = Trainer.start(Experiment(**choices))

    found = finding(start)
    freed = Trainer.start(start.experiment.replaced(**found.remedy.choices))

    of = start.experiment.hidden_size
    assert found.sentence == f"{units} of {of} units are saturated at most time steps of the first pass."
    assert saturated_units(start.latest) == units
    assert saturated_units(freed.latest) <= of / 2
    assert finding(freed) is None
    assert found.remedy.label == label
    assert relative_loss(freed.advance(epochs=300)) < 0.1


def test_saturated_start_of_own_numbers_is_mended_by_scaling_them():
    found = finding(Trainer.start(Experiment(inputs=PRICE, start="orthogonal")))

    assert found.remedy.choices == {"scaling": "standard"}


def test_truncation_below_the_needed_lag_is_named_and_changed_while_the_run_goes_on():
    stuck = Trainer.start(PREPARED["too-short"].experiment).advance(epochs=400)

    assert finding(stuck).sentence.endswith("Truncation stops the gradient before it goes 6 steps back.")
    changed = pressed(stuck, 0)
    assert changed.epoch == 400
    assert [(change.epoch, change.field, change.value) for change in changed.experiment.changes] == [
        (400, "truncation", 7)
    ]
    assert relative_loss(changed.advance(epochs=1000)) < 0.1


def test_rate_that_saturated_the_units_is_changed_from_epoch_0_on():
    saturated = trained({"task": "echo", "start": "orthogonal", "optimizer": "adam"}, 20)
    stuck = saturated.choose(learning_rate=0.5).advance(epochs=300)

    found = finding(stuck)

    assert (found.remedy.choices, found.remedy.anew) == ({"learning_rate": 0.03}, True)
    assert found.remedy.in_full == "Set Learning rate to 0.03. The run starts anew."
    assert relative_loss(pressed(stuck, 300)) < 0.1


def test_no_more_units_are_proposed_than_the_batch_allows():
    large = Experiment(task="echo", task_steps=500, sequences=256, hidden_size=16, start="orthogonal", optimizer="adam")

    assert more_units(large).choices == {"hidden_size": 31}
    assert large.replaced(hidden_size=31)
    with pytest.raises(ValueError, match="32"):
        large.replaced(hidden_size=32)


@pytest.mark.parametrize("name", GALLERY)
def test_nothing_is_said_of_an_entry_of_the_gallery_before_it_is_trained(name):
    assert finding(Trainer.start(GALLERY[name].experiment)) is None


def test_plateau_that_nothing_is_known_to_help_has_no_button():
    stuck = Trainer.start(PREPARED["only-the-end"].experiment).advance(epochs=200)

    assert finding(stuck).sentence.endswith("Gradient flow shows how far back the gradient reaches.")
    assert finding(stuck).remedy is None


@pytest.mark.parametrize("task", ["own", *TASKS])
@pytest.mark.parametrize("choices", [
    {}, {"activation": "relu"}, {"activation": "linear", "optimizer": "momentum"}, {"hidden_size": 1},
    {"start": "gaussian", "start_gain": 10.0, "input_scale": 10.0, "output_scale": 0.0}, {"learning_rate": 1e-6},
    {"activation": "logistic", "recurrent_gain": 0.0}, {"start_scale": 10.0, "hidden_size": 32},
], ids=str)  # fmt: skip
def test_every_proposal_is_accepted_by_its_fields_and_changes_something(task, choices):
    run = Trainer.start(Experiment(task=task, **choices))

    for trainer in (run, run.advance(epochs=100)):
        found = finding(trainer)
        if found and found.remedy:
            assert trainer.choose(**found.remedy.choices).experiment != trainer.experiment
            assert all(name in CHOICES for name in found.remedy.choices)
            assert len(found.remedy.label) <= 40


def test_one_unit_that_begins_at_the_identity_is_not_told_to_begin_at_another_orthogonal_matrix():
    noisy = {"task": "latch", "task_steps": 50, "noise": 0.5, "sequences": 32, "batches": "fresh", "hidden_size": 1}
    rest = {"start": "identity", "optimizer": "adam", "clip_norm": 1.0, "loss_scaling": "mean"}

    found = finding(trained(noisy | rest, 200))

    assert found.sentence.startswith("Plateau for")
    assert found.remedy is None


def test_numbers_are_judged_at_every_step_that_is_read_and_not_only_where_the_loss_is_taken():
    last = Experiment(inputs=[1.092, -1, -1, -1], targets=[0.9] * 4, loss_at="last")
    held_out = Experiment(inputs=[0.1, 0.2, 0.3, 900.0], targets=[0.1] * 4, held_out=25.0)

    assert large_numbers(last) is None
    assert large_numbers(held_out) is None
    assert large_numbers(Experiment(inputs=[900.0, 0.1, 0.3, 0.2], targets=[0.1] * 4, loss_at="last")) is not None
