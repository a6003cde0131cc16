"""A first visit opens the experiment of its address, and says what of it could not be taken."""

from __future__ import annotations

import time
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from pages.shared.stage.address import Address
from rnn import Experiment, Trainer, to_query
from tests.support.driving import open_app, sent, stage, trainer, typed
from tests.training.test_trainer import bits

CHANGED = Experiment(hidden_size=8, changes=[[20, "learning_rate", 0.002]])


def arrived(query: str, page: str = "app.py") -> AppTest:
    """Whoever comes with that link."""
    app = AppTest.from_file("../../app.py", default_timeout=60)
    for key, values in parse_qs(query, keep_blank_values=True).items():
        app.query_params[key] = values
    if page != "app.py":
        app.switch_page(page)
    return app.run()


def notices(app: AppTest) -> list[str]:
    """What the page says above the stage."""
    return [line for text in app.main.get("text") for line in text.value.splitlines()]


def run_until(app: AppTest, epoch: int) -> AppTest:
    deadline = time.monotonic() + 30
    while trainer(app).epoch < epoch and time.monotonic() < deadline:
        app.run()
    return app


def number(app: AppTest, label: str) -> float | None:
    return next(widget.value for widget in app.number_input if widget.label == label)


def test_link_opens_its_experiment_untrained_and_every_widget_shows_it():
    app = arrived("v=1&x=2,4,6&y=1,2,3&hidden=8&lr=0.5")

    assert not app.exception
    assert notices(app) == []
    assert trainer(app).experiment == Experiment(inputs=[2, 4, 6], targets=[1, 2, 3], hidden_size=8, learning_rate=0.5)
    assert (trainer(app).epoch, stage(app)["playing"]) == (0, False)
    assert (number(app, "Hidden units"), number(app, "Learning rate")) == (8, 0.5)
    assert [area.value for area in app.text_area] == ["2, 4, 6", "1, 2, 3"]


def test_link_of_a_lens_opens_that_lens():
    app = arrived("v=1&hidden=8", "pages/hidden_states.py")

    assert list(stage(app)["frames"][0]["figures"]) == ["hidden", "unit", "slope"]
    assert trainer(app).experiment == Experiment(hidden_size=8)


def test_address_holds_the_experiment_on_every_page_and_follows_a_change():
    app = open_app()
    assert stage(app)["address"]["query"] == ""

    typed(app, "hidden_size", 8)
    assert stage(app)["address"]["query"] == "v=1&hidden=8"
    sent(app, {"do": "step"}, {"do": "step"})
    typed(app, "learning_rate", 0.5)
    assert stage(app)["address"]["query"] == "v=1&hidden=8&at=2:lr:0.5"
    app.switch_page("pages/hidden_states.py").run()

    assert stage(app)["address"]["query"] == "v=1&hidden=8&at=2:lr:0.5"


def test_address_is_computed_again_only_for_another_experiment():
    address, experiment = Address(), Experiment(hidden_size=8)
    first = address.of((experiment,))

    assert first["query"] == "v=1&hidden=8"
    assert address.of((experiment,)) is first
    assert address.of((Experiment(seed=3),))["query"] == "v=1&seed=3"


def test_address_says_when_the_experiment_is_too_long_for_it():
    assert Address().of((Experiment(inputs=[[0.123456789] * 16] * 20),))["query"] is None


def test_query_is_read_on_a_first_visit_only():
    app = typed(arrived("v=1&hidden=8"), "hidden_size", 3)

    app.run()

    assert trainer(app).experiment == Experiment(hidden_size=3)


def test_link_with_an_epoch_opens_trained_to_it_with_its_changes():
    app = run_until(arrived(f"{to_query(CHANGED)}&epoch=400"), 400)

    assert not stage(app)["playing"]
    assert stage(app)["goal"] is None
    assert stage(app)["frames"][-1]["readouts"]["epoch"] == "400"
    assert bits(trainer(app)) == bits(Trainer.start(CHANGED).advance(epochs=400))


def test_widgets_follow_a_change_that_the_link_had_planned():
    app = run_until(arrived(f"{to_query(CHANGED)}&epoch=400"), 400)

    app.run()

    assert number(app, "Learning rate") == 0.002


def test_link_with_an_epoch_that_takes_a_while_shows_its_goal_and_can_be_cancelled():
    app = arrived("v=1&hidden=32&epoch=400000")
    assert (stage(app)["playing"], stage(app)["goal"]) == (True, 400_000)
    shown = stage(app)["frames"][-1]
    assert shown["readouts"]["state"] == "running"

    sent(app, {"do": "pause", "epoch": shown["epoch"]})

    assert (stage(app)["playing"], stage(app)["goal"]) == (False, None)
    assert trainer(app).epoch == shown["epoch"]


def test_epoch_beyond_the_work_budget_is_refused_and_the_rest_of_the_link_is_read():
    app = arrived("v=1&hidden=8&epoch=1000000000")

    (said,) = notices(app)
    assert said.startswith("Left out of the link: Epoch: 1,000,000,000 is not allowed, since training to it would take")
    assert f"Give at most {stage(app)['address']['most']:,} for this experiment." in said
    assert (trainer(app).epoch, stage(app)["playing"]) == (0, False)
    assert trainer(app).experiment == Experiment(hidden_size=8)


BAD = [
    ("hidden=1e9&lr=nan", ["Hidden units: '1e9' is not allowed.", "Learning rate: 'nan' is not allowed."]),
    ("v=999", ["A newer version of this app made the link: '999'."]),
    ("foo=1", ["'foo' is not the key of a choice."]),
    ("lr=0.01&lr=2", ["'lr' occurs in the link 2 times. The first one is used: '0.01'."]),
    ("x=" + "1," * 50_000, ["The link has 100,003 characters, but at most 2,000 are read."]),
    ("<script>alert(1)</script>=1&![](http://x)=2", ["'<script>alert(1)</script>' is not", "'![](http://x)' is not"]),
]


@pytest.mark.parametrize(("query", "sentences"), BAD, ids=[query[:20] for query, _ in BAD])
def test_bad_link_opens_the_default_experiment_and_says_so_as_text(query, sentences):
    app = arrived(query)

    said = notices(app)
    assert not app.exception
    assert len(said) == len(sentences)
    assert all(sentence in line for sentence, line in zip(sentences, said, strict=True))
    assert trainer(app).experiment == Experiment()


def test_notices_stay_until_they_are_dismissed():
    app = arrived("foo=1").run()
    assert len(notices(app)) == 1

    next(button for button in app.button if button.label == "Dismiss").click().run()

    assert notices(app) == []


def test_notices_go_at_the_next_change():
    assert notices(typed(arrived("foo=1"), "hidden_size", 3)) == []
