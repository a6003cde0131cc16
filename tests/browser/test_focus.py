"""Focus: a control that is taken away, hidden, switched off or made anew leaves the focus nearby, never at the top."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.conftest import Visit
from tests.support.cases import case
from tests.support.lab import COMPARE, HIDDEN_STATES, TRAIN, Lab
from tests.support.visitors import Server

# Every second stop in turn, hidden or switched off while it has the focus: how many they are, and which lost it.
TAKE_AWAY = """async () => {
    const hide = (stop) => { stop.style.visibility = 'hidden'; return () => { stop.style.visibility = ''; }; };
    const disable = (stop) => { stop.disabled = true; return () => { stop.disabled = false; }; };
    const frame = () => new Promise(requestAnimationFrame);
    const lost = [], stops = [...document.querySelectorAll('a[href], button, input, select, summary')]
        .filter((stop) => stop.checkVisibility({ visibilityProperty: true }) && stop.tabIndex >= 0 && !stop.disabled)
        .filter((_, i) => i % 2);
    for (const [i, stop] of stops.entries()) {
        stop.focus();
        const undo = 'disabled' in stop && i % 2 ? disable(stop) : hide(stop), until = performance.now() + 3000;
        while (document.activeElement === stop) await frame();
        while (document.activeElement === document.body && performance.now() < until) await frame();
        if (document.activeElement === document.body) lost.push(stop.ariaLabel ?? stop.textContent);
        undo();
    }
    return [stops.length, lost];
}"""
REPLACE = """() => {
    const was = document.activeElement, now = was.cloneNode(true);
    now.dataset.anew = '';
    was.replaceWith(now);
}"""


def by_key(lab: Lab, control: Locator, key: str = "Enter") -> None:
    """Press a control as somebody does who has come to it by the keyboard."""
    lab.page.keyboard.press("Shift")
    control.focus()
    lab.page.keyboard.press(key)


def test_no_control_of_the_page_takes_the_focus_with_it_when_it_is_hidden_or_switched_off(lab: Lab) -> None:
    lab.page.keyboard.press("Shift")

    stops, lost = lab.page.evaluate(TAKE_AWAY)

    assert stops > 20
    assert lost == []


def test_control_that_is_made_anew_has_the_focus_of_the_one_before_it(lab: Lab) -> None:
    for name in ("Rewind 0", "Copy link", "Numbers of Loss"):
        with case(name):
            lab.page.keyboard.press("Shift")
            lab.page.get_by_role("button", name=re.compile(name)).first.focus()

            lab.page.evaluate(REPLACE)

            expect(lab.page.locator("[data-anew]:focus")).to_have_text(re.compile(name.split(" ")[0]))
            lab.page.evaluate("delete document.activeElement.dataset.anew")


def test_focus_that_somebody_gives_up_stays_given_up(lab: Lab) -> None:
    lab.page.keyboard.press("Shift")
    lab.button("Step").focus()
    lab.page.evaluate("document.activeElement.blur()")

    lab.steady()

    assert lab.page.evaluate("document.activeElement === document.body")


def test_row_that_goes_with_its_button_leaves_the_focus_on_play(server: Server, visit: Visit) -> None:
    for link, name in (("/?v=1&lr=frog", "Dismiss"), ("/?hide=data,pages", "Show all")):
        with case(name):
            lab = visit(server).open(link, TRAIN)

            by_key(lab, lab.button(name))

            expect(lab.button(name)).to_have_count(0)
            expect(lab.button("Play")).to_be_focused()


def test_field_that_is_cleared_keeps_the_focus_of_its_cross(lab: Lab) -> None:
    field = lab.field("Learning rate")

    by_key(lab, lab.page.locator(".st-key-choice-learning_rate").get_by_role("button", name="Clear value"))

    expect(field).to_have_value("")
    expect(field).to_be_focused()


def test_button_that_leads_to_another_page_leads_the_focus_to_its_stage(lab: Lab) -> None:
    lab.press("Step").press("Step").shows("epoch", "2")
    lab.page.get_by_label("Epoch", exact=True).fill("1")
    lab.press("Branch from here")

    by_key(lab, lab.button("Compare with the run before branching"))

    lab.drawn(COMPARE)
    expect(lab.page.locator(".stage")).to_be_focused()


def test_link_to_a_page_keeps_the_focus_that_it_was_followed_with(lab: Lab) -> None:
    link = lab.page.get_by_role("link", name="Hidden states")

    by_key(lab, link)

    lab.drawn(HIDDEN_STATES)
    expect(lab.page.locator(".st-key-pages [aria-current=page]")).to_be_focused()
    expect(link).to_be_focused()


def test_lane_that_is_removed_leaves_the_focus_on_the_lane_looked_at_and_the_last_one_on_play(
    server: Server, visit: Visit
) -> None:
    lab = visit(server).open("/compare?v=1&b.lr=0.02&c.hidden=8", COMPARE)
    lanes = lab.page.get_by_role("group", name="Lanes")

    by_key(lab, lanes.get_by_role("button", name=re.compile("^Remove C")))
    expect(lanes.get_by_role("button", name=re.compile("^Remove"))).to_have_count(2)
    expect(lanes.get_by_role("button", pressed=True)).to_be_focused()

    by_key(lab, lanes.get_by_role("button", name=re.compile("^Remove B")))
    expect(lanes).to_be_hidden()
    expect(lab.button("Play")).to_be_focused()


def test_file_that_is_made_for_a_button_leaves_the_focus_on_it(lab: Lab) -> None:
    lab.go("Compare", COMPARE)
    button = lab.button("Losses as CSV")

    with lab.page.expect_download():
        by_key(lab, button)

    expect(button).to_be_focused()
