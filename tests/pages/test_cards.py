"""A card that cannot be drawn says so in its place; the others and all that travels with them stand."""

from __future__ import annotations

import json
import logging

import numpy as np
import pytest

from pages.shared.stage.cards import Cards
from pages.shared.stage.frame import NO_NUMBER, frame
from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer
from rnn.figures import hidden, loss, unrolled
from rnn.figures.card import card
from tests.support.driving import unpacked
from tests.support.hostile import LATCH
from tests.support.whatever_holds import draw_all


def view_of(**choices):
    return Session.of(Trainer.start(Experiment(**choices))).view


def broken():
    raise OverflowError("cannot convert float infinity to integer")


def test_card_is_drawn_when_it_is_asked_for_and_not_before():
    drawn = []

    cards = Cards(one=lambda: drawn.append("one") or {}, other=lambda: drawn.append("other") or {})

    assert (list(cards), len(cards), drawn) == (["one", "other"], 2, [])
    assert cards["other"] == {}
    assert drawn == ["other"]


def test_card_that_fails_says_so_and_the_others_are_drawn(caplog):
    view = view_of()
    good = Cards(loss=lambda: loss.draw(view.newest, view.shown), hidden=lambda: hidden.draw(view.shown_pass))
    bad = Cards(loss=broken, hidden=good._draw["hidden"])

    with caplog.at_level(logging.ERROR):
        made, whole = frame(view, "ready", bad), frame(view, "ready", good)

    meta = made["figures"]["loss"]["layout"]["meta"]
    assert meta == {
        "title": "Loss",
        "failed": "This chart could not be drawn at epoch 0. The rest of the page still works.",
    }
    assert made["figures"]["hidden"] == whole["figures"]["hidden"]
    assert {name: made[name] for name in ("readouts", "said")} == {name: whole[name] for name in ("readouts", "said")}
    (record,) = caplog.records
    assert record.exc_info[0] is OverflowError
    assert "'loss' could not be drawn at epoch 0" in record.getMessage()


def test_readouts_of_what_is_not_finite_are_no_numbers_and_the_line_below_says_why():
    view = view_of(**LATCH)

    made = frame(view, view.newest.status, Cards(hidden=lambda: hidden.draw(view.shown_pass)))

    assert made["readouts"]["loss"] == made["readouts"]["gradient-norm"] == NO_NUMBER
    assert made["readouts"]["state"] == "not finite"
    assert made["said"].startswith("Not finite at epoch 0, from t = 400: ")
    assert "failed" not in made["figures"]["hidden"]["layout"]["meta"]
    assert json.dumps(made, allow_nan=False)


@pytest.mark.parametrize("value", [np.inf, -np.inf, np.nan, 1e305])
def test_number_that_cannot_be_drawn_is_a_gap(value):
    trace = {"type": "scatter", "x": np.arange(3), "y": np.array([1.0, value, 1e39])}

    figure = card("Title", "Read.", "Said.", [trace])

    y = figure["data"][0]["y"]
    assert np.isnan(y).tolist() == [False, True, False]
    assert figure["data"][0]["x"].tolist() == [0, 1, 2]


@pytest.mark.parametrize("large", [1e38, 1e39, 1e300])
def test_gap_beside_a_large_number_travels_without_overflow(large):
    from pages.shared.stage.frames import packed

    numbers = unpacked(packed(np.array([large, np.nan])))

    assert numbers[0] == pytest.approx(large, rel=1e-6)
    assert np.isnan(numbers[1])


def test_arrows_of_a_gradient_that_is_not_finite_are_as_thick_as_the_longest():
    walk = view_of(**LATCH | {"start_gain": 10.0}).walk

    for strengths in walk.strengths:
        assert np.isfinite(strengths).all()
        assert strengths.max() <= 1.0 + 1e-12
    assert draw_all(Cards(unrolled=lambda: unrolled.draw(walk, 2 * walk.steps)))
