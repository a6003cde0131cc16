"""What the controls of One unit and The cliff do to a session, and what their views then draw."""

from __future__ import annotations

import pytest

from pages.shared.views.dynamics import VIEWS
from pages.shared.visitor.commands import answer, answer_all
from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer
from rnn.lenses.cliff import FIRST_CUT, LINES, Cut
from rnn.lenses.one_unit import OneUnit, of_network

NOW = 1000.0
TRIED = {"n": 1, "do": "one_unit", "w": 2, "b": -0.5, "activation": "logistic"}


def session_at(epoch, **choices):
    return Session.of(Trainer.start(Experiment(hidden_size=3, start="gaussian", **choices)).advance(epochs=epoch))


def drawn(session, view, name):
    return dict(VIEWS[view](session.view))[name]


def controls(session):
    return drawn(session, "One unit", "cobweb")["layout"]["meta"]["one_unit"]


def said(session, name="cliff"):
    return drawn(session, "The cliff", name)["layout"]["meta"]["said"]


def test_unit_follows_the_selected_one_at_the_epoch_shown_until_it_is_set():
    session = session_at(20)
    chosen = answer_all(session, [{"n": 1, "do": "select", "unit": 2}, {"n": 2, "do": "hold", "epoch": 5}], NOW)

    shown = of_network(session.trainer.at(5), 2)
    assert (controls(chosen)["w"], controls(chosen)["b"], controls(chosen)["unit"]) == (shown.w, shown.b, 3)
    assert controls(chosen)["follows"]

    tried = answer(chosen, {**TRIED, "n": 3}, NOW)
    assert tried.one_unit == OneUnit(2.0, -0.5, "logistic")
    assert (controls(tried)["w"], controls(tried)["activation"], controls(tried)["follows"]) == (2.0, "logistic", False)
    assert tried.trainer is session.trainer
    assert answer(tried, {"n": 4, "do": "one_unit"}, NOW).one_unit is None


@pytest.mark.parametrize("do", ["arrive", "step"])
def test_unit_and_cut_survive_a_change_of_page_and_training(do):
    session = answer_all(session_at(2), [TRIED, {"n": 2, "do": "select", "line": 1, "entry_row": 2}], NOW)

    later = answer(session, {"n": 3, "do": do, "page": "Train"}, NOW)

    assert (later.one_unit, later.cut) == (OneUnit(2.0, -0.5, "logistic"), Cut(line=1, row=2))


@pytest.mark.parametrize(
    "wrong",
    [{"w": "2"}, {"w": True}, {"w": float("nan")}, {"b": 1e7}, {"b": None}, {"activation": "x"}, {"activation": []}],
)
def test_unit_that_makes_no_sense_changes_nothing(wrong):
    session = answer(session_at(0), TRIED, NOW)

    assert answer(session, {**TRIED, "n": 2, **wrong}, NOW).one_unit == session.one_unit


@pytest.mark.parametrize(
    "wrong", [{"line": 3}, {"line": -1}, {"plane": 2}, {"entry_row": 3}, {"entry_column": "0"}, {"line": True}]
)
def test_cut_that_is_not_there_changes_nothing(wrong):
    assert answer(session_at(0), {"n": 1, "do": "select", **wrong}, NOW).cut == FIRST_CUT


def test_cliff_is_drawn_along_the_chosen_line():
    session = session_at(3)
    titles = {}
    for place, line in enumerate(LINES):
        cut = {"n": 1, "do": "select", "line": place, "entry_row": 1, "entry_column": 2}
        figure = drawn(answer(session, cut, NOW), "The cliff", "cliff")
        titles[line] = figure["layout"]["xaxis"]["title"]["text"]

    assert list(titles.values()) == ["distance against the gradient", "gain on W<sub>hh</sub>", "W<sub>hh</sub>[2, 3]"]


def test_entry_is_one_of_the_network_where_that_becomes_smaller():
    session = answer(session_at(0), {"n": 1, "do": "select", "line": 2, "entry_row": 2, "entry_column": 2}, NOW)

    smaller = session.choosing({"hidden_size": 2})

    assert smaller.view.cut == Cut(line=2, row=1, column=1)
    assert said(smaller)


def test_cliff_follows_the_epoch_the_lane_and_the_learning_rate():
    session = session_at(5)
    held = answer(session, {"n": 1, "do": "hold", "epoch": 2}, NOW)

    assert len({said(session), said(held), said(session.choosing({"learning_rate": 0.001}))}) == 3
