"""Links at the bounds of what they may hold, and of what may be off."""

from __future__ import annotations

import pytest

from rnn import Experiment, from_query, to_query

GIVEN = Experiment(hidden_size=1, start="given", weights=[0.5] * 5)
OWN_TARGET = Experiment(inputs=[1, 2, 3], targets=[2, 4, 6])


@pytest.mark.parametrize(("version", "why"), [("2", "A newer version"), ("12345678", "A newer version"),
                                              ("123456789", "does not exist"), ("0", "does not exist")])  # fmt: skip
def test_version_of_another_app_is_named_as_newer_or_as_none(version, why):
    link = from_query([("v", version)])

    assert why in link.notices[0]
    assert link.experiment == Experiment()


def test_target_may_be_off_and_the_sequence_may_not():
    assert from_query([("y", "off")]).notices == ()
    assert from_query([("y", "off")]).experiment.targets is None

    refused = from_query([("x", "off")])
    assert len(refused.notices) == 1
    assert refused.experiment == Experiment()


@pytest.mark.parametrize("steps", ["x", "2,x", "x,2", "2.5,1"])
def test_time_steps_of_the_loss_are_whole_numbers_each(steps):
    link = from_query([("lossat", "steps"), ("steps", steps)])

    assert any("Give the numbers of time steps" in notice for notice in link.notices)


def test_lane_without_the_first_ones_target_says_so():
    other = OWN_TARGET.replaced(targets=None)

    query = to_query(OWN_TARGET, others=(other,))

    assert query is not None
    assert "b.y=off" in query


@pytest.mark.parametrize(("first", "others"), [(GIVEN, ()), (GIVEN, (Experiment(),)), (Experiment(), (GIVEN,))])
def test_given_weights_in_any_lane_are_too_long_for_a_link(first, others):
    assert to_query(first, others=others) is None
