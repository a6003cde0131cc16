"""Explanations travel only where they were asked for, and never break a frame."""

from __future__ import annotations

import json
import logging
from unittest.mock import patch

import pytest

from pages.shared.stage.frame import frame
from pages.shared.views.train import train
from pages.shared.visitor.commands import answer
from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer

NOW = 1000.0


def asked(what):
    session = Session.of(Trainer.start(Experiment()).advance(epochs=3))
    return answer(session, {"n": 1, "do": "explain", "what": what}, NOW)


def drawn(session):
    return frame(session.view, "paused", train(session.view))


def test_frame_is_as_before_until_something_is_asked():
    plain = drawn(asked(None))

    assert "why" not in plain
    assert {name: part for name, part in drawn(asked("card loss")).items() if name != "why"} == plain


@pytest.mark.parametrize(("what", "name"), [("readout loss", "loss"), ("card gradient", "gradient norm at t = 1")])
def test_frame_explains_what_was_asked_at_the_epoch_shown(what, name):
    made = drawn(asked(what))["why"]

    assert (made["what"], made["epoch"], made["numbers"][0]["name"]) == (what, 3, name)
    json.dumps(made)


def test_explanation_follows_the_epoch():
    session = answer(asked("readout epoch"), {"n": 2, "do": "hold", "epoch": 1}, NOW)

    assert drawn(session)["why"]["numbers"][0]["shown"] == "1"


@pytest.mark.parametrize("what", [3, None, ["card loss"], "x" * 65, {"card": "loss"}])
def test_what_cannot_be_asked_ends_the_explanation(what):
    session = answer(asked("card loss"), {"n": 2, "do": "explain", "what": what}, NOW)

    assert session.explaining is None


@pytest.mark.parametrize("what", ["card nothing", "card decay", "readout nothing", "nonsense", "card ../loss"])
def test_what_is_not_there_has_no_numbers_and_leaves_the_log_alone(what, caplog):
    assert drawn(asked(what))["why"]["numbers"] == []
    assert not caplog.records


def test_explanation_ends_with_the_page():
    assert answer(asked("card loss"), {"n": 2, "do": "arrive", "page": "Unroll"}, NOW).explaining is None


def test_explanation_that_fails_is_empty_and_in_the_log(caplog):
    with patch("pages.shared.stage.frame.of_card", side_effect=ValueError), caplog.at_level(logging.ERROR):
        made = drawn(asked("card loss"))

    assert made["why"]["numbers"] == []
    assert "could not be explained at epoch 3" in caplog.text
