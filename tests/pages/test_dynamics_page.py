"""The Dynamics page without a browser: the forecast, what may be chosen of it, and its file."""

from __future__ import annotations

import json

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from pages.shared.forecast_file import _csv
from pages.shared.views.dynamics import VIEWS
from pages.shared.visitor.commands import answer_all
from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer
from rnn.lenses.forecast import MOST_AHEAD
from tests.support.driving import open_app, stage

TWO = [[np.sin(t / 2), 10 + np.cos(t / 2)] for t in range(40)]


def session_of(**choices):
    return Session.of(Trainer.start(Experiment(inputs=TWO, held_out=25.0, **choices)).advance(epochs=5))


def test_page_opens_with_the_forecast_of_the_sequence():
    app = open_app().switch_page("pages/dynamics.py").run()

    figures = stage(app)["frames"][-1]["figures"]

    assert tuple(figures) == ("forecast",)
    assert "Hold out a part" in json.dumps(figures)
    assert [button.label for button in app.main.get("download_button")] == ["Forecast as CSV"]


def test_page_says_why_a_task_has_no_forecast():
    app = AppTest.from_file("../../app.py", default_timeout=30)
    app.query_params["task"] = "echo"
    app.run().switch_page("pages/dynamics.py").run()

    assert "A forecast needs the next item as target" in json.dumps(stage(app)["frames"][-1]["figures"])
    assert not app.main.get("download_button")


def test_rows_and_column_of_the_forecast_are_chosen():
    session = session_of()
    chosen = answer_all(
        session,
        [
            {"n": 1, "do": "select", "horizon": 6},
            {"n": 2, "do": "select", "column": 1},
            {"n": 3, "do": "select", "column": 2},
            {"n": 4, "do": "select", "horizon": MOST_AHEAD},
            {"n": 5, "do": "select", "horizon": "x"},
        ],
        0.0,
    )

    figure = dict(VIEWS["Forecast"](chosen.view))["forecast"]

    assert (chosen.horizon, chosen.column) == (7, 1)
    series = next(trace for trace in figure["data"] if trace["name"] == "series")
    assert (series["y"] > 8).all()
    assert len(_csv(chosen).splitlines()) == 1 + len(series["y"]) + 7


@pytest.mark.parametrize("column", [0, 1])
def test_figure_shows_the_numbers_of_the_lens(column):
    session = session_of(scaling="standard")
    view = answer_all(session, [{"n": 1, "do": "select", "column": column}], 0.0).view

    figure = dict(VIEWS["Forecast"](view))["forecast"]

    traces = {trace["name"]: trace for trace in figure["data"]}
    held_out = [row[column] for row in TWO[int(traces["held out"]["x"][0]) - 1 :]]
    np.testing.assert_allclose(traces["held out"]["y"], held_out)
    assert len(traces["forecast"]["y"]) == 50
