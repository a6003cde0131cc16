"""Every number that the status line says the run computed is explained, and its line of NumPy makes it."""

from __future__ import annotations

import re

import pytest

from pages.shared.stage.frame import frame
from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer
from rnn.training.lanes import Lanes
from rnn.words.why.table import of_status
from tests.support.hostile import DIVERGING
from tests.words.test_findings import PLATEAUS, STANDSTILLS, STARTS
from tests.words.why.test_why import assert_line_makes_the_number, numbers_in

SETTINGS = re.compile(
    r"std [\d.]+|[\d,]+ hidden units? may|of [\d,]+ units?|learning rate [\d.]+ is|Try [\d.]+|after epoch [\d,]+"
    r"|near 0|Stopped at epoch [\d,]+|, [\d,]+ epochs? ago"
)
"""Numbers that were chosen, and those that say which epoch."""
RUNS = {
    **{f"plateau {place}": run[:2] for place, run in enumerate(PLATEAUS)},
    **{f"standstill {place}": run[:2] for place, run in enumerate(STANDSTILLS)},
    **{f"start {place}": (choices, 0) for place, (choices, *_) in enumerate(STARTS)},
    "readout, bounded": ({"learning_rate": 1.0}, 500),
    "readout, unbounded": ({"activation": "linear", "learning_rate": 0.5, "task": "sine"}, 500),
    "gradient": ({"activation": "linear", "learning_rate": 0.1, "task": "echo", "hidden_size": 2}, 500),
    "next update": (DIVERGING["adam"], 10),
    "next update, clipped": (DIVERGING["clipped"], 10),
    "no improvement": ({"stop_patience": 20, "learning_rate": 0.05}, 3000),
    "no improvement, held out": ({"task": "sine", "held_out": 30.0, "stop_patience": 5, "learning_rate": 0.05}, 3000),
}  # fmt: skip


def seen(choices, epochs):
    start = Trainer.start(Experiment(**choices))
    return Session.of(start.advance(epochs=epochs) if epochs else start).view


@pytest.mark.parametrize("run", RUNS)
def test_line_of_numpy_makes_the_number_that_is_said(run):
    view = seen(*RUNS[run])
    shown = frame(view, "ready", {})
    found = of_status(shown["said"], view)

    assert shown["explained"]
    for why in found:
        assert_line_makes_the_number(why)
    assert [*numbers_in(SETTINGS.sub("", shown["said"]), found)] == []


def test_nothing_is_explained_where_no_number_was_computed_or_an_earlier_epoch_is_shown():
    plain = seen({}, 10)
    held = Session(Lanes((plain.newest,)), held=Lanes((plain.newest.at(5),))).view

    assert not frame(plain, "ready", {})["explained"]
    assert not frame(held, "ready", {})["explained"]
