"""Training with every option follows the gradient that a Pass shows, and replays to the bit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn import Trainer, from_json, to_json
from rnn.experiment.stable_rate import largest_stable_rate
from rnn.updates.clipping import by_value
from tests.support.problems import blowing_up, case, proven
from tests.training.test_trainer import bits

RAGGED = {"targets": None, "more_inputs": [[[3.0], [1.0]]]}
CHOICES = [
    {},
    {"activation": "relu", "start": "gaussian"},
    {"activation": "logistic", "loss_at": "last"},
    {"activation": "linear", "start": "identity", "start_gain": 0.5},
    {"initial_state": "learned", "truncation": 2},
    {"recurrent_gain": 1.7, "start": "orthogonal", **RAGGED},
    {"loss_scaling": "mean", "input_scale": 0.1, "output_scale": 0.2, **RAGGED},
]


@pytest.mark.parametrize("choices", CHOICES, ids=str)
def test_update_is_minus_the_rate_times_the_gradient_of_the_pass_shown(choices):
    trainer = Trainer.start(case(1, **choices)).advance(epochs=20)

    later = trainer.advance(epochs=1)

    expected = trainer.parameters.vector - 0.01 * trainer.latest.gradients.vector
    np.testing.assert_allclose(later.parameters.vector, expected, rtol=1e-12, atol=1e-15)
    assert later.history.series("loss")[1][-1] == pytest.approx(trainer.latest.loss, rel=1e-12)


def test_clipping_by_value_cuts_each_entry_and_then_the_norm_is_clipped():
    trainer = Trainer.start(case(1, clip_value=2.0, clip_norm=1.0))
    gradient = trainer.latest.gradients.vector

    later = trainer.advance(epochs=1)

    cut = np.clip(gradient, -2, 2)
    assert np.linalg.norm(cut) > 2
    step = later.parameters.vector - trainer.parameters.vector
    np.testing.assert_allclose(step, -0.01 * cut / np.linalg.norm(cut), rtol=0, atol=1e-15)
    assert later.history.series("gradient_norm")[1][0] == pytest.approx(np.linalg.norm(gradient), rel=1e-12)
    assert later.history.series("clipped_norm")[1][0] == pytest.approx(1, rel=1e-12)


@proven
@given(st.lists(st.floats(-1e300, 1e300), min_size=1), st.floats(1e-6, 1e6))
def test_clipping_by_value_leaves_what_is_small_and_every_sign(entries, limit):
    gradient = np.array(entries)

    clipped = by_value(gradient, limit)

    small = np.abs(gradient) <= limit
    np.testing.assert_array_equal(clipped[small], gradient[small])
    np.testing.assert_array_equal(clipped[~small], limit * np.sign(gradient[~small]))


def changed_run():
    trainer = Trainer.start(case(1, optimizer="adam", initial_state="learned", start="gaussian")).advance(epochs=17)
    trainer = trainer.choose(truncation=2).advance(epochs=9).choose(recurrent_gain=1.5, momentum=0.5).advance(epochs=8)
    return trainer.choose(clip_value=0.1, decay=0.9, epsilon=1e-6).advance(epochs=11).choose(truncation=None)


def test_changes_of_every_kind_replay_to_the_same_bits_also_through_the_file():
    trainer = changed_run().advance(epochs=10)

    again = Trainer.start(from_json(to_json(trainer.experiment))).advance(epochs=trainer.epoch)

    assert {change.field for change in trainer.experiment.changes} == {
        "truncation", "recurrent_gain", "momentum", "clip_value", "decay", "epsilon",
    }  # fmt: skip
    assert bits(again) == bits(trainer)
    assert again.state.tobytes() == trainer.state.tobytes()
    assert bits(trainer.at(30)) == bits(Trainer.start(trainer.experiment).advance(epochs=30))


def test_change_of_truncation_or_gain_takes_effect_in_the_pass_at_once_and_not_before():
    trainer = Trainer.start(case(1, start="gaussian")).advance(epochs=20)

    cut, gained = trainer.choose(truncation=1), trainer.choose(recurrent_gain=2.0)

    assert cut.latest.options.truncation == 1
    assert cut.latest.dh[0, 0] @ cut.latest.dh[0, 0] < trainer.latest.dh[0, 0] @ trainer.latest.dh[0, 0] * 0.999
    assert gained.latest.loss != trainer.latest.loss
    assert gained.at(19).latest.loss == trainer.at(19).latest.loss
    assert gained.parameters.vector.tobytes() == trainer.parameters.vector.tobytes()


def test_rewound_keeps_a_whole_number_whole():
    rewound = changed_run().choose(truncation=3).rewound()

    assert rewound.experiment.truncation == 3
    assert type(rewound.experiment.truncation) is int


def test_learned_initial_state_starts_at_zero_and_is_one_of_the_parameters():
    zeros, learned = (
        Trainer.start(case(1, start="gaussian", initial_state=state)).advance(epochs=300)
        for state in ("zeros", "learned")
    )

    assert not Trainer.start(learned.experiment).parameters.h_0.any()
    assert learned.parameters.h_0.any()
    assert "h_0" in learned.parameters.held
    assert "h_0" not in zeros.parameters.held


def test_hint_counts_all_sequences_that_are_learned_together():
    alone, twice = case(2, start_scale=0.5), case(2, start_scale=0.5, more_inputs=[case(2).inputs],
                                                  more_targets=[case(2).targets])  # fmt: skip
    parameters = Trainer.start(alone).parameters

    limit = largest_stable_rate(alone, parameters)

    assert largest_stable_rate(twice, parameters) == pytest.approx(limit, rel=1e-12)
    assert largest_stable_rate(case(2, start_scale=0.5, loss_at="last"), parameters) > limit


def test_hint_is_general_where_the_readout_is_not_what_gradient_descent_sees():
    trainer = Trainer.start(blowing_up(optimizer="momentum")).advance(epochs=10_000)

    assert trainer.status == "diverged"
    assert trainer.divergence.sentence.endswith("Try a lower learning rate, or clip the gradient.")


@pytest.mark.parametrize("optimizer", ["momentum", "rmsprop", "adam"])
def test_memory_of_an_optimizer_goes_from_update_to_update(optimizer):
    experiment = case(1, optimizer=optimizer)
    parameters, rule = experiment.first_parameters().copy(), experiment.optimizer_rule
    state = np.zeros(rule.state_size(len(parameters.vector)))
    for epoch in range(5):
        gradient = experiment.pass_at(epoch, parameters).gradients.vector
        state, update = rule.update(state, gradient, experiment.settings_at(epoch))
        parameters.vector[:] += update

    trained = Trainer.start(experiment).advance(epochs=5)

    np.testing.assert_allclose(trained.parameters.vector, parameters.vector, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(trained.state, state, rtol=1e-12, atol=1e-12)


def test_earlier_epoch_took_its_part_of_the_time():
    trained = Trainer.start(case(1)).advance(epochs=64)

    assert trained.before(32).seconds == pytest.approx(trained.seconds / 2)
    assert trained.at(48).seconds == pytest.approx(trained.seconds * 3 / 4)
