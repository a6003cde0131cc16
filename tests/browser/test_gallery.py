"""From the gallery to a network that learns, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from rnn import Trainer
from rnn.experiment.gallery import GALLERY
from rnn.experiment.prepared import PREPARED


def choose(lab, way, label):
    """Open a dialog from the sidebar, and press one of its buttons."""
    lab.page.get_by_role("button", name=way, exact=True).click()
    lab.page.get_by_role("dialog").get_by_role("button", name=label, exact=True).click()
    expect(lab.page.get_by_role("dialog")).to_have_count(0)
    return lab


def test_task_is_picked_and_played_without_scrolling(lab):
    lab.page.get_by_role("button", name="Tasks", exact=True).click()
    dialog = lab.page.get_by_role("dialog")
    expect(dialog.locator(".thumbnail svg")).to_have_count(len(GALLERY))
    for entry in GALLERY.values():
        expect(dialog.get_by_role("button", name=entry.label, exact=True)).to_be_in_viewport(ratio=1)

    dialog.get_by_role("button", name="echo with a delay").click()

    expect(dialog).to_have_count(0)
    lab.shows("loss", f"{Trainer.start(GALLERY['echo'].experiment).latest.loss:.4g}")
    expect(lab.field("Delay")).to_have_value("3")
    expect(lab.field("Hidden units")).to_have_value("16")
    lab.pace("1000").press("Play").reaches(100).press("Pause").steady()
    assert lab.loss < 0.2
    assert lab.layout("loss")["labels"][-1]["text"] == "memoryless baseline, always 0: 1"


def test_prepared_experiment_sets_everything_and_its_sentence_comes_true(lab):
    one = PREPARED["rate-too-high"]

    choose(lab, "Prepared", one.label).pace("1000").press("Play").shows("state", "diverged")

    expect(lab.said).to_contain_text("The learning rate 1 is too high")
    assert lab.epoch <= one.epoch
    expect(lab.field("Learning rate")).to_have_value("1")


def test_dialog_that_is_dismissed_changes_nothing_and_opens_again(lab):
    lab.press("Step").shows("epoch", "1")
    lab.page.get_by_role("button", name="Prepared", exact=True).click()
    dialog = lab.page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="It learns")).to_be_visible()

    lab.page.keyboard.press("Escape")

    expect(dialog).to_have_count(0)
    assert lab.steady() == 1
    choose(lab, "Prepared", "Momentum is faster").shows("epoch", "0")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_dialogs_fit_a_phone(visit, server, scheme):
    lab = visit(server, viewport={"width": 390, "height": 844}, color_scheme=scheme).open()
    lab.page.get_by_test_id("stExpandSidebarButton").click()
    dialog = lab.page.get_by_role("dialog")

    for way, words in (("Tasks", r"press Play\.$"), ("Prepared", "press Play, and check")):
        lab.page.get_by_role("button", name=way, exact=True).click()

        expect(dialog.get_by_text(re.compile(words))).to_be_visible()
        buttons = dialog.locator("[class*=st-key-start-], [class*=st-key-prepare-]").all()
        assert buttons, way
        for box in (button.bounding_box() for button in buttons):
            assert box["x"] >= 0, way
            assert box["x"] + box["width"] <= 390, way
        lab.page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
