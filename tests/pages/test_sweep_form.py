"""The form of a sweep without a browser: what is filled in, and the one sentence where it is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.shared.visitor.sweep_form import NONE, AxisForm, SweepForm, swept_choices
from pages.shared.visitor.sweeping import Proposed
from rnn import Experiment, Sweep
from rnn.experiment.experiment import CHOICES
from rnn.sweep.axis_text import SPACINGS
from tests.support.cases import case
from tests.support.driving import stage, typed
from tests.support.sweep_page import field, proposed, refused, sweep_page


def test_two_choices_are_filled_in_and_each_way_to_give_values():
    app = sweep_page()
    field(app, "text.0.learning_rate.log").set_value("0.01, 1, 3").run()
    field(app, "spacing.0").set_value("list").run()
    assert field(app, "text.0.learning_rate.list").value == "0.01, 0.1, 1"
    field(app, "name.1").set_value("optimizer").run()
    field(app, "options.1.optimizer").set_value(["sgd", "adam"]).run()
    field(app, "seeds").set_value("0-4").run()
    field(app, "epochs").set_value(50).run()
    field(app, "target").set_value(0.5).run()

    axes = {"learning_rate": [0.01, 0.1, 1.0], "optimizer": ["sgd", "adam"], "seed": range(5)}
    assert proposed(app) == Sweep(Experiment(), axes, epochs=50, target=0.5)
    assert (
        "sweep=lr:0.01,0.1,1;optimizer:sgd,adam;seed:0,1,2,3,4;epochs:50;target:0.5" in stage(app)["address"]["query"]
    )

    app.switch_page("app.py").run()
    assert "sweep" not in (stage(app)["address"]["query"] or "")
    app.switch_page("pages/sweep.py").run()
    assert field(app, "seeds").value == "0-4"
    assert field(app, "options.1.optimizer").value == ["sgd", "adam"]

    field(app, "name.1").set_value(NONE).run()
    assert proposed(app).choices == ("learning_rate",)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("text.0.learning_rate.log", "fast", "Learning rate: 'fast' is not allowed. Give from, to and how many"),
        (
            "text.0.learning_rate.log",
            "0.1, 20, 3",
            "Learning rate: '20' is not allowed. Give a number from 0.000001 to 10.",
        ),
        ("seeds", "0-99", "Seed: '0-99' is not allowed. Give a range of 2 to 64 seeds, such as 0-9."),
        ("seeds", "", "Seed: none is given. Give a whole number from 0 to 4,294,967,295, such as 0, 1, 2 or 0-9."),
        ("seeds", "1, 1", "Sweep: Seed: 1 occurs twice. Give it once."),
        ("epochs", None, "Epochs: nothing is not allowed. Give a whole number from 1 to 100,000."),
        ("epochs", 0, "Sweep: Epochs: 0 is not allowed. Give a whole number from 1 to 100,000."),
        ("epochs", 200_000, "Sweep: Epochs: 200000 is not allowed."),
        ("target", -1.0, "Sweep: Target loss: -1.0 is not allowed. Give a number from 0 to 1,000,000."),
    ],
)
def test_wrong_value_gets_one_sentence_and_stays_in_its_field(name, value, sentence):
    app = sweep_page()

    field(app, name).set_value(value).run()

    assert not app.exception
    assert len(refused(app)) == 1
    assert sentence in refused(app)[0]
    assert field(app, name).value == value
    assert not stage(app)["sweep"]["start"]


def test_too_large_a_sweep_is_refused_with_what_would_fit():
    app = typed(sweep_page(), "hidden_size", 128)
    field(app, "epochs").set_value(100_000).run()
    field(app, "seeds").set_value("0-63").run()

    (sentence,) = refused(app)
    assert "448 runs of 100,000 epochs would take about " in sentence
    assert "on one core of a cloud server" in sentence
    assert "fit." in sentence


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(
        st.tuples(st.sampled_from([NONE, *CHOICES]), st.sampled_from([*SPACINGS]), st.text(max_size=12)),
        min_size=2,
        max_size=2,
    ),
    st.text(max_size=8),
    st.one_of(st.none(), st.integers()),
    st.one_of(st.none(), st.floats()),
)
def test_whatever_is_filled_in_is_a_sweep_or_one_sentence(axes, seeds, epochs, target):
    form = SweepForm(tuple(AxisForm(*axis) for axis in axes), seeds, epochs, target)

    found = Proposed.of(form, Experiment())

    assert (found.sweep is None) == bool(found.refused)
    assert "\n" not in found.refused


OF_MANY_KINDS = {
    "own": Experiment(),
    "windows": Experiment(inputs=[[float(i % 5)] for i in range(12)], window=4),
    "a delay near the length": Experiment(task="echo", delay=6, task_steps=20),
    "a last loss": Experiment(task="adding", loss_at="last"),
    "text": Experiment(task="text", text="hello world, hello", loss="cross-entropy"),
    "below zero": Experiment(inputs=[[1.0], [-1.0], [2.0]]),
}


@pytest.mark.parametrize("kind", OF_MANY_KINDS)
def test_choice_comes_with_values_to_begin_with_that_the_experiment_takes(kind):
    experiment = OF_MANY_KINDS[kind]
    for name in swept_choices(experiment, SweepForm()):
        with case(name):
            form = SweepForm(epochs=1, seeds="1").choosing(0, name, experiment)

            assert Proposed.of(form, experiment).refused == ""


def test_choice_is_swept_once():
    form = SweepForm().choosing(1, "learning_rate", Experiment())

    assert Proposed.of(form, Experiment()).refused == "Second choice: Learning rate is the first one already."
