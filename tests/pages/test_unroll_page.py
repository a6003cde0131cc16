"""The Unroll page without a browser: its views, and the parameter and the entry that are looked at."""

from __future__ import annotations

import numpy as np
import pytest

from pages.shared.views.unroll import check
from pages.shared.visitor.visit import Session
from rnn import Experiment, Parameters, Trainer
from rnn.lenses import gradient_check
from rnn.lenses.contributions import contributions
from tests.support.driving import is_for, sent, trainer, typed
from tests.support.unroll_page import CHECK, SHORT, VIEWS, WALK, chosen, drawn, exact, open_unroll, options, title


def test_page_opens_with_the_walk():
    assert tuple(drawn(open_unroll())) == WALK


@pytest.mark.parametrize("view", VIEWS)
def test_view_that_is_chosen_is_drawn_and_outlasts_ticks_and_pages(view):
    app = open_unroll(view)

    assert tuple(drawn(app)) == VIEWS[view]
    sent(app, {"do": "step"})
    assert tuple(drawn(app)) == VIEWS[view]
    app.switch_page("pages/hidden_states.py").run()
    open_unroll(app=app)

    assert app.segmented_control[0].value == view
    assert tuple(drawn(app)) == VIEWS[view]
    assert trainer(app).epoch == 1


def test_each_parameter_can_be_chosen_to_see_what_the_steps_add_to_it():
    app = typed(open_unroll("Per-step contributions"), "initial_state", "learned")
    names = [*Parameters.names, "h_0"]
    assert chosen(app, "parameter") == "W_hh"
    assert options(app, "parameter") == names

    for name in names:
        typed(app, "parameter", name)

        assert title(app, "contribution_over_time") == f"Partial sums of the gradient of {name}"
        added = contributions(trainer(app).latest, name)
        norms = [np.linalg.norm(added.at(step)) for step in range(4)]
        assert title(app, "contribution_entries") == f"Contribution of t = {np.argmax(norms) + 1} to {name}"
        assert exact(app, "contribution_entries").any()
        assert title(app, "contribution_direction") == f"Direction of each contribution to {name}"
        summed = exact(app, "contribution_over_time", trace=1)
        gradient = trainer(app).latest.gradients[name]
        assert summed[0] == pytest.approx(np.linalg.norm(gradient), rel=SHORT)


def test_each_parameter_can_be_checked_and_all_of_them_together():
    app = typed(open_unroll("Gradient check"), "initial_state", "learned")
    names = [*Parameters.names, "h_0"]
    assert options(app, "parameter") == [*names, "all"]

    curves = []
    for name in [*names, "all"]:
        typed(app, "parameter", name)

        run = trainer(app)
        expected = gradient_check.check(run.latest, run.experiment.error_scale, None if name == "all" else name)
        assert exact(app, "gradient_check") == pytest.approx(expected.error, rel=SHORT)
        curves.append(tuple(exact(app, "gradient_check")))
    assert len(set(curves)) == len(curves)
    assert not any(is_for(each, "entry") for each in app.selectbox)


def test_entry_that_is_chosen_outlasts_ticks_and_pages():
    app = typed(open_unroll("Gradient check"), "parameter", "W_xh")
    assert chosen(app, "entry") == "all of W_xh"
    assert options(app, "entry") == ["all of W_xh", *(f"W_xh[{unit}, 1]" for unit in range(1, 6))]

    typed(app, "entry", "W_xh[2, 1]")
    sent(app, {"do": "step"})
    app.switch_page("pages/hidden_states.py").run()
    open_unroll(app=app)

    run = trainer(app)
    assert (chosen(app, "parameter"), chosen(app, "entry")) == ("W_xh", "W_xh[2, 1]")
    expected = gradient_check.check(run.latest, run.experiment.error_scale, "W_xh", (1, 0))
    assert exact(app, "gradient_check") == pytest.approx(expected.error, rel=SHORT)


@pytest.mark.parametrize("view", ["Per-step contributions", "Gradient check"])
def test_parameter_that_is_gone_falls_back_to_the_first_choice(view):
    app = typed(open_unroll(view), "initial_state", "learned")
    typed(app, "parameter", "h_0")

    typed(app, "initial_state", "zeros")

    assert tuple(drawn(app)) == VIEWS[view]
    assert chosen(app, "parameter") == "W_hh"
    assert "h_0" not in options(app, "parameter")


def test_entry_that_is_gone_falls_back_to_all_of_its_parameter():
    app = typed(open_unroll("Gradient check"), "entry", "W_hh[5, 5]")

    typed(app, "hidden_size", 4)
    assert tuple(drawn(app)) == CHECK
    assert chosen(app, "entry") == "all of W_hh"

    typed(app, "entry", "W_hh[4, 4]")
    typed(app, "parameter", "b_h")
    assert chosen(app, "entry") == "all of b_h"
    assert options(app, "entry") == ["all of b_h", *(f"b_h[{row}, 1]" for row in range(1, 5))]


def test_all_parameters_together_are_no_choice_of_the_view_that_looks_at_one():
    app = typed(open_unroll("Gradient check"), "parameter", "all")

    open_unroll("Per-step contributions", app)

    assert chosen(app, "parameter") == "W_hh"
    assert title(app, "contribution_over_time") == "Partial sums of the gradient of W_hh"


def test_check_that_would_take_too_long_is_refused_in_a_sentence_and_the_other_charts_are_drawn():
    large = Experiment(task="sine", hidden_size=128, sequences=60, task_steps=500)

    figures = check("W_hh", None, Session.of(Trainer.start(large)).view)

    assert tuple(figures) == CHECK
    assert figures["gradient_check"]["data"] == []
    said = figures["gradient_check"]["layout"]["meta"]["said"]
    assert said.startswith("Gradient check: one entry would take about")
    assert said.endswith("Make one of the three smaller.")


def test_sequence_and_step_that_are_selected_are_those_drawn():
    app = typed(open_unroll(), "inputs", "1, 2, 3, 4\n\n3, 1, 2")

    sent(app, {"do": "select", "sequence": 1, "step": 1})

    layout = drawn(app)["unrolled"]["layout"]
    assert [(choice["name"], choice["value"]) for choice in layout["meta"]["choices"]] == [("unit", 1), ("sequence", 2)]
    assert [shape["x0"] for shape in layout["shapes"]] == [2]
