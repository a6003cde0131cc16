"""The parts of a sweep train apart, in any order, to the very numbers of the whole."""

from __future__ import annotations

import random

import pytest

from rnn import Experiment
from rnn.sweep.cluster.task import packed, unpacked
from rnn.sweep.parts import joined, parts_of
from rnn.sweep.sweep import Sweep
from tests.support.problems import blowing_up, case
from tests.support.sweeping import assert_same_bits

SWEEPS = {
    "several stacks": Sweep(case(1), {"learning_rate": [0.001, 0.01, 0.03], "seed": range(60)}, epochs=20, target=15),
    "diverging": Sweep(blowing_up(), {"start_scale": [0.1, 2.0, 5.0, 10.0], "seed": range(4)}, epochs=30),
    "one by one": Sweep(Experiment(hidden_size=64), {"learning_rate": [0.001, 0.002, 0.003], "seed": [1]}, epochs=20),
    "stopping": Sweep(case(1, stop_loss=5.0, stop_patience=4), {"hidden_size": [2, 5], "seed": range(4)}, epochs=20),
}


@pytest.mark.parametrize("sweep", SWEEPS.values(), ids=SWEEPS)
def test_parts_in_any_order_and_slices_end_with_the_very_numbers_of_the_whole(sweep):
    draw, state = random.Random(3), sweep.start()

    while not state.finished:
        parts = parts_of(state)
        draw.shuffle(parts)
        done, *waiting = parts
        state = joined(sweep, [state_with_results_only(state), done.advance(draw.choice([0.0, 0.01])), *waiting])

    assert_same_bits(state, sweep)


def state_with_results_only(state):
    return type(state)(state.plan, results=state.results, weights=state.weights)


@pytest.mark.parametrize("sweep", SWEEPS.values(), ids=SWEEPS)
def test_parts_hold_what_is_left_and_nothing_else(sweep):
    state = sweep.start().advance(0.0)

    again = joined(sweep, parts_of(state))

    assert sorted(places(again)) == sorted(places(state))
    assert sorted([*places(again), *state.results]) == list(range(len(sweep)))
    assert not again.results


def places(state):
    """The places of the runs that are left."""
    yield from (int(place) for chunk in state.chunks for place in chunk.places)
    yield from (*state.fallen, *(one.place for one in state.alone))


def test_split_into_stacks_depends_on_the_plan_alone():
    sweep, equal = (Sweep(Experiment(), {"learning_rate": [0.001, 0.01], "seed": range(64)}, epochs=n) for n in (1, 9))
    split = [chunk.places.tolist() for chunk in sweep.start().chunks]

    assert split == [chunk.places.tolist() for chunk in equal.start().chunks]
    assert [place for places in split for place in places] == list(range(128))


def test_part_that_travels_is_small_and_the_same():
    sweep = Sweep(Experiment(task="sine", task_steps=100, hidden_size=64), {"learning_rate": [0.001, 0.002]}, epochs=40)
    part = sweep.start()
    while not part.alone or not part.alone[0].trainer.epoch:
        part = part.advance(0.0)

    there = unpacked(packed(part), sweep)

    assert len(packed(part)) < 20 * part.alone[0].trainer.parameters.vector.nbytes
    assert_same_bits(there.advance(), sweep)
