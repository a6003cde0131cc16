"""The gradient at each step is told with what stops it, and with the path on which a run became infinite."""

from __future__ import annotations

import numpy as np

from rnn import Experiment, Trainer
from rnn.words import sentences
from rnn.words.flow_sentences import about_gradient
from tests.support.problems import pass_with


def test_gradient_of_a_run_whose_readout_overshoots_blames_the_readout():
    run = Trainer.start(Experiment(start="gaussian", start_gain=2.0, learning_rate=0.5)).advance(epochs=300)

    said = about_gradient(run.latest, path=run.divergence.path)

    assert run.divergence.path == "readout"
    assert said.startswith("The readout overshoots, not the recurrence: the gradient norm at t = 1 is ")


def test_numbers_beyond_the_finite_ones_are_told_in_words():
    shown = pass_with(
        h=[[0.0] * 3, [0.5] * 3, [np.nan] * 3, [np.inf] * 3, [0.5] * 3], dh=[[np.inf], [np.nan], [1.0], [1.0]]
    )

    assert sentences.about_loss(np.nan, 1.0) == "The loss is not finite."
    assert sentences.about_hidden(shown) == "From t = 2 on the states are not finite."
    assert sentences.about_unit(shown, 1) == "From t = 2 on the state of unit 2 is not finite."
    assert about_gradient(shown) == "The gradient leaves the finite numbers at t = 2."
