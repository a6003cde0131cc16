"""Back and Forward in a real browser lead from run to run, bring the last one back whole, and else leave the app."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from rnn import Experiment, Trainer
from tests.browser.test_link import loss_of, stands
from tests.support.lab import HIDDEN_STATES, TRAIN

BEGINNING = f"{Trainer.start(Experiment()).latest.loss:.4g}"


@pytest.fixture
def before(server, visit):
    """A visitor who came from another page of the browser."""
    lab = visit(server)
    lab.page.goto(f"{server.address}/_stcore/health")
    return lab.open()


def steps(lab):
    return lab.page.evaluate("history.length")


def trained(lab, epochs=3):
    for _ in range(epochs):
        lab.press("Step")
    return lab.shows("epoch", str(epochs))


def left_the_app(lab):
    lab.page.wait_for_function("location.pathname === '/_stcore/health'")


def test_back_brings_the_last_run_back_and_forward_the_other_one(before):
    lab, there = trained(before), steps(before)
    stands(lab.type("Learning rate", "0.02"), "/?v=1&at=3:lr:0.02")
    assert steps(lab) == there
    lab.press("Step").shows("epoch", "4")
    loss = lab.readout("loss")
    stands(lab.type("Hidden units", "8"), "/?v=1&hidden=8&lr=0.02").shows("epoch", "0")
    assert steps(lab) == there + 1

    lab.page.go_back()

    stands(lab, "/?v=1&at=3:lr:0.02").shows("epoch", "4").shows("loss", loss).shows("state", "paused")
    expect(lab.field("Hidden units")).to_have_value("5")
    assert lab.traces("loss")["loss"]["x"][0] == 0
    lab.page.go_forward()
    stands(lab, "/?v=1&hidden=8&lr=0.02").shows("epoch", "0")
    expect(lab.field("Hidden units")).to_have_value("8")
    lab.page.go_back()
    lab.shows("epoch", "4").page.go_back()
    left_the_app(lab)


def test_back_to_a_run_that_is_not_kept_starts_its_experiment_anew(before):
    lab = trained(before)
    for units in ("6", "7"):
        trained(stands(lab.type("Hidden units", units), f"/?v=1&hidden={units}").shows("epoch", "0"))

    lab.page.go_back()
    stands(lab, "/?v=1&hidden=6").shows("epoch", "3").shows("loss", loss_of(Experiment(hidden_size=6), 3))
    lab.page.go_back()

    stands(lab, "/").shows("epoch", "0").shows("loss", BEGINNING).shows("state", "ready")
    expect(lab.field("Hidden units")).to_have_value("5")
    lab.page.go_back()
    left_the_app(lab)


def test_back_across_pages_keeps_the_run_that_is_on_both(before):
    lab = trained(before).go("Hidden states", HIDDEN_STATES)
    stands(lab.type("Learning rate", "0.02"), "/hidden_states?v=1&at=3:lr:0.02")

    lab.page.go_back()
    stands(lab.drawn(TRAIN), "/?v=1&at=3:lr:0.02").shows("epoch", "3")
    lab.page.go_forward()

    stands(lab.drawn(HIDDEN_STATES), "/hidden_states?v=1&at=3:lr:0.02").shows("epoch", "3")


def test_back_across_pages_leads_to_the_run_that_was_there(before):
    lab = trained(before)
    trained(stands(lab.type("Hidden units", "8"), "/?v=1&hidden=8").shows("epoch", "0"), 2)
    lab.go("Hidden states", HIDDEN_STATES)
    stands(lab.type("Hidden units", "9"), "/hidden_states?v=1&hidden=9").shows("epoch", "0")

    lab.page.evaluate("history.go(-2)")

    stands(lab.drawn(TRAIN), "/?v=1&hidden=8").shows("epoch", "2").shows("loss", loss_of(Experiment(hidden_size=8), 2))
    expect(lab.field("Hidden units")).to_have_value("8")


def test_reload_in_between_opens_the_same_experiment_and_back_the_one_before(before):
    lab = trained(before)
    stands(lab.type("Hidden units", "8"), "/?v=1&hidden=8").shows("epoch", "0")
    lab.page.reload()
    lab.drawn(TRAIN)
    expect(lab.field("Hidden units")).to_have_value("8")

    lab.page.go_back()

    stands(lab, "/").shows("epoch", "0").shows("loss", BEGINNING)
    expect(lab.field("Hidden units")).to_have_value("5")


def test_last_run_is_brought_back_by_its_button_and_goes_again(lab):
    trained(lab)
    lab.press("Rewind").shows("epoch", "0")
    button = lab.page.get_by_role("button", name="Bring back the last run")
    expect(button).to_be_visible()

    button.click()

    lab.shows("epoch", "3").shows("loss", loss_of(Experiment(), 3))
    button.click()
    lab.shows("epoch", "0").shows("loss", BEGINNING)


def test_place_of_what_follows_is_the_same_with_and_without_the_button(lab):
    groups = lab.page.get_by_test_id("stExpander").first
    before = groups.bounding_box()

    trained(lab).press("Rewind").shows("epoch", "0")
    expect(lab.page.get_by_role("button", name="Bring back the last run")).to_be_visible()

    assert groups.bounding_box() == before
