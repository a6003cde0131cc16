"""An empty field of the sidebar says the number that acts."""

from __future__ import annotations

import numpy as np
import pytest

from rnn import Experiment, Trainer
from rnn.experiment.experiment import CHOICES
from rnn.experiment.left_empty import acting
from rnn.experiment.network_choices import STARTS
from tests.support.driving import is_for, open_app, trainer, typed, unfolded

OPTIONAL = [name for name, choice in CHOICES.items() if choice.optional]


def placeholder(app, name):
    unfolded(app, name)
    return next(widget for widget in app.number_input if is_for(widget, name)).proto.placeholder


@pytest.mark.parametrize(("optimizer", "decay"), [("adam", "0.999"), ("rmsprop", "0.99")])
def test_decay_of_squares_says_the_one_that_acts(optimizer, decay):
    app = typed(open_app(), "optimizer", optimizer)

    assert placeholder(app, "decay") == decay
    as_said = Trainer.start(trainer(app).experiment.replaced(decay=float(decay))).advance(epochs=20)
    empty = Trainer.start(trainer(app).experiment).advance(epochs=20)
    np.testing.assert_array_equal(empty.parameters.vector, as_said.parameters.vector)


@pytest.mark.parametrize("name", OPTIONAL)
def test_field_of_a_choice_says_off_only_where_it_is(name):
    app = open_app()
    if name == "decay":
        typed(app, "optimizer", "adam")

    assert (placeholder(app, name) == "off") == (acting(trainer(app).experiment, name) is None)


@pytest.mark.parametrize("start", [start for start in STARTS if start != "given"])
@pytest.mark.parametrize(("name", "weights"), [("input_scale", "W_xh"), ("output_scale", "W_hy")])
def test_scale_that_acts_when_it_is_empty_draws_the_same_weights(start, name, weights):
    experiment = Experiment(task="parity", start=start, hidden_size=7, start_scale=0.3, start_gain=2.0)

    as_said = experiment.replaced(**{name: acting(experiment, name)})

    ours, theirs = experiment.first_parameters()[weights], as_said.first_parameters()[weights]
    np.testing.assert_allclose(ours, theirs, rtol=1e-12)


def test_field_that_may_not_be_empty_says_nothing():
    assert placeholder(open_app(), "hidden_size") == ""


def test_field_keeps_what_was_typed_when_another_number_acts():
    app = typed(typed(open_app(), "optimizer", "adam"), "decay", 0.9)

    typed(app, "optimizer", "rmsprop")

    assert next(widget for widget in app.number_input if is_for(widget, "decay")).value == 0.9


def test_refusal_says_what_an_empty_field_means():
    assert CHOICES["decay"].allowed == "a number from 0 to 0.999999, or nothing (the optimizer's default)"
    assert CHOICES["clip_norm"].allowed.endswith("or nothing (off)")
