"""The sidebar without a browser: every hyperparameter is there where it means something, and says what is unwise."""

from __future__ import annotations

import pytest

from pages.shared.sidebar.sidebar import FIRST, GROUPS
from rnn.experiment.experiment import CHOICES
from tests.support.driving import is_for, open_app, problems, sent, trainer, typed, unfolded

DATA = {"task", "scaling", "task_steps", "delay", "noise"}
DRAWN = [*(name for row in FIRST for name in row), *(name for names in GROUPS.values() for name in names)]


def labels(app):
    widgets = (*app.sidebar.number_input, *app.sidebar.selectbox, *app.sidebar.text_input)
    return {widget.key.split(".")[1]: widget.label for widget in widgets}


def test_every_choice_has_one_place_in_the_sidebar():
    assert sorted(DRAWN) == sorted(set(CHOICES) - DATA)


def test_beginner_sees_five_choices_and_the_rest_unfolds():
    app = open_app()

    assert set(labels(app)) - {"scaling"} == {"hidden_size", "learning_rate", "optimizer", "clip_norm", "seed"}
    for group, (first, *_) in GROUPS.items():
        assert CHOICES[first].means_something(trainer(app).experiment) == (first in labels(unfolded(app, first))), group


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "rmsprop", "adam"])
def test_settings_of_an_optimizer_are_drawn_only_where_it_has_them(optimizer):
    app = typed(open_app(), "optimizer", optimizer)

    shown = set(labels(unfolded(app, "momentum")))

    has = {"sgd": set(), "momentum": {"momentum"}, "rmsprop": {"decay", "epsilon"}}
    assert shown & {"momentum", "decay", "epsilon"} == has.get(optimizer, {"momentum", "decay", "epsilon"})


@pytest.mark.parametrize("name", [name for name in DRAWN if CHOICES[name].options])
def test_every_option_can_be_chosen_or_is_refused_in_words(name):
    for option in CHOICES[name].options:
        app = unfolded(open_app(), name)
        if CHOICES[name].means_something(trainer(app).experiment):
            typed(app, name, option)

            refused = problems(app)
            assert trainer(app).experiment.__getattribute__(name) == option or refused
            assert not app.exception


def test_widget_that_was_folded_away_shows_the_experiment_again():
    app = typed(open_app(), "start_scale", 0.5)
    app.session_state["group.Network"] = False
    app.run()

    unfolded(app, "start_scale")

    assert next(w.value for w in app.number_input if is_for(w, "start_scale")) == 0.5


def test_steps_of_the_loss_are_typed_where_some_count():
    app = typed(open_app(), "loss_at", "steps")
    assert trainer(app).experiment.loss_steps == (1,)

    typed(app, "loss_steps", "2, 4")

    assert trainer(app).experiment.loss_steps == (2, 4)
    typed(app, "loss_steps", "2, 9999")
    assert problems(app) == [
        "Time steps of the loss: 9999.0 is not allowed. Give whole numbers from 1 to 2,000, such as 2, 4."
    ]
    assert trainer(app).experiment.loss_steps == (2, 4)


def test_unwise_choice_gets_a_hint_and_is_taken():
    app = typed(open_app(), "hidden_size", 64)
    sent(app, {"do": "step"})

    typed(app, "learning_rate", 5.0)

    said = [caption.value for caption in app.sidebar.caption]
    assert "Hidden units: many for 4 numbers to learn. Start small: try 16 or fewer." in said
    assert any(words.startswith("Learning rate: far too high for this data") for words in said)
    assert trainer(app).experiment.value_at("learning_rate", 1) == 5.0


def test_reseed_draws_other_weights_and_shows_the_seed():
    app = open_app()
    before = trainer(app).parameters.vector.tolist()

    next(button for button in app.sidebar.button if button.label == "Reseed").click().run()

    experiment = trainer(app).experiment
    assert next(widget.value for widget in app.number_input if is_for(widget, "seed")) == experiment.seed
    assert trainer(app).parameters.vector.tolist() != before


@pytest.mark.parametrize("name", ["learning_rate", "clip_norm", "optimizer", "loss_scaling", "stop_loss", "clip_value"])
def test_initial_weights_stay_when_a_choice_changes_that_does_not_shape_them(name):
    app = open_app()
    before = trainer(app).at(0).parameters.vector.tolist()
    value = {"optimizer": "adam", "loss_scaling": "mean"}.get(name, 0.5)

    typed(app, name, value)

    assert trainer(app).at(0).parameters.vector.tolist() == before


def test_group_that_was_unfolded_stays_so_on_every_page():
    app = unfolded(open_app(), "decay")
    typed(app, "optimizer", "adam")
    assert "decay" in labels(app)

    for page in ("pages/hidden_states.py", "pages/gradient_flow.py", "app.py"):
        app.switch_page(page).run()
        assert "decay" in labels(app), page
        assert "activation" not in labels(app), page
    app.session_state["group.Update"] = False
    app.run()
    app.switch_page("pages/unroll.py").run()

    assert "decay" not in labels(app)


@pytest.mark.parametrize(("name", "value"), [("held_out", 33.5), ("stop_seconds", 0.1), ("stop_loss", 0.25)])
def test_field_takes_a_fraction_though_it_is_stepped_through_in_whole_numbers(name, value):
    app = typed(open_app(), name, value)

    assert not problems(app)
    assert getattr(trainer(app).experiment, name) == value
