"""Visitors who compare, without a browser."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from pages.shared.visitor.visit import Session
from rnn import Experiment
from rnn.training.lanes import Lanes
from tests.support.driving import open_app


def state(app: AppTest) -> Session:
    return app.session_state["session"]


def button(app: AppTest, label: str):
    return next(one for one in app.button if one.label == label)


def on_page(session: Session) -> AppTest:
    """The Compare page of a visitor who is in that state."""
    app = open_app()
    app.session_state["session"] = session
    return app.switch_page("pages/compare.py").run()


def two_lanes(epochs=20, **differences) -> Session:
    lanes = Lanes.start([Experiment(), Experiment(**differences or {"learning_rate": 0.02})])
    return Session(lanes.advance(epochs=epochs))
