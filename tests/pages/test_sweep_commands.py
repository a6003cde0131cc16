"""Commands of the Sweep page as values: a sweep starts, advances, stops, and opens its runs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pages.shared.stage.offers import Offers
from pages.shared.stage.playing import sweep
from pages.shared.visitor.commands import answer
from pages.shared.visitor.sweep_controls import sweep_controls
from pages.shared.visitor.sweep_form import AxisForm
from rnn import Sweep
from rnn.training.lanes import Lanes
from tests.support.sweeping_visitors import FORM, NOW, PLAN, SMALL, START, do, draw, finished, visitor


@pytest.fixture(scope="module")
def swept(share):
    return finished(answer(visitor(), START, NOW), share)


def test_sweep_that_is_started_ends_with_the_results_of_python(swept):
    state = swept.sweep.sweeping.state

    python = Sweep(
        SMALL,
        {"learning_rate": [0.001, 0.01, 1.0], "clip_norm": [None, 1.0], "seed": [1, 2, 3]},
        epochs=200,
        target=0.1,
    )
    assert state.plan == python
    assert repr(state.table) == repr(python.run())
    assert sweep_controls(swept)["state"] == "finished"
    assert sweep_controls(swept)["said"].startswith("18 of 18 runs, ")


def test_tick_advances_for_its_part_of_the_time_and_draws_one_frame(share):
    long = replace(FORM, seeds="0-63", epochs=20_000)
    session = answer(visitor(long), START, NOW)

    first, frames = sweep(session, PLAN, share, draw, NOW)
    second, _ = sweep(first, PLAN, share, draw, NOW + 0.25)

    assert len(frames) == 1
    assert first.sweep.sweeping.state.progress == 0
    assert 0 < second.sweep.sweeping.state.progress < 1
    assert second.sweep.sweeping.seconds == 0.25
    assert second.sweep.sweeping.left > 0
    assert sweep_controls(second)["state"] == "running"


def test_start_pauses_the_run_and_play_makes_the_sweep_wait():
    session = do(replace(visitor(epochs=3), playing=True), {"do": "sweep", "what": "start"})
    assert not session.playing
    assert session.sweep.goes_on

    played = do(session, {"do": "play"})
    assert played.playing
    assert "It waits while the present run trains." in sweep_controls(played)["said"]


def test_continue_pauses_the_run_as_start_does():
    session = do(visitor(epochs=3), START, {"do": "sweep", "what": "stop"}, {"do": "play"})
    assert session.playing

    again = do(session, {"do": "sweep", "what": "continue"})

    assert not again.playing
    assert again.sweep.goes_on


def test_stop_keeps_what_is_done_and_continue_goes_on_from_there(share):
    one_by_one = replace(FORM, axes=(FORM.axes[0], AxisForm("hidden_size", "list", "2, 3, 4")), seeds="1", epochs=2000)
    session = answer(visitor(one_by_one), START, NOW)
    tick = 0
    while not session.sweep.sweeping.state.results:
        tick += 1
        session, _ = sweep(session, PLAN, share, draw, NOW + 0.02 * tick)

    stopped = do(session, {"do": "sweep", "what": "stop"})
    assert not stopped.sweep.goes_on
    assert sweep_controls(stopped)["state"] == "stopped"
    assert stopped.sweep.sweeping.state.results == session.sweep.sweeping.state.results

    again = finished(do(stopped, {"do": "sweep", "what": "continue"}), share)
    alone = Sweep(
        SMALL, {"learning_rate": [0.001, 0.01, 1.0], "hidden_size": [2, 3, 4], "seed": [1]}, epochs=2000, target=0.1
    )
    assert repr(again.sweep.sweeping.state.table) == repr(alone.run())


@pytest.mark.parametrize("wrong", [-1, 65, "1", None, True, 1.5, [], 10**400])
def test_cell_seed_or_measure_that_is_none_changes_nothing(swept, wrong):
    names = ("sweep_row", "sweep_column", "sweep_seed", "sweep_measure")

    after = do(swept, *({"do": "select", name: wrong} for name in names), {"do": "sweep", "what": wrong})

    assert after.sweep.looking == swept.sweep.looking
    assert after.sweep.sweeping is swept.sweep.sweeping


def test_place_beyond_the_sweep_is_the_last_one_that_it_has(swept):
    names = ("sweep_row", "sweep_column", "sweep_seed", "sweep_measure")

    after = do(swept, {"do": "select", **dict.fromkeys(names, 64)})

    assert after.sweep.swept.cell == (1, 2)
    assert after.sweep.swept.grid.measure == "loss"
    assert after.sweep.swept.grid.seeds == 3
    assert do(after, {"do": "select", "sweep_seed": 2}).sweep.swept.grid.seeds == 1


def test_form_that_is_refused_starts_nothing_and_keeps_the_last_results(swept):
    wrong = replace(swept, sweep=replace(swept.sweep, form=replace(FORM, seeds="none")))

    after = do(wrong, {"do": "sweep", "what": "start"})

    assert after.sweep.sweeping is swept.sweep.sweeping
    assert not sweep_controls(after)["start"]


def test_results_of_another_experiment_say_so(swept):
    other = replace(swept, lanes=Lanes.start([SMALL.replaced(hidden_size=4)]))
    cell = replace(swept, lanes=Lanes.start([SMALL.replaced(learning_rate=0.5, seed=7)]))

    assert "another experiment" in sweep_controls(other)["said"]
    assert "another experiment" not in sweep_controls(cell)["said"]


def test_sweep_advances_only_where_it_is_offered():
    session = answer(visitor(), START, NOW)

    assert Offers(sweeps=True).at_work(session)
    assert not Offers().at_work(session)


def test_changes_while_it_ran_hold_from_the_start_in_a_sweep():
    trained = visitor(epochs=5)
    changed = trained.with_trainer(trained.trainer.choose(momentum=0.5, learning_rate=0.2))

    session = answer(changed, START, NOW)

    assert session.sweep.sweeping.state.plan.experiment == SMALL.replaced(momentum=0.5, learning_rate=0.2)
