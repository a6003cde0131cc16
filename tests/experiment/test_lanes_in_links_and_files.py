"""A comparison is a link and a file, lanes included."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn import Experiment, ExperimentError, from_json, from_query, lanes_from_json, to_json, to_query
from tests.support.experiments import experiments, tasks
from tests.support.problems import proven

any_lanes = st.lists(experiments() | tasks, min_size=1, max_size=4)


def opened(query):
    return from_query(parse_qsl(query, keep_blank_values=True))


@proven
@given(any_lanes, st.integers(0, 10**6))
def test_link_gives_back_all_lanes_or_says_that_it_would_be_too_long(lanes, epoch):
    query = to_query(lanes[0], epoch, lanes[1:])

    assert query is None or len(query) <= 2000
    if query is not None:
        link = opened(query)
        assert (link.experiments, link.epoch, link.notices) == (tuple(lanes), epoch, ())


@proven
@given(any_lanes)
def test_file_gives_back_all_lanes(lanes):
    text = to_json(lanes[0], lanes[1:])

    assert lanes_from_json(text) == tuple(lanes)
    assert from_json(text) == lanes[0]


def test_link_of_lanes_can_be_read_by_a_person():
    base = Experiment(learning_rate=0.05)
    others = [base.replaced(optimizer="momentum"), base.replaced(learning_rate=0.01, clip_norm=1.0), base]

    assert to_query(base, 9, others) == "v=1&lr=0.05&b.optimizer=momentum&c.lr=0.01&c.clip=1&d.=&epoch=9"


def test_part_of_a_lane_that_is_wrong_is_left_out_with_a_notice():
    link = opened("v=1&b.lr=99&b.clip=1&c.nonsense=1")

    assert link.others == (Experiment(clip_norm=1.0), Experiment())
    assert len(link.notices) == 2
    assert "Learning rate: '99' is not allowed" in link.notices[0]


def test_file_without_lanes_is_of_the_version_that_earlier_apps_read():
    assert json.loads(to_json(Experiment()))["version"] == 2
    assert json.loads(to_json(Experiment(), [Experiment(seed=1)]))["version"] == 3


@pytest.mark.parametrize("lanes", [{}, [1], [{}] * 4, "x"], ids=str)
def test_lanes_that_are_none_are_refused(lanes):
    text = json.dumps({"version": 3, "lanes": lanes})

    with pytest.raises(ExperimentError, match="File: lanes: give a list of at most 3 objects"):
        lanes_from_json(text)
