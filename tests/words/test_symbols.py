"""Accuracy and perplexity, counted again step by step."""

from __future__ import annotations

import numpy as np
import pytest

from rnn import Experiment, Trainer
from rnn.figures import loss
from rnn.words.symbols import about_symbols, accuracy, perplexity
from tests.support.texts import RHYME


def trained(**choices):
    given = {"task": "text", "text": RHYME, "loss": "cross-entropy", "hidden_size": 8, "optimizer": "adam"} | choices
    return Trainer.start(Experiment(**given)).advance(epochs=40)


@pytest.mark.parametrize("choices", [{}, {"window": 9}, {"loss_at": "last", "window": 9}, {"held_out": 30.0}])
def test_accuracy_is_the_share_of_steps_whose_most_probable_symbol_is_the_target(choices):
    run = trained(**choices)
    latest = run.latest

    right = [latest.yhat[b, t].argmax() == latest.target[b, t].argmax() for b, t in np.argwhere(latest.counts)]

    assert accuracy(latest, latest.counts) == pytest.approx(sum(right) / len(right))
    assert f"perplexity {np.exp(latest.loss):.3g}" in about_symbols(run)


def test_untrained_network_hesitates_between_all_symbols():
    run = Trainer.start(Experiment(task="hello", loss="cross-entropy"))

    assert perplexity(run.latest.loss) == pytest.approx(4, rel=1e-3)
    assert perplexity(1e9) == np.inf


def test_words_stand_beside_the_loss_of_every_cross_entropy_and_of_no_other():
    run = trained(held_out=30.0)
    said = loss.draw(run, run)["layout"]["meta"]["said"]

    assert said.endswith(about_symbols(run))
    assert "; held out " in about_symbols(run)
    assert "Accuracy" in about_symbols(Trainer.start(Experiment(task="order", loss="cross-entropy")))
    assert about_symbols(trained(loss="squared")) == ""
