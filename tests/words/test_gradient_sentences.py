"""The sentences of contributions, of the gradient check and of the errors say what their numbers say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnn import Experiment, Trainer
from rnn.lenses.contributions import Contributions
from rnn.lenses.gradient_check import NUDGES, THRESHOLD, GradientCheck
from rnn.words import gradient_sentences as sentences
from tests.support.problems import case, pass_with


def parts(*added, name="W_hh"):
    """Time steps that add these numbers, or these vectors, to a column of entries."""
    left = np.array([np.atleast_1d(each) for each in added], dtype=float)
    return Contributions(name, left, np.ones((len(added), 1)))


def checked(best=1e-10, **arrays):
    """A check of one entry of 3, whose smallest error is `best`, at a nudge of 0.001."""
    central = np.full((12, 1), 2.0)
    central[2] = 1.0 + best
    whole = {"one_sided": central, "followed": np.ones(1), "whole": np.ones(1), "rounding": np.zeros((12, 1))}
    return GradientCheck(
        **{"nudges": NUDGES, "entries": np.zeros(1, dtype=int), "of": 3, "central": central, "loss": 2.0, "least": 1e-8}
        | whole
        | {"crossed": np.zeros(12, dtype=bool)}
        | arrays
    )


@pytest.mark.parametrize(
    ("added", "sentence"),
    [
        ((1, 1, 2, 6), "Of the gradient of W_hh, t = 4 gives 60 %; t = 1 to 2 together give 20 %."),
        ((-1, 0, 3), "Of the gradient of W_hh, t = 3 gives 75 %; t = 1 gives 25 %."),
        ((0, 2), "Of the gradient of W_hh, t = 2 gives all; t = 1 gives none."),
        ((5,), "There is one time step, and it gives all of the gradient of W_hh."),
        ((0, 0), "No gradient comes to W_hh from this sequence."),
        ((np.inf, 1), "The gradient of W_hh has grown beyond counting."),
    ],
)
def test_contributions_are_told_by_the_largest_and_the_first_half(added, sentence):
    assert sentences.about_contributions(parts(*added)) == sentence


@pytest.mark.parametrize(
    ("added", "sentence"),
    [
        ((0.1, 0.2, 3, 4), "From t = 3 back the sum stays within 10 % of its full length, 7.3."),
        ((0.1, 0.1, 0.1, 9), "The last step alone has the full length of the sum, 9.3, within 10 %."),
        ((4, 0, 0, 1), "Only at t = 1 does the sum reach its full length, 5."),
        ((1, -3, 3), "Only at t = 1 does the sum reach its full length, 1."),
        ((1, -1), "Added up, the steps cancel: the gradient of W_hh is exactly zero."),
        ((-2.5,), "There is one time step; the gradient of W_hh is 2.5 long."),
    ],
)
def test_partial_sum_is_told_by_where_it_is_nearly_whole(added, sentence):
    assert sentences.about_partial_sum(parts(*added)) == sentence


@pytest.mark.parametrize(
    ("added", "sentence"),
    [
        ((1, 2, 3), "No step points against the sum: added up, the steps keep all of their lengths."),
        ((3, -1), "t = 2 points most against the sum, cosine −1.00; added up, the steps keep 50 % of their lengths."),
        (((3, 0), (0, 4)), "No step points against the sum: added up, the steps keep 71 % of their lengths."),
        ((1, -1), "No step points against the sum: added up, the steps keep none of their lengths."),
        ((7,), "There is one time step: it is the sum."),
    ],
)
def test_direction_is_told_by_who_points_against_and_what_is_kept(added, sentence):
    assert sentences.about_direction(parts(*added)) == sentence


def test_entries_are_told_by_the_largest_and_against_the_longest_step():
    several = parts((0.3, -0.4), (0.0, 0.0), (3.0, 4.0))

    assert sentences.about_entries(several, 0) == (
        "At t = 1 the largest entry is 0.4 in size; what is added is 10 % of that of t = 3."
    )
    assert sentences.about_entries(several, 1).endswith("W_hh: no error comes back to it.")
    assert sentences.about_entries(several, 2) == "At t = 3 the largest entry is 4 in size; no step adds more."
    assert sentences.about_entries(replace(several, right=np.zeros((3, 1)), left=several.left), 0).startswith("No grad")
    assert sentences.about_entries(parts(1, 0, name="h_0"), 1).endswith("h_0, which acts at t = 1 only.")
    first = Trainer.start(case(1)).latest
    from_zero = Contributions("W_hh", first.da[0], first.h[0, :-1])
    assert sentences.about_entries(from_zero, 0).endswith("W_hh: what came in is zero.")


@pytest.mark.parametrize(
    ("check", "sentence"),
    [
        (checked(), "Passed (1 of 3 entries): with a nudge of 0.001, BPTT and the difference differ by 1.0 × 10⁻¹⁰, "
         "less than 10⁻⁷."),
        (checked(0.0, of=1), "Passed: with a nudge of 0.001, BPTT and the difference agree exactly."),
        (checked(0.25, of=1), "Not passed: they differ by 0.2 at best, more than 10⁻⁷."),
        (checked(0.25, whole=np.array([1.25])), "Not passed (1 of 3 entries), as expected: truncation cuts the "
         "gradient, which is then not the slope of the loss. With it they differ by 0.2 or more, without it they agree "
         "exactly."),
        (checked(of=1, followed=np.zeros(1), whole=np.zeros(1), central=np.zeros((12, 1))),
         "BPTT says exactly zero here, and so does the difference."),
        (checked(of=1, followed=np.zeros(1), whole=np.zeros(1), central=np.full((12, 1), 1e-17)),
         "BPTT says exactly zero here, and the difference says 1.0 × 10⁻¹⁷, which is rounding."),
        (checked(loss=5e7, least=5e4, followed=np.array([1e-5]), central=np.zeros((12, 1))),
         "This cannot be told: the gradient here, 1.0 × 10⁻⁵, is too short for a difference to see in a loss of "
         "5.0 × 10⁷. Nothing contradicts BPTT."),
        (checked(0.25, of=1, rounding=np.full((12, 1), 0.2)),
         "This cannot be told: BPTT and the difference differ by 0.2 at best, and differences of neighbouring nudges "
         "agree hardly better. Nothing contradicts BPTT."),
        (checked(central=np.full((12, 1), np.nan)),
         "This cannot be checked: with every nudge the loss is beyond counting."),
        (checked(of=1, crossed=NUDGES > 0.05), "Passed: with a nudge of 0.001, BPTT and the difference differ by "
         "1.0 × 10⁻¹⁰, less than 10⁻⁷. With nudges of 0.1 or more a ReLU unit switches on or off on the way: a kink, "
         "not a slope."),
        (checked(0.25, of=1, crossed=NUDGES > 0), "Not passed: they differ by 0.2 at best, more than 10⁻⁷. A ReLU unit "
         "is just at its kink: the loss has no slope there, and BPTT takes that of the off side."),
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
        ([1, 3, 2], [0, 0, 0], "This sequence is held out: its errors are drawn, and nothing is learned from them."),
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
