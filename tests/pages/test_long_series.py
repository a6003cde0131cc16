"""A series that is too long to be learned whole, without a browser: windows by themselves, no field of its text."""

from __future__ import annotations

import numpy as np
import pytest

from pages.shared.visitor import choosing, session, store
from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer
from rnn.data.own_data import OwnData
from rnn.experiment.experiment_file import from_json, to_json
from rnn.words.about_data import about_sequence

LONG = tuple((float(value),) for value in np.round(np.sin(np.arange(2820) / 9), 4))


@pytest.fixture
def visitor(monkeypatch):
    """A visitor's session, without a page."""
    kept = {"session": Session.of(Trainer.start(Experiment(rows_from=2, rows_to=4)))}
    for module in (session, store):
        monkeypatch.setattr(module, "STORE", kept)
    return kept


def test_long_series_is_cut_into_windows_and_all_of_its_rows_are_used(visitor):
    choosing.replace_data(OwnData((LONG,)))

    experiment = visitor["session"].trainer.experiment
    assert (experiment.window, experiment.rows_from, experiment.rows_to) == (50, None, None)
    assert about_sequence(experiment) == (
        "2,770 windows of 50 time steps. Each epoch draws 16; the charts show some that stay."
    )


def test_window_that_was_chosen_stays(visitor):
    visitor["session"] = Session.of(Trainer.start(Experiment(window=3)))

    choosing.replace_data(OwnData((LONG,)))

    assert visitor["session"].trainer.experiment.window == 3


def test_long_series_is_a_file_and_back_the_same():
    experiment = Experiment(inputs=LONG, window=20, transformation="difference", held_out=10.0, rows_from=5)

    again = from_json(to_json(experiment))

    assert again == experiment
    np.testing.assert_array_equal(again.batch_at(3).x, experiment.batch_at(3).x)


def test_rows_are_checked_once():
    experiment = Experiment(inputs=LONG, window=20)

    assert experiment.replaced(hidden_size=3).inputs is experiment.inputs
