"""The Gradient flow page without a browser: every view of every kind of run, and a what-if tried out on it."""

from __future__ import annotations

import json

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from pages.shared.views.gradient_flow import AS_IT_WAS, VIEWS
from pages.shared.visitor.view import WhatIf
from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer
from rnn.lenses.what_if import what_if
from rnn.network.activations import ACTIVATIONS
from tests.support.driving import open_app, sent, stage, trainer
from tests.support.lab import GRADIENT_FLOW
from tests.support.problems import blowing_up

WAVE = np.sin(np.arange(12.0))
RUNS = {
    **{name: lambda name=name: Experiment(inputs=WAVE, activation=name) for name in ACTIVATIONS},
    "padded batch": lambda: Experiment(inputs=[1.0, 2.0, 0.5], more_inputs=[[1.0] * 9]),
    "one time step": lambda: Experiment(inputs=[1.0], targets=[2.0]),
    "truncated": lambda: Experiment(inputs=WAVE, truncation=4, clip_norm=1.0, clip_value=0.1),
    "diverged": lambda: blowing_up(hidden_size=9),
}


def open_flow(app: AppTest | None = None) -> AppTest:
    return (app or open_app()).switch_page("pages/gradient_flow.py").run()


def drawn(app: AppTest) -> tuple[str, ...]:
    return tuple(stage(app)["frames"][-1]["figures"])


def test_page_opens_with_the_first_view():
    app = open_flow()

    assert not app.exception
    assert drawn(app) == GRADIENT_FLOW["Where it goes"]


@pytest.mark.parametrize("view", GRADIENT_FLOW)
def test_view_that_is_chosen_is_drawn_and_outlasts_ticks_and_pages(view):
    app = open_flow()

    app.segmented_control[0].set_value(view).run()
    assert drawn(app) == GRADIENT_FLOW[view]
    sent(app, {"do": "step"})
    assert drawn(app) == GRADIENT_FLOW[view]
    app.switch_page("pages/hidden_states.py").run()
    open_flow(app)

    assert not app.exception
    assert app.segmented_control[0].value == view
    assert drawn(app) == GRADIENT_FLOW[view]


@pytest.mark.parametrize("asked", [None, WhatIf(0.0, 1.0), WhatIf(10.0, 3.0)], ids=["as it is", "none", "wild"])
@pytest.mark.parametrize("kind", RUNS)
def test_every_view_of_every_kind_of_run_is_drawn(kind, asked):
    session = Session.of(Trainer.start(RUNS[kind]()).advance(epochs=100), what_if=asked, sequence=1, loss_step=7)
    assert (session.trainer.status == "diverged") == (kind == "diverged")

    for name, view in VIEWS.items():
        figures = view(session.view)

        assert tuple(figures) == GRADIENT_FLOW[name]
        json.dumps([figure["layout"] for figure in figures.values()], allow_nan=False)


def test_what_if_is_shown_and_said_until_the_page_is_left():
    app = open_flow()
    sent(app, {"do": "step"})

    sent(app, {"do": "what_if", "gain": 2.0, "input_scale": 0.5})
    (frame,) = stage(app)["frames"]
    assert frame["readouts"]["loss"] == f"{what_if(trainer(app), 2.0, 0.5).loss:.4g}"
    assert frame["said"] == "What if: gain 2 on W_hh, inputs × 0.5. Same weights, nothing is trained."
    assert stage(app)["what_if"]["in_force"]
    app.switch_page("pages/hidden_states.py").run()

    (frame,) = stage(app)["frames"]
    assert frame["readouts"]["loss"] == f"{trainer(app).latest.loss:.4g}"
    assert stage(app)["what_if"] is None
    assert not stage(open_flow(app))["what_if"]["in_force"]


def test_training_as_it_was_is_not_looked_at_under_a_what_if():
    app = open_flow()
    sent(app, {"do": "what_if", "gain": 2.0, "input_scale": 0.5})

    app.segmented_control[0].set_value(AS_IT_WAS).run()

    assert stage(app)["what_if"] is None
    assert stage(app)["frames"][-1]["readouts"]["loss"] == f"{trainer(app).latest.loss:.4g}"
    sent(app, {"do": "what_if", "gain": 3.0, "input_scale": 1.0})  # from the view before, and late
    assert stage(app)["frames"][-1]["readouts"]["loss"] == f"{trainer(app).latest.loss:.4g}"
    app.segmented_control[0].set_value("Where it goes").run()
    assert not stage(app)["what_if"]["in_force"]


def test_gain_that_is_adopted_stands_in_the_sidebar():
    app = open_flow()
    sent(app, {"do": "step"}, {"do": "what_if", "gain": 1.4, "input_scale": 1.0})

    sent(app, {"do": "adopt"})

    assert trainer(app).experiment.changes == ((1, "recurrent_gain", 1.4),)
    assert stage(app)["what_if"] == {
        "gain": 1.4, "input_scale": 1.0, "most_gain": 3.0, "most_input_scale": 3.0, "in_force": False,
    }  # fmt: skip
