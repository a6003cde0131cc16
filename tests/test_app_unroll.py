"""The Unroll page without a browser: its views of every kind of run, and what is chosen in them."""

from __future__ import annotations

import json

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from pages.shared.unroll_views import ADDS, ALL, CHECK, WALK, check, walk, what_each_step_adds
from pages.shared.view import Session
from rnn import Experiment, Trainer, gradient_check
from rnn.activations import ACTIVATIONS
from tests.driving import open_app, sent, stage, trainer, typed
from tests.problems import blowing_up
from tests.test_frames import unpacked

WAVE = np.sin(np.arange(9.0))
RUNS = {
    **{name: lambda name=name: Experiment(inputs=WAVE, activation=name) for name in ACTIVATIONS},
    "padded batch": lambda: Experiment(inputs=[1.0, 2.0, 0.5], more_inputs=[[1.0] * 6]),
    "one time step": lambda: Experiment(inputs=[1.0], targets=[2.0]),
    "two time steps": lambda: Experiment(inputs=[1.0, 2.0], targets=[2.0, 3.0]),
    "truncated and clipped": lambda: Experiment(inputs=WAVE, truncation=3, clip_norm=1.0, clip_value=0.1),
    "learned start": lambda: Experiment(inputs=WAVE, initial_state="learned", loss_at="last"),
    "diverged": lambda: blowing_up(hidden_size=9),
}
CHARTS = {
    WALK: ("unrolled", "substep"),
    ADDS: ("contributions", "contribution_over_time", "contribution_entries", "contribution_direction"),
    CHECK: ("gradient_check", "error", "unit"),
}


@pytest.fixture
def app() -> AppTest:
    return open_app().switch_page("pages/unroll.py").run()


def drawn(app: AppTest) -> dict[str, dict]:
    assert not app.exception
    return stage(app)["frames"][-1]["figures"]


def chosen(app: AppTest, view: str, *options: str) -> AppTest:
    """That view, and what is chosen beside it."""
    app.segmented_control[0].set_value(view).run()
    for place, option in enumerate(options):
        list(app.main.selectbox)[place].set_value(option).run()
    return app


@pytest.mark.parametrize("kind", RUNS)
def test_every_view_of_every_kind_of_run_is_drawn(kind):
    session = Session(
        Trainer.start(RUNS[kind]()).advance(epochs=1000 if kind == "diverged" else 20),
        sequence=1,
        unit=1,
        step=2,
        walk=99,
    )
    names = session.trainer.parameters.held

    drawings = [
        (WALK, walk(session.view)),
        *((ADDS, what_each_step_adds(name, session.view)) for name in names),
        *((CHECK, check(name, None, session.view)) for name in (*names, ALL)),
        (CHECK, check("W_hh", (0, 0), session.view)),
    ]

    for view, figures in drawings:
        assert tuple(figures) == CHARTS[view]
        json.dumps([figure["layout"] for figure in figures.values()], allow_nan=False)


@pytest.mark.parametrize("view", CHARTS)
def test_view_that_is_chosen_outlasts_ticks_and_pages(app, view):
    chosen(app, view)
    assert tuple(drawn(app)) == CHARTS[view]

    sent(app, {"do": "step"})
    assert tuple(drawn(app)) == CHARTS[view]
    app.switch_page("pages/hidden_states.py").run()
    app.switch_page("pages/unroll.py").run()

    assert tuple(drawn(app)) == CHARTS[view]


@pytest.mark.parametrize("name", ["W_xh", "W_hh", "W_hy", "b_h", "b_y"])
def test_what_the_steps_add_ends_with_the_gradient_of_the_parameter(app, name):
    sent(chosen(app, ADDS, name), {"do": "step"})

    _, summed = drawn(app)["contribution_over_time"]["data"]

    gradient = np.linalg.norm(trainer(app).latest.gradients[name])
    assert unpacked(summed["y"])[0] == pytest.approx(gradient, rel=1e-6)  # drawn with 32 bits


def test_check_is_of_the_entry_that_is_chosen(app):
    chosen(app, CHECK, "W_hh", "W_hh[2, 1]")
    run = trainer(app)
    asked, other = (gradient_check.check(run.latest, run.experiment.error_scale, "W_hh", at) for at in ((1, 0), (0, 1)))

    figure = drawn(app)["gradient_check"]

    central = unpacked(figure["data"][0]["y"])
    assert central == pytest.approx(asked.error, rel=1e-6)
    assert central != pytest.approx(other.error, rel=1e-6)
    assert figure["layout"]["meta"]["said"].startswith("Passed")


def test_parameter_that_is_no_longer_there_makes_way_for_the_first(app):
    typed(app, "initial_state", "learned")
    chosen(app, ADDS, "h_0")
    assert "h_0" in drawn(app)["contribution_over_time"]["layout"]["meta"]["title"]

    typed(app, "initial_state", "zeros")

    assert "W_hh" in drawn(app)["contribution_over_time"]["layout"]["meta"]["title"]


def test_sequence_and_step_that_are_selected_are_those_drawn(app):
    typed(app, "inputs", "1, 2, 3, 4\n\n3, 1, 2")

    sent(chosen(app, WALK), {"do": "select", "sequence": 1, "step": 1})

    layout = drawn(app)["unrolled"]["layout"]
    assert [(choice["name"], choice["value"]) for choice in layout["meta"]["choices"]] == [("unit", 1), ("sequence", 2)]
    assert [shape["x0"] for shape in layout["shapes"]] == [2]


def test_check_that_would_take_too_long_is_refused_in_a_sentence_and_the_other_charts_are_drawn():
    large = Experiment(task="sine", hidden_size=128, sequences=60, task_steps=500)

    figures = check("W_hh", None, Session(Trainer.start(large)).view)

    assert tuple(figures) == CHARTS[CHECK]
    assert figures["gradient_check"]["data"] == []
    said = figures["gradient_check"]["layout"]["meta"]["said"]
    assert said.startswith("Gradient check: one entry would take about")
    assert said.endswith("Make one of the three smaller.")
