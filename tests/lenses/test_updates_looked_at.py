"""Truncation, clipping and their traces in a run are what a plain recomputation finds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnn import Experiment, Trainer
from rnn.lenses.clip_events import clip_events
from rnn.lenses.clipping_direction import angle, clipped_directions
from rnn.lenses.truncation_cost import cut_steps, truncation_cost
from rnn.training.history import MOST_ROWS
from tests.support.problems import case, relative_difference


def waves(**choices):
    return Experiment(**{"inputs": np.sin(np.arange(9.0)), "start": "gaussian", "hidden_size": 4} | choices)


def test_what_truncation_loses_is_the_difference_of_two_runs_first_passes():
    whole = Trainer.start(waves()).latest
    found = truncation_cost(whole)

    assert found.chunks.tolist() == [1, 2, 3, 4, 5, 6, 7, 8]
    for place, chunk in enumerate(found.chunks):
        cut = Trainer.start(waves(truncation=int(chunk))).latest
        one, other = cut.gradients.vector, whole.gradients.vector
        cosine = one @ other / np.linalg.norm(one) / np.linalg.norm(other)
        assert found.cosine[place] == pytest.approx(cosine, abs=1e-12)
        for name, lost in found.lost.items():
            part = np.linalg.norm(cut.truncation_error[name]) / np.linalg.norm(whole.gradients[name])
            assert lost[place] == pytest.approx(part, abs=1e-12)
    assert [found.lost[name].max() for name in ("W_hy", "b_y")] == [0, 0]
    assert found.cosine[-1] == pytest.approx(1)


def test_truncation_of_a_pass_that_is_cut_or_long_or_without_gradient():
    cut = truncation_cost(Trainer.start(waves(truncation=2, initial_state="learned")).latest)
    long = truncation_cost(Trainer.start(waves(inputs=np.sin(np.arange(101.0)), truncation=7)).latest)
    silent = truncation_cost(Trainer.start(Experiment(inputs=[0.0, 0.0], targets=[0.0, 0.0])).latest)

    np.testing.assert_array_equal(
        cut.cosine, truncation_cost(Trainer.start(waves(initial_state="learned")).latest).cosine
    )
    assert "h_0" in cut.lost
    assert len(long.chunks) <= 25
    assert {1, 7, 100} <= set(long.chunks.tolist())
    assert silent.cosine.tolist() == [1, 1]
    assert not any(lost.any() for lost in silent.lost.values())


def test_truncation_of_a_gradient_beyond_the_finite_numbers_is_not_a_number():
    shown = Trainer.start(waves()).latest
    found = truncation_cost(replace(shown, error=np.where(np.arange(8)[:, None] == 7, np.inf, shown.error)))

    assert np.isnan(found.cosine).all()
    assert all(np.isnan(lost).all() for lost in found.lost.values())


def test_chain_is_cut_between_chunks():
    assert cut_steps(10, 3) == [3, 6, 9]
    assert cut_steps(9, 3) == [3, 6]
    assert cut_steps(4, None) == cut_steps(4, 4) == cut_steps(4, 9) == []


def test_clipping_by_norm_keeps_the_direction_and_by_value_bends_it():
    directions = clipped_directions(np.array([3.0, 4.0]), norm_limit=1.0, value_limit=2.0)

    assert (directions.by_norm.norm, directions.by_norm.angle, directions.by_norm.asked) == (1, 0, True)
    assert directions.by_value.norm == pytest.approx(8**0.5)
    assert directions.by_value.angle == pytest.approx(np.degrees(np.arctan2(4, 3) - np.pi / 4))
    assert directions.path[0].tolist() == pytest.approx([5, 0])
    assert directions.path[-1].tolist() == pytest.approx([0.004 * 2**0.5, np.degrees(np.arctan2(4, 3) - np.pi / 4)])


def test_limits_that_are_off_are_shown_by_an_example_and_zero_has_none():
    directions, silent = clipped_directions(np.array([0.0, -8.0, 6.0])), clipped_directions(np.zeros(3))

    assert (directions.by_norm.limit, directions.by_value.limit) == (5, 4)
    assert not directions.by_norm.asked
    assert silent.by_norm is silent.by_value is None
    assert angle(np.array([1.0, 0.0]), np.array([1.0, 1e-9])) == pytest.approx(np.degrees(1e-9))


def test_clip_events_are_those_of_a_run_by_hand():
    trainer = Trainer.start(case(1, clip_norm=5.0, changes=[[20, "clip_norm", None], [30, "clip_norm", 1.0]]))
    trainer = trainer.advance(epochs=40)
    lengths = np.array([trainer.at(epoch).latest.gradient_norm for epoch in range(40)])
    limits = np.repeat([5.0, np.nan, 1.0], [20, 10, 10])
    factors = np.where(lengths > limits, limits / lengths, 1.0)

    events = clip_events(trainer.experiment, trainer.history)

    np.testing.assert_allclose(events.raw, lengths, rtol=1e-9)
    np.testing.assert_array_equal(events.limit, limits)
    np.testing.assert_allclose(events.factor, factors, rtol=1e-9)
    assert (events.updates, events.number) == (40, int((factors < 1).sum()))
    assert 0 < events.number < 40
    assert events.hardest == pytest.approx(factors.min())


def test_clip_events_by_value_and_over_long_runs():
    valued = Trainer.start(case(1, clip_value=1.0)).advance(epochs=5)
    long = Trainer.start(case(1, clip_norm=5.0)).advance(epochs=MOST_ROWS + 1)

    events = clip_events(valued.experiment, valued.history)
    stretches = clip_events(long.experiment, long.history)

    clipped = np.clip(valued.at(0).latest.gradients.vector, -1, 1)
    assert events.clipped[0] == pytest.approx(np.linalg.norm(clipped))
    assert np.isnan(events.limit).all()
    assert (stretches.stride, stretches.updates) == (2, MOST_ROWS + 1)
    exact = int(sum(long.at(epoch).latest.gradient_norm > 5 for epoch in range(60)))
    assert stretches.number in (exact, exact + 1)


def test_no_update_yet_has_no_events():
    start = Trainer.start(case(1, clip_norm=5.0))

    events = clip_events(start.experiment, start.history)

    assert (events.updates, events.number, events.hardest) == (0, 0, 1)
    assert relative_difference(events.raw, np.zeros(0)) == 0


@pytest.mark.parametrize(("entry", "size"), [(0.0, 0.0), (np.inf, np.inf), (np.nan, np.inf)])
def test_gradient_of_zero_or_without_end_has_a_size_and_nothing_to_clip(entry, size):
    directions = clipped_directions(np.array([entry, 0.0]))

    assert directions.norm == size
    assert len(directions.path) == 0
