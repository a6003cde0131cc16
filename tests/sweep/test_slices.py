"""A sweep advances in slices, keeps what is done, and ends with the table that it has when it runs in one go."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from rnn import Experiment, Trainer
from rnn.sweep.state import SweepState
from rnn.sweep.sweep import Sweep
from rnn.training import clock
from tests.support.problems import blowing_up, case


@pytest.fixture
def ticking(monkeypatch):
    """A clock that is a second later whenever it is asked."""
    monkeypatch.setattr(clock, "seconds", itertools.count().__next__)


def slices(sweep):
    """Every state of a sweep that advances by the shortest time."""
    state = sweep.start()
    yield state
    while not state.finished:
        state = state.advance(seconds=0.0)
        yield state


@pytest.mark.parametrize(
    "sweep",
    [
        Sweep(case(1), {"hidden_size": [2, 4], "optimizer": ["sgd", "adam"], "seed": range(2)}, epochs=8, target=15),
        Sweep(blowing_up(), {"start_scale": [0.1, 2.0, 5.0, 10.0], "seed": range(3)}, epochs=30),
        Sweep(
            case(1, stop_loss=5.0, stop_patience=4), {"learning_rate": [0.001, 0.01, 0.05], "seed": range(2)}, epochs=20
        ),
    ],
    ids=["shapes", "diverging", "stopping"],
)
def test_slices_end_with_the_very_numbers_of_one_go(ticking, sweep):
    *_, state = slices(sweep)

    whole = sweep.start().advance()
    assert repr(state.table) == repr(whole.table)
    assert {place: vector.tobytes() for place, vector in state.weights.items()} == {
        place: vector.tobytes() for place, vector in whole.weights.items()
    }


def test_table_fills_and_keeps_what_is_done(ticking):
    sweep = Sweep(Experiment(), {"hidden_size": [2, 3, 4], "seed": range(4)}, epochs=5)

    tables = [state.table for state in slices(sweep)]

    assert len(tables[0]) == 0
    assert len(tables[-1]) == len(sweep) == 12
    assert len({len(table) for table in tables}) > 3
    for earlier, later in itertools.pairwise(tables):
        assert set(earlier.rows) <= set(later.rows)


def test_state_is_a_value(ticking):
    state = Sweep(case(1), {"learning_rate": [0.01, 0.02], "seed": range(2)}, epochs=9, target=1e6).start().advance(0.0)
    before = {name: value.copy() for name, value in vars(state.chunks[0]).items() if isinstance(value, np.ndarray)}

    once, again = state.advance(), state.advance()

    assert once.table == again.table
    assert {name: value.tobytes() for name, value in before.items()} == {
        name: vars(state.chunks[0])[name].tobytes() for name in before
    }
    assert state.chunks[0].epoch == 1
    assert not state.results


def test_finished_sweep_stays_as_it_is():
    state = Sweep(case(1), {"learning_rate": [0.01]}, epochs=2).start().advance()

    assert state.advance() is state
    assert isinstance(state, SweepState)


def test_progress_grows_to_one_and_losses_are_those_of_the_epoch_before(ticking):
    sweep = Sweep(Experiment(), {"hidden_size": [2, 3, 64], "seed": range(8)}, epochs=6)

    states = list(slices(sweep))

    done = [state.progress for state in states]
    assert done == sorted(done)
    assert (done[0], done[-1]) == (0, 1)
    assert not states[0].losses
    assert not states[-1].losses
    for state in states:
        epochs = {place: chunk.epoch for chunk in state.chunks for place in chunk.places.tolist() if chunk.epoch}
        epochs |= {alone.place: alone.trainer.epoch for alone in state.alone if alone.trainer.epoch}
        assert set(state.losses) == set(epochs)
        assert not set(state.losses) & set(state.results)
        for place, loss in state.losses.items():
            before = Trainer.start(sweep.cells[place]).advance(epochs=epochs[place] - 1) if epochs[place] > 1 else None
            expected = (before or Trainer.start(sweep.cells[place])).latest.loss
            assert loss == pytest.approx(expected, rel=1e-9)
