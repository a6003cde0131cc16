"""Who may work, for how long, and how often to tick."""

from __future__ import annotations

import pytest

from pages.shared.stage.share import BYTES, TICKS, Share
from pages.shared.visitor.paces import PACES

LIGHT = (0.0004, 10_000)


def plans(people: int, pace: str = "max", drawing: tuple[float, int] = LIGHT):
    share = Share()
    for person in range(people):
        plan = share.plan(str(person), PACES[pace], drawing)
    return plan


def test_one_person_gets_twenty_frames_and_half_of_the_time():
    plan = plans(1)

    assert plan.frames / plan.tick == 20
    assert plan.training >= 0.5


def test_calmer_pace_gets_ten_frames_and_more_time():
    plan = plans(1, "calm")

    assert plan.frames / plan.tick == 10
    assert plan.training >= 0.65


@pytest.mark.parametrize("people", [2, 10, 30, 60, 100])
def test_many_people_leave_half_of_the_interpreter_to_streamlit(people):
    plan = plans(people)

    assert plan.training * people <= 0.5
    assert plan.frames / plan.tick >= 8


def test_ticks_grow_longer_with_the_number_of_people():
    lengths = [plans(people).tick for people in (1, 5, 30, 100)]

    assert lengths == sorted(set(lengths))
    assert lengths[-1] == TICKS[-1][1]


def test_heavy_figures_get_fewer_frames_but_always_one():
    assert plans(1, drawing=(0.05, 10_000)).frames < plans(1).frames
    assert plans(1, drawing=(5.0, 10_000)).frames == 1
    assert plans(1, drawing=(0.001, BYTES)).frames == 1


def test_who_left_is_no_longer_counted():
    share = Share()
    share.plan("one", PACES["max"], LIGHT)
    crowded = share.plan("two", PACES["max"], LIGHT)

    share.left("one")

    assert crowded.training < share.plan("two", PACES["max"], LIGHT).training
