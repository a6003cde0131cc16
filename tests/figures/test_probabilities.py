"""Many symbols as a heatmap: each row and each target has the name of its symbol."""

from __future__ import annotations

import numpy as np
import pytest

from rnn import Experiment, Trainer
from rnn.figures import prediction, probabilities
from rnn.figures import writing as writing_figure
from rnn.lenses.writing import AT_FIRST, alphabet_of, writing
from tests.support.texts import RHYME


def run(text=RHYME, **choices):
    return Trainer.start(Experiment(task="text", text=text, **{"loss": "cross-entropy"} | choices)).advance(epochs=3)


@pytest.mark.parametrize("choices", [{}, {"window": 12}, {"held_out": 30.0}, {"loss": "squared"}])
def test_row_and_target_of_each_symbol_have_its_name(choices):
    shown = run(**choices)
    names, latest = alphabet_of(shown).names, shown.latest.alone(0)

    heat, target, *_ = prediction.draw(shown.latest, 0, names)["data"]

    for symbol, name in enumerate(names):
        np.testing.assert_array_equal(heat["z"][heat["y"].index(name)], latest.yhat[0, :, symbol])
    asked = latest.counts[0] if latest.held_out is None else latest.counts[0] | latest.held_out[0]
    assert target["y"] == [names[symbol] for symbol in latest.target[0][asked].argmax(axis=1)]


def test_few_symbols_are_lines_and_numbers_are_never_a_heatmap():
    assert not probabilities.are_many(run("hello").latest)
    assert not probabilities.are_many(Trainer.start(Experiment(inputs=np.eye(8)[:, ::-1] * 2.0)).latest)
    assert probabilities.are_many(run().latest)


def test_names_are_no_markup_and_each_has_a_row():
    shown = run("<b>&%{x}□" * 3 + "".join(map(chr, range(0x4E00, 0x4E00 + 70))))

    heat, *_ = prediction.draw(shown.latest, 0, alphabet_of(shown).names)["data"]

    assert len(set(heat["y"])) == alphabet_of(shown).size == len(heat["z"])
    assert {"&lt;", "&amp;", "&#37;", "□", "□′"} <= set(heat["y"])


def test_bars_are_the_most_probable_first_letters():
    shown = run()
    made = writing(shown, AT_FIRST)

    (bars,) = writing_figure.draw_next(made, alphabet_of(shown), 0.7)["data"]

    assert bars["y"].tolist() == sorted(made.probabilities[0], reverse=True)[: writing_figure.MOST_BARS]
