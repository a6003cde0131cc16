"""Sentences about updates say what it is, in words and numbers that a person would use."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from rnn.lenses.clip_events import ClipEvents
from rnn.lenses.clipping_direction import clipped_directions
from rnn.lenses.over_training import Moment
from rnn.lenses.truncation_cost import TruncationCost
from rnn.words import update_sentences


def moment(**norms):
    return Moment(0, np.array([1.0]), norms, 0j, 0.0)


def test_gradient_norms_are_told_by_the_largest_and_the_smallest():
    said = update_sentences.about_gradient_norms([moment(W_hh=2.0, b_y=0.5, W_xh=0.0)])

    assert said == (
        "The gradient norm of W<sub>hh</sub> is 2, the largest; that of b<sub>y</sub>, the smallest, is 25 % of it."
    )
    assert update_sentences.about_gradient_norms([moment(W_hh=0.0)]) == "Every gradient is zero."
    assert update_sentences.about_gradient_norms([moment(b_y=3.0)]) == (
        "The gradient norm of b<sub>y</sub> is 3; all others are zero."
    )


def test_clipping_is_told_by_number_share_and_the_hardest():
    raw = np.array([10.0, 1.0, 2.0, 1.0])
    events = ClipEvents(1, np.arange(4.0), np.ones(4, dtype=int), raw, np.minimum(raw, 1.0), np.ones(4))

    about = update_sentences.about_clipping
    assert about(events) == "2 of 4 updates were clipped (50 %), the hardest to 10 % of its norm."
    assert about(replace(events, clipped=raw)) == "None of the 4 updates was clipped."
    assert about(replace(events, stride=8, count=np.full(4, 8))) == (
        "In 50 % of the stretches of 8 updates that the history keeps, some were clipped, "
        "the hardest to 10 % of its norm on average."
    )
    assert about(replace(events, count=np.zeros(0, dtype=int))) == "No update yet."


def test_clipping_direction_is_told_by_norm_and_angle():
    about = update_sentences.about_clipping_direction

    assert about(clipped_directions(np.array([3.0, 4.0]), 1.0, None)) == (
        "By norm, limit 1: 20 % of the norm, the same direction. "
        "By value, limit 2 (an example): 57 % of the norm, turned by 8.1°."
    )
    assert "limit 9: unchanged" in about(clipped_directions(np.array([3.0, 4.0]), 9.0))
    assert (
        update_sentences.about_clipping_direction(clipped_directions(np.zeros(2)))
        == "The gradient is zero: there is nothing to clip."
    )


def test_truncation_cost_is_told_by_where_and_what_it_costs():
    lost = {"W_hh": np.array([1.5, 0.25, 0.0])}
    cut = TruncationCost(np.array([1, 2, 9]), lost, np.array([-0.5, 0.9, 1.0]))

    about = update_sentences.about_truncation_cost
    assert about(cut, None) == (
        "Nothing is cut now. Truncation after every step would cost W_hh 1.5 times the norm of its gradient."
    )
    assert about(cut, 2) == "Cut after t = 2, 4, 6 ...: W_hh loses 25 % of its gradient; cosine 0.90."
    assert about(cut, 1).endswith("cosine −0.50.")
    assert about(replace(cut, chunks=np.array([1])), None) == "There is one time step: truncation cuts nothing."


def test_gradient_that_is_not_finite_has_no_direction_and_nothing_to_cut():
    lost = TruncationCost(np.array([1, 2]), {"W_hh": np.full(2, np.nan)}, np.full(2, np.nan))

    infinite = clipped_directions(np.array([1.0, np.inf]))

    assert update_sentences.about_clipping_direction(infinite).startswith("The gradient is not finite")
    assert update_sentences.about_truncation_cost(lost, None).startswith("The gradient is not finite")
