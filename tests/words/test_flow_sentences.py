"""Sentences about the flow say what it is, in words and numbers that a person would use."""

from __future__ import annotations

import numpy as np
import pytest

from rnn import Experiment, Trainer
from rnn.lenses.by_lag import ByLag
from rnn.lenses.flow import Flow
from rnn.lenses.itemised import ByLossStep
from rnn.lenses.over_training import Moment, moments
from rnn.words import flow_sentences


def flow_with(*left, slopes=0.5, weights=1.0):
    """One loss step with this much left at each lag."""
    each = np.ones((1, len(left) - 1))
    return Flow(np.array([len(left)]), np.array([left]), slopes * each, weights * each, 1.0, 1.0)


def moment(epoch, *left, **norms):
    return Moment(epoch, np.array(left), norms, 0j, 0.0)


@pytest.mark.parametrize(
    ("influence", "loss_step", "said"),
    [
        ([[0.002, 1.0]], 2, "The influence of the loss at t = 2 on the state at t = 1 is "
         "0.2 % of that on its own state."),
        ([[1e-9, 1.0]], 2, "The influence of the loss at t = 2 on the state at t = 1 is "
         "1.0 × 10⁻⁹ times that on its own state."),
        ([[3.0, 1.0]], 2, "The influence of the loss at t = 2 on the state at t = 1 is "
         "3 times as large as that on its own state."),
        ([[1.0, 1.0]], 2, "The influence of the loss at t = 2 on the state at t = 1 is "
         "as large as that on its own state."),
        ([[0.0, 0.5]], 2, "The influence of the loss at t = 2 on its own state is 0.5; none reaches t = 1."),
        ([[0.0, 0.0]], 2, "The loss at t = 2 has no influence: none is taken there, or its prediction is exact."),
        ([[0.5]], 1, "The loss at t = 1 influences the state at t = 1 only; the norm of its gradient is 0.5."),
        ([[np.inf, 1.0]], 2, "The influence of the loss at t = 2 leaves the finite numbers."),
    ],
)  # fmt: skip
def test_one_loss_is_told_at_the_first_state_against_its_own(influence, loss_step, said):
    items = ByLossStep(np.array([loss_step]), np.array(influence)[..., None])

    assert flow_sentences.about_influence(items, loss_step) == said


@pytest.mark.parametrize(
    ("beyond", "said"),
    [
        ([1.0, 0.0, 0.0, 0.0], "The norm of the sum is 2; 99 % of it comes from lags 0 to 1. "
         "Beyond lag 1 lies nothing."),
        ([0.01, 1e-3, 1e-6, 0.0], "The norm of the sum is 2; 99 % of it comes from lag 0. "
         "Beyond lag 2 lies a fraction of 5.0 × 10⁻⁷."),
        ([0.01, 1e-2, 4e-3, 0.0], "The norm of the sum is 2; 99 % of it comes from lag 0. Beyond lag 2 lies 0.2 %."),
        ([2.0, 1.0, 0.5, 0.0], "The norm of the sum is 2. Far lags contribute: "
         "more than 1 % comes from beyond lag 2."),
        ([0.0], "The norm of the sum is 2; with one time step there is no lag."),
    ],
)  # fmt: skip
def test_sum_is_told_by_how_near_it_is(beyond, said):
    assert flow_sentences.about_lags(ByLag(np.ones(len(beyond)), np.array(beyond), 2.0, 4)) == said


def test_flow_is_told_with_its_half_life_and_horizon():
    said = flow_sentences.about_flow(flow_with(1.0, 0.25, 0.0625))

    assert said.startswith("Healthy: 2 steps back, 6.2 % of the gradient norm is left; ")
    assert said.endswith("Half is left after 0.5 steps, 1 % beyond the sequence.")
    assert flow_sentences.about_flow(flow_with(1.0)).startswith("There is no way back")


def test_causes_are_told_as_two_factors_and_loss_steps_that_stop():
    carrying, stopped = flow_with(1.0, 0.45, slopes=0.5, weights=0.9), flow_with(1.0, 0.5, 0.0)
    nothing = flow_with(1.0, 0.0, slopes=0.0)

    said = "One step back multiplies the gradient norm by 0.45 on average: W_hh by 0.9, the slopes by 0.5."
    assert flow_sentences.about_causes(carrying) == said
    assert flow_sentences.about_causes(stopped).endswith(
        "For all of the loss steps, the gradient becomes exactly 0 on its way back."
    )
    assert flow_sentences.about_causes(nothing) == "No gradient flows back even one step."


def test_moments_are_told_from_untrained_to_now():
    one = [moment(0, 1.0, 0.5)]
    two = [*one, moment(1200, 1.0, 1e-5)]

    assert flow_sentences.about_moments(one) == "Untrained, 1 step back, 50 % of the gradient norm is left."
    assert flow_sentences.about_moments(two) == (
        "Untrained, 1 step back, 50 % of the gradient norm is left. "
        "At epoch 1,200, 1.0 × 10⁻⁵ of the gradient norm is left."
    )
    assert flow_sentences.about_moments([moment(0, 1.0)]).startswith("There is no way back")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([0.5, 0.1], "The absolute value of the largest eigenvalue is 0.5: inside the unit circle."),
        (
            [1.2j, -1.2j],
            "The absolute value of the largest eigenvalue, one of a complex pair, is 1.2: "
         "outside the unit circle.",
        ),
        ([-1.0], "The absolute value of the largest eigenvalue is 1: on the unit circle."),
        ([0.0], "The absolute value of the largest eigenvalue is 0: inside the unit circle."),
    ],
)  # fmt: skip
def test_spectrum_is_told_against_the_unit_circle(values, said):
    assert flow_sentences.about_spectrum(np.array(values, dtype=complex)) == said


def test_stretch_is_told_as_what_must_and_what_may_be():
    must, may = np.array([3.9, 1.0]), np.array([4.1, 1.0])

    assert (
        flow_sentences.about_singular_values(must, 0.25)
        == "The largest singular value is 3.9, below 4: the gradient must vanish."
    )
    assert flow_sentences.about_singular_values(may, 0.25).endswith(
        "not below 4: the gradient may explode, but need not."
    )


def test_saturated_units_are_told_with_the_worst_step():
    about = flow_sentences.about_saturated
    assert about(np.array([0.0, 0.0])) == "No unit is saturated at any time step."
    assert about(np.array([0.5, 0.5])) == "50 % of the units are saturated at every time step."
    assert about(np.array([0.0, 1.0])) == "On average 50 % of the units are saturated; most at t = 2: all."
    assert about(np.array([0.0, 1.0]), off=True) == "On average 50 % of the units are off; most at t = 2: all."


def test_moments_of_a_run_speak_of_its_own_numbers():
    trainer = Trainer.start(Experiment(inputs=[0.0, 0.0], targets=[0.0, 0.0])).advance(epochs=3)

    assert flow_sentences.about_moments(moments(trainer)) == "There is no way back: one time step, or no gradient."


@pytest.mark.parametrize(("left", "said"), [(1.0, "100 %"), (0.996, "100 %"), (0.5, "50 %"), (0.00123, "0.12 %")])
def test_part_of_the_gradient_is_a_percentage_as_a_person_writes_it(left, said):
    assert (
        flow_sentences.about_moments([moment(0, 1.0, left)])
        == f"Untrained, 1 step back, {said} of the gradient norm is left."
    )
