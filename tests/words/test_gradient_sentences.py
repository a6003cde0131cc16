"""The sentences of contributions, of the gradient check and of the errors say what their numbers say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnn import Experiment, Trainer
from rnn.lenses.contributions import Contributions
from rnn.lenses.gradient_check import EPSILONS, THRESHOLD, GradientCheck
from rnn.words import gradient_sentences as sentences
from tests.support.problems import case, pass_with


def parts(*added, name="W_hh"):
    """Time steps that add these numbers, or these vectors, to a column of entries."""
    left = np.array([np.atleast_1d(each) for each in added], dtype=float)
    return Contributions(name, left, np.ones((len(added), 1)))


def checked(best=1e-10, **arrays):
    """A check of one entry of 3, whose smallest error is `best`, at ε = 0.001."""
    central = np.full((12, 1), 2.0)
    central[2] = 1.0 + best
    whole = {"forward": central, "followed": np.ones(1), "whole": np.ones(1), "rounding": np.zeros((12, 1))}
    return GradientCheck(
        **{
            "epsilons": EPSILONS,
            "entries": np.zeros(1, dtype=int),
            "of": 3,
            "central": central,
            "loss": 2.0,
            "least": 1e-8,
        }
        | whole
        | {"crossed": np.zeros(12, dtype=bool)}
        | arrays
    )


@pytest.mark.parametrize(
    ("added", "sentence"),
    [
        (
            (1, 1, 2, 6),
            "t = 4 contributes most to the gradient of W_hh: 60 % of the summed norms; t = 1 to 2 contribute 20 %.",
        ),
        (
            (-1, 0, 3),
            "t = 3 contributes most to the gradient of W_hh: 75 % of the summed norms; t = 1 contributes 25 %.",
        ),
        ((0, 2), "t = 2 contributes most to the gradient of W_hh: all of the summed norms; t = 1 contributes none."),
        ((5,), "There is one time step; it contributes all of the gradient of W_hh."),
        ((0, 0), "The gradient of W_hh is zero for this sequence."),
        ((np.inf, 1), "The gradient of W_hh is not finite."),
    ],
)
def test_contributions_are_told_by_the_largest_and_the_first_half(added, sentence):
    assert sentences.about_contributions(parts(*added)) == sentence


@pytest.mark.parametrize(
    ("added", "sentence"),
    [
        ((0.1, 0.2, 3, 4), "From t = 3 back, the partial sum stays within 10 % of its final norm, 7.3."),
        ((0.1, 0.1, 0.1, 9), "The last step alone has the norm of the whole sum, 9.3, within 10 %."),
        ((4, 0, 0, 1), "The partial sum reaches its final norm, 5, only at t = 1."),
        ((1, -3, 3), "The partial sum reaches its final norm, 1, only at t = 1."),
        ((1, -1), "The contributions cancel: the gradient of W_hh is exactly zero."),
        ((-2.5,), "There is one time step; the gradient of W_hh has norm 2.5."),
    ],
)
def test_partial_sum_is_told_by_where_it_is_nearly_whole(added, sentence):
    assert sentences.about_partial_sum(parts(*added)) == sentence


@pytest.mark.parametrize(
    ("added", "sentence"),
    [
        ((1, 2, 3), "No contribution points against the sum; adding up leaves all of the summed norms."),
        (
            (3, -1),
            "The contribution of t = 2 points most against the sum, cosine −1.00; "
            "adding up leaves 50 % of the summed norms.",
        ),
        (((3, 0), (0, 4)), "No contribution points against the sum; adding up leaves 71 % of the summed norms."),
        ((1, -1), "No contribution points against the sum; adding up leaves none of the summed norms."),
        ((7,), "There is one time step: its contribution is the whole gradient."),
    ],
)
def test_direction_is_told_by_who_points_against_and_what_is_kept(added, sentence):
    assert sentences.about_direction(parts(*added)) == sentence


def test_entries_are_told_by_the_largest_and_against_the_step_with_the_largest_norm():
    several = parts((0.3, -0.4), (0.0, 0.0), (3.0, 4.0))

    assert sentences.about_entries(several, 0) == (
        "The largest entry at t = 1 is 0.4 in absolute value; the norm is 10 % of that at t = 3."
    )
    assert sentences.about_entries(several, 1).endswith("W_hh is zero: no gradient arrives there.")
    assert sentences.about_entries(several, 2) == (
        "The largest entry at t = 3 is 4 in absolute value; no step contributes more."
    )
    assert sentences.about_entries(replace(several, right=np.zeros((3, 1)), left=several.left), 0).startswith(
        "The gradient of W_hh is zero"
    )
    assert sentences.about_entries(parts(1, 0, name="h_0"), 1).endswith("h_0 is zero: it acts at t = 1 only.")
    first = Trainer.start(case(1)).latest
    from_zero = Contributions("W_hh", first.da[0], first.h[0, :-1])
    assert sentences.about_entries(from_zero, 0).endswith("W_hh is zero: its input there is zero.")


@pytest.mark.parametrize(
    ("check", "sentence"),
    [
        (checked(), "Passed (1 of 3 entries): at ε = 0.001 the relative error is 1.0 × 10⁻¹⁰, below 10⁻⁷."),
        (checked(0.0, of=1), "Passed: at ε = 0.001 the relative error is exactly 0."),
        (checked(0.25, of=1), "Not passed: the smallest relative error is 0.2, above 10⁻⁷."),
        (checked(0.25, whole=np.array([1.25])), "Not passed (1 of 3 entries), as expected: truncation cuts the "
         "gradient, which is then not that of the loss. The smallest relative error is 0.2; without truncation it is "
         "exactly 0."),
        (checked(of=1, followed=np.zeros(1), whole=np.zeros(1), central=np.zeros((12, 1))),
         "BPTT gives exactly 0 here; so do central differences."),
        (checked(of=1, followed=np.zeros(1), whole=np.zeros(1), central=np.full((12, 1), 1e-17)),
         "BPTT gives exactly 0 here; central differences give 1.0 × 10⁻¹⁷, which is rounding."),
        (checked(loss=5e7, least=5e4, followed=np.array([1e-5]), central=np.zeros((12, 1))),
         "Undecided: the gradient norm, 1.0 × 10⁻⁵, is too small for finite differences of a loss of "
         "5.0 × 10⁷. Nothing contradicts BPTT."),
        (checked(0.25, of=1, rounding=np.full((12, 1), 0.2)),
         "Undecided: the smallest relative error is 0.2, and central differences at neighbouring ε "
         "agree hardly better. Nothing contradicts BPTT."),
        (checked(central=np.full((12, 1), np.nan)),
         "The check is not possible: the loss is not finite for any ε."),
        (checked(of=1, crossed=EPSILONS > 0.05), "Passed: at ε = 0.001 the relative error is 1.0 × 10⁻¹⁰, "
         "below 10⁻⁷. At ε = 0.1 or more, a ReLU unit switches on or off between w − ε and w + ε."),
        (checked(0.25, of=1, crossed=EPSILONS > 0), "Not passed: the smallest relative error is 0.2, above 10⁻⁷. A "
         "ReLU unit is exactly at its kink: the loss has no derivative, and BPTT takes that of the off side."),
    ],
)  # fmt: skip
def test_check_is_told_by_its_verdict_and_what_it_rests_on(check, sentence):
    assert sentences.about_check(check) == sentence


def test_threshold_is_told_as_what_it_is():
    assert THRESHOLD == 1e-7
    assert sentences.THRESHOLD == "10⁻⁷"


@pytest.mark.parametrize(
    ("yhat", "counted", "sentence"),
    [
        ([1, 3, 2], [1, 1, 1], "The largest error is at t = 2, off by 3: 64 % of this sequence's loss."),
        ([1, 3, 2], [1, 0, 1], "The largest error is at t = 3, off by 2: 80 % of this sequence's loss."),
        ([1, 3, 2], [0, 0, 1], "The loss is taken at one time step: t = 3, off by 2."),
        ([0, 0, 0], [1, 1, 1], "Every prediction is exact."),
        ([1, 3, 2], [0, 0, 0], "This sequence is held out: its errors are drawn but not learned from."),
        ([1, 1e200, 2], [1, 1, 1], "The largest error is at t = 2, off by 1.0 × 10²⁰⁰."),
    ],
)
@pytest.mark.filterwarnings("ignore:overflow")
def test_error_is_told_where_it_is_largest_among_the_steps_that_count(yhat, counted, sentence):
    shown = pass_with(yhat=np.array(yhat, dtype=float)[:, None], counted=np.array(counted, dtype=bool))
    distance = np.abs(np.array(yhat, dtype=float))

    assert sentences.about_error(distance, distance**2, shown) == sentence


def test_error_of_symbols_is_told_by_the_share_of_the_loss():
    shown = Trainer.start(Experiment(task="parity", loss="cross-entropy")).latest.alone(0)
    costs = np.full(20, 0.5)
    costs[3] = 10.5

    said = sentences.about_error(np.full(20, 0.7), costs, shown)

    assert said == "The largest error is at t = 4, off by 0.7: 52 % of this sequence's loss."
