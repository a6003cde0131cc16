"""Links in a real browser: the address follows the experiment, a link opens what it says, files come and go."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from rnn import Experiment, Trainer, from_json, to_json
from tests.support.lab import HIDDEN_STATES, TRAIN

CLIPBOARD = ["clipboard-read", "clipboard-write"]
COPIED = "navigator.clipboard.readText()"
NO_CLIPBOARD = "delete Navigator.prototype.clipboard"
SELECTED = (
    "(({ value, selectionStart, selectionEnd }) => value.slice(selectionStart, selectionEnd))(document.activeElement)"
)


def address(lab):
    """What the address bar shows, without the server; Playwright's own `url` lags behind."""
    return lab.page.evaluate("location.href").removeprefix(lab.address)


def stands(lab, wanted):
    """Wait until the address bar shows that."""
    lab.page.wait_for_function("(wanted) => location.pathname + location.search === wanted", arg=wanted)
    return lab


def loss_of(experiment, epoch):
    return f"{Trainer.start(experiment).advance(epochs=epoch).latest.loss:.4g}"


def test_address_follows_what_is_changed_and_goes_along_to_other_pages(lab):
    assert address(lab) == "/"
    stands(lab.type("Hidden units", "8"), "/?v=1&hidden=8")
    lab.press("Step").shows("epoch", "1")

    stands(lab.type("Learning rate", "0.5"), "/?v=1&hidden=8&at=1:lr:0.5")

    stands(lab.go("Hidden states", HIDDEN_STATES), "/hidden_states?v=1&hidden=8&at=1:lr:0.5")
    stands(lab.press("Rewind"), "/hidden_states?v=1&hidden=8&lr=0.5")
    stands(lab.go("Train", TRAIN), "/?v=1&hidden=8&lr=0.5")


def test_back_leaves_in_one_press_however_often_the_address_changed(server, visit):
    lab = visit(server)
    lab.page.goto(f"{server.address}/_stcore/health")
    lab.open()
    for units in ("6", "7", "8"):
        stands(lab.type("Hidden units", units), f"/?v=1&hidden={units}")

    lab.page.go_back()

    lab.page.wait_for_function("location.pathname === '/_stcore/health'")


def test_reload_gives_the_same_experiment(lab):
    stands(lab.type("Sequence", "1 2; 3"), "/")  # refused
    stands(lab.type("Sequence", "2, 4, 6").type("Hidden units", "3"), "/?v=1&x=2,4,6&hidden=3")

    lab.page.reload()

    lab.drawn(TRAIN).shows("loss", loss_of(Experiment(inputs=[2, 4, 6], hidden_size=3), 0))
    expect(lab.field("Sequence")).to_have_value("2, 4, 6")
    assert address(lab) == "/?v=1&x=2,4,6&hidden=3"


def test_link_with_an_epoch_opens_trained_on_its_lens(server, visit):
    lab = visit(server).open("/hidden_states?v=1&hidden=8&at=20:lr:0.002&epoch=300", HIDDEN_STATES)

    lab.shows("epoch", "300").shows("state", "paused")
    lab.shows("loss", loss_of(Experiment(hidden_size=8, changes=[[20, "learning_rate", 0.002]]), 300))
    assert lab.steady() == 300
    expect(lab.field("Hidden units")).to_have_value("8")
    expect(lab.field("Learning rate")).to_have_value("0.002")
    stands(lab, "/hidden_states?v=1&hidden=8&at=20:lr:0.002")


def test_every_field_has_its_value_when_the_goal_is_reached_at_once(server, visit):
    lab = visit(server).open("/?v=1&hidden=8&epoch=1").shows("state", "paused")

    lab.page.get_by_role("link", name="Hidden states").click()
    lab.drawn(HIDDEN_STATES)

    lab.steady()
    expect(lab.field("Hidden units")).to_have_value("8")
    expect(lab.field("Learning rate")).to_have_value("0.01")
    expect(lab.field("Seed")).to_have_value("42")
    expect(lab.page.locator("[class*=st-key-problem-]")).to_have_count(0)


def test_long_way_to_an_epoch_shows_how_far_it_is_and_is_cancelled_where_it_stands(server, visit):
    lab = visit(server).open("/?v=1&hidden=32&epoch=400000").shows("state", "running")
    expect(lab.page.get_by_text("On the way to epoch 400,000")).to_be_visible()
    lab.page.wait_for_function("document.querySelector('.way progress').value > 100")

    lab.page.get_by_role("button", name="Cancel").click()

    lab.shows("state", "paused")
    epoch = lab.steady()
    assert 0 < epoch < 400_000
    assert lab.readout("loss") == loss_of(Experiment(hidden_size=32), epoch)
    expect(lab.page.get_by_text("On the way to epoch")).to_be_hidden()


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("hidden=1e9&lr=nan", "Learning rate: 'nan' is not allowed. Give a number from 0.000001 to 10."),
        ("v=999", "A newer version of this app made the link: '999'."),
        ("epoch=1000000000", "Epoch: 1,000,000,000 is not allowed"),
        ("%3Cimg%20src=x%20onerror=alert(1)%3E", "'<img src' is not the key of a choice."),
    ],
)
def test_bad_link_says_what_is_wrong_with_it_and_opens_the_default(server, visit, query, sentence):
    lab = visit(server).open(f"/?{query}")

    expect(lab.problem("link")).to_contain_text(sentence)
    lab.shows("epoch", "0").shows("loss", loss_of(Experiment(), 0))
    stands(lab, "/")
    lab.page.get_by_role("button", name="Dismiss").click()
    expect(lab.problem("link")).to_have_count(0)


def test_copied_link_opens_the_same_epoch_of_the_same_experiment(server, visit):
    lab = visit(server, permissions=CLIPBOARD).open("/?v=1&hidden=8")
    lab.press("Step").press("Step").shows("epoch", "2").go("Hidden states", HIDDEN_STATES).shows("epoch", "2")

    lab.press("Copy link")

    expect(lab.page.get_by_role("button", name="Copied")).to_be_visible()
    copied = lab.page.evaluate(COPIED)
    assert copied == f"{server.address}/hidden_states?v=1&hidden=8&epoch=2"
    other = visit(server).open(copied.removeprefix(server.address), HIDDEN_STATES)
    other.shows("epoch", "2").shows("loss", loss_of(Experiment(hidden_size=8), 2))


def test_link_is_selected_for_copying_by_hand_when_the_browser_cannot(lab):
    lab.page.evaluate(NO_CLIPBOARD)
    lab.press("Step").shows("epoch", "1")

    lab.press("Copy link")

    expect(lab.page.locator("span").get_by_text("press Ctrl+C")).to_be_visible()
    assert lab.page.evaluate(SELECTED) == f"{lab.address}/?v=1&epoch=1"


def test_experiment_that_is_too_long_for_a_link_is_saved_as_a_file_and_opened(lab, server, visit):
    numbers = ", ".join(f"{k / 7:.12f}" for k in range(300))
    lab.type("Sequence", numbers)
    expect(lab.page.get_by_role("button", name="Copy link")).to_have_attribute("title", re.compile("too long"))
    lab.press("Copy link")
    expect(lab.page.locator("span").get_by_text("This experiment is too long for a link.")).to_be_visible()
    assert address(lab) == "/"

    lab.page.get_by_role("button", name="Link and files").click()
    with lab.page.expect_download() as download:
        lab.page.get_by_role("button", name="Save the experiment").click()
    saved = from_json(download.value.path().read_bytes())
    other = visit(server).open()
    other.page.get_by_role("button", name="Link and files").click()
    file = {"name": "x.json", "mimeType": "application/json", "buffer": to_json(saved).encode()}
    other.page.locator("input[type=file]").first.set_input_files(file)

    assert len(saved.inputs) == 300
    other.shows("loss", loss_of(saved, 0))
    expect(other.page.get_by_role("dialog")).to_have_count(0)
    expect(other.field("Sequence")).to_have_value(re.compile("^0, 0.142857142857, "))


def test_bad_file_is_refused_in_the_dialog_and_the_run_stays(lab):
    lab.press("Step").shows("epoch", "1")
    lab.page.get_by_role("button", name="Link and files").click()

    file = {"name": "../../<b>.json", "mimeType": "application/json", "buffer": b'{"hidden_size": 0}'}
    lab.page.locator("input[type=file]").first.set_input_files(file)

    refusal = "Hidden units: 0 is not allowed. Give a whole number from 1 to 128."
    expect(lab.problem("experiment_file")).to_have_text(refusal)
    assert lab.epoch == 1


def test_file_opened_while_it_plays_is_kept_as_it_is(lab):
    """Ticks that are under way then still report what the fields held before."""
    experiment = Experiment(inputs=[2, 4, 6], hidden_size=9, seed=7, learning_rate=0.02)
    file = {"name": "x.json", "mimeType": "application/json", "buffer": to_json(experiment).encode()}
    lab.pace("max").press("Play").reaches(100)

    lab.page.get_by_role("button", name="Link and files").click()
    lab.page.locator("input[type=file]").first.set_input_files(file)

    lab.shows("state", "ready").shows("loss", loss_of(experiment, 0))
    assert lab.steady(800) == 0
    stands(lab, "/?v=1&x=2,4,6&hidden=9&seed=7&lr=0.02")
    for label, value in (("Sequence", "2, 4, 6"), ("Hidden units", "9"), ("Learning rate", "0.02"), ("Seed", "7")):
        expect(lab.field(label)).to_have_value(value)
