"""Sequences with a label, without a browser: the confusion matrix on Train, and names that are data."""

from __future__ import annotations

import json

import numpy as np

from pages.shared.views.train import train
from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer
from rnn.lenses.confusion import confusion
from tests.data.test_coded import REVIEWS

HOSTILE = ("<img src=x onerror=alert(1)>", "%{x} **b**")


def cards(**choices):
    return train(Session.of(Trainer.start(Experiment(**REVIEWS | choices)).advance(epochs=3)).view)


def test_matrix_is_drawn_for_classes_only():
    plain = Session.of(Trainer.start(Experiment())).view

    assert list(cards()) == ["loss", "prediction", "hidden", "gradient", "confusion"]
    assert "confusion" not in train(plain)


def test_matrix_is_that_of_the_epoch_shown_and_of_the_held_out_part():
    view = Session.of(Trainer.start(Experiment(**REVIEWS, held_out=40.0, held_out_of="sequences"))).view

    drawn = train(view)["confusion"]

    counts = confusion(view.shown_pass, held_out=True)
    assert drawn["data"][0]["text"] == [[str(count) for count in row] for row in counts]
    np.testing.assert_allclose(drawn["data"][0]["z"] * counts.sum(axis=1, keepdims=True), counts)
    assert drawn["layout"]["meta"]["title"] == "Confusion matrix, held out"


def test_names_are_written_as_they_are_and_never_as_markup():
    figures = dict(cards(classes=HOSTILE))

    texts = json.dumps([trace.get("hovertemplate", "") for trace in figures["prediction"]["data"]])
    assert "<img" not in texts
    assert "%{x} **b**" not in texts
    assert "&lt;img" in texts
    assert "<img" not in json.dumps(figures["confusion"]["layout"])
    assert f"target {HOSTILE[0]}" in [trace.get("name") for trace in figures["prediction"]["data"]]
