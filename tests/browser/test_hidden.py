"""Hidden controls in a real browser: they stay hidden over pages and in links, and come back for good."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.support.lab import HIDDEN_STATES, TRAIN


def test_hidden_groups_stay_hidden_until_they_are_shown(server, visit):
    lab = visit(server).open("/hidden_states?v=1&hidden=8&hide=pages,data&embed=true", HIDDEN_STATES)
    said = lab.page.get_by_text("Some controls are hidden by this link:")
    expect(said).to_be_visible()
    expect(lab.page.get_by_role("link", name="Train")).to_have_count(0)
    lab.page.wait_for_function("location.search.includes('hide=data,pages')")

    lab.page.get_by_role("button", name="Show all").click()

    expect(said).to_have_count(0)
    lab.page.wait_for_function("!location.search.includes('hide')")
    assert "hidden=8" in lab.page.evaluate("location.search")
    lab.go("Train", TRAIN)
    expect(lab.page.get_by_role("button", name="Tasks")).to_be_visible()


def test_dialog_adds_hidden_groups_to_its_link(lab):
    lab.page.get_by_role("button", name="Link and files").click()
    dialog = lab.page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="Hide in this link").click()
    lab.page.get_by_role("option", name="compare: compare, last run").click()

    expect(dialog.get_by_test_id("stCode")).to_contain_text("hide=compare")
