"""Focus in a dialog and in what a button unfolds: it stays within, and comes back to what opened it."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.test_focus import by_key
from tests.browser.test_keyboard import tab_to
from tests.conftest import Visit
from tests.support.lab import Lab
from tests.support.lesson_reader import Reader
from tests.support.visitors import Server


def test_dialog_keeps_the_focus_near_what_goes_in_it_and_gives_it_back_when_cancelled(lab: Lab) -> None:
    dialog = lab.page.get_by_role("dialog")
    by_key(lab, lab.button("Compare with ..."))
    by_key(lab, dialog.locator(".stNumberInput").get_by_role("button", name="Clear value"))
    expect(dialog.get_by_label("New value")).to_have_value("")
    expect(dialog.get_by_label("New value")).to_be_focused()
    lab.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)

    by_key(lab, lab.button("Table, file, text ..."))
    by_key(lab, dialog.get_by_role("button", name="Cancel"))

    expect(dialog).to_have_count(0)
    expect(lab.button("Table, file, text ...")).to_be_focused()


def test_tab_leads_into_what_a_button_unfolds_and_out_again(lab: Lab) -> None:
    keys, opener = lab.page.keyboard, lab.page.get_by_test_id("stPopoverButton")
    toggle = lab.page.get_by_label("Keys S, 0 and P")
    by_key(lab, opener)
    toggle.wait_for()

    keys.press("Tab")
    expect(toggle).to_be_focused()
    keys.press("Shift+Tab")
    expect(opener).to_be_focused()
    keys.press("Tab")
    keys.press("Escape")
    expect(toggle).to_have_count(0)
    expect(opener).to_be_focused()


def test_teacher_turns_all_answers_on_and_off_and_a_curve_is_answered_by_keys(server: Server, visit: Visit) -> None:
    reader = Reader(visit(server)).open(3, 4)
    keys, lab = reader.page.keyboard, reader.lab
    teacher = reader.page.get_by_role("switch", name="Teacher's view")
    for shown in (0, 1):
        by_key(lab, lab.button("More"))
        teacher.wait_for()
        keys.press("Tab")
        keys.press("Space")
        expect(reader.page.locator(".pad")).to_have_count(shown)
        expect(teacher).to_be_focused()
        keys.press("Escape")
        expect(teacher).to_have_count(0)

    tab_to(lab, "The curve that you expect")
    keys.press("ArrowUp")
    tab_to(lab, "Answer")
    keys.press("Enter")

    reader.was_answered()
    expect(reader.card.get_by_role("heading")).to_be_focused()
    keys.press("Space")
    lab.shows("state", "running")
