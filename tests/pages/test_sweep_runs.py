"""Runs of a sweep are opened, as the present run or beside it, with the numbers of their cells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pages.shared.visitor.commands import answer
from pages.shared.visitor.sweep_controls import sweep_controls
from rnn.training.lanes import Lanes
from tests.support.sweeping_visitors import NOW, SMALL, START, do, finished, visitor


@pytest.fixture(scope="module")
def swept(share):
    return finished(answer(visitor(), START, NOW), share)


def test_cell_opens_as_the_present_run_with_the_loss_of_its_row(swept, share):
    grid = swept.sweep.swept.grid

    opened = finished(do(swept, {"do": "open run", "sweep_row": 1, "sweep_column": 1}), share)

    assert opened.trainer.epoch == 200
    assert opened.trainer.latest.loss == pytest.approx(grid.middle[1, 1], rel=1e-9)
    assert opened.trainer.experiment.replaced(seed=SMALL.seed) == SMALL.replaced(learning_rate=0.01, clip_norm=1.0)
    assert opened.sweep.sweeping is swept.sweep.sweeping
    assert len(opened.lanes) == 1


def test_run_that_diverged_opens_at_its_end(swept, share):
    opened = finished(do(swept, {"do": "open run", "sweep_row": 0, "sweep_column": 2}), share)

    results = swept.sweep.sweeping.state.results
    place = next(place for place, one in sorted(results.items()) if one.outcome == "diverged")
    assert opened.trainer.status == "diverged"
    assert opened.trainer.epoch == results[place].epoch
    assert sweep_controls(opened)["cell"].endswith("3 of 3 runs diverged.")


def test_run_stands_beside_the_present_one_and_both_are_at_its_epoch(swept, share):
    opened = finished(do(swept, {"do": "open run", "lane": True, "sweep_row": 0, "sweep_column": 1}), share)

    assert [trainer.epoch for trainer in opened.lanes.trainers] == [200, 200]
    assert opened.lanes.experiments[0] == SMALL
    assert opened.lane == 1

    four = replace(swept, lanes=Lanes.start([SMALL] * 4))
    assert not sweep_controls(four)["lane"]
    assert do(four, {"do": "open run", "lane": True}).lanes is four.lanes


def test_run_that_has_not_ended_is_not_opened():
    session = answer(visitor(), START, NOW)

    opened = do(session, {"do": "open run", "sweep_row": 1, "sweep_column": 2})

    assert opened.lanes is session.lanes
    assert (opened.sweep.looking.row, opened.sweep.looking.column) == (1, 2)
    assert sweep_controls(opened)["run"] is None
