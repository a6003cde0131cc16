"""A link hides groups of controls: what is drawn then, what is said, and how all of it comes back."""

from __future__ import annotations

import pytest

from pages.shared.visitor.hidden import HIDEABLE, SAID, hidden_query, read_hidden
from rnn import Experiment
from tests.pages.test_arrival import arrived, notices
from tests.support.driving import stage, trainer

LABELS = {
    "data": ("Tasks", "Prepared"),
    "network": ("Reseed", "Hidden units", "Seed", "Network"),
    "loss": ("Loss",),
    "update": ("Learning rate", "Optimizer", "Update"),
    "stopping": ("Validation and stopping",),
    "compare": ("Compare with ...",),
    "files": ("Link and files",),
}


def labels(app):
    """Everything in the sidebar that has a label."""
    kinds = ("button", "number_input", "selectbox", "text_area", "expander")
    return {widget.label for kind in kinds for widget in app.sidebar.get(kind)}


def test_link_without_hide_opens_as_before_and_says_nothing():
    app = arrived("v=1&hidden=8")

    assert {label for group in LABELS.values() for label in group} <= labels(app)
    assert SAID not in [caption.value for caption in app.main.caption]
    assert stage(app)["address"]["hidden"] == ""


@pytest.mark.parametrize("group", LABELS)
def test_link_hides_a_group_and_no_other(group):
    app = arrived(f"v=1&hidden=8&hide={group}")

    assert not app.exception
    assert notices(app) == []
    assert not set(LABELS[group]) & labels(app)
    assert {label for other, all_ in LABELS.items() if other != group for label in all_} <= labels(app)
    assert SAID in [caption.value for caption in app.main.caption]
    assert stage(app)["address"]["hidden"] == f"hide={group}"
    assert trainer(app).experiment == Experiment(hidden_size=8)


def test_pages_are_hidden_and_shown_again_by_one_button():
    app = arrived("hide=pages,data")
    assert not app.main.get("page_link")

    next(button for button in app.main.button if button.label == "Show all").click().run()

    assert app.main.get("page_link")
    assert stage(app)["address"]["hidden"] == ""
    assert set(LABELS["data"]) <= labels(app)


def test_unknown_group_gets_a_sentence_and_the_others_are_hidden():
    app = arrived("v=1&hide=loss,nonsense,data")

    allowed = ", ".join(HIDEABLE)
    assert notices(app) == [f"Left out of the link: Hide: there is no group 'nonsense'. Give some of: {allowed}."]
    assert stage(app)["address"]["hidden"] == "hide=data,loss"


def test_present_is_no_choice_of_the_experiment():
    assert notices(arrived("v=1&hidden=8&present=1")) == []


def test_hidden_part_is_read_back_as_it_is_written():
    for hidden in ((), ("data",), tuple(HIDEABLE)):
        pairs = [tuple(hidden_query(hidden).split("="))] if hidden else []

        assert read_hidden([("v", "1"), *pairs]) == (hidden, [("v", "1")], ())
