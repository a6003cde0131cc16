"""Focus: a control that is taken away, hidden, switched off or made anew leaves the focus nearby, never at the top."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.conftest import Visit
from tests.support.cases import case
from tests.support.lab import COMPARE, HIDDEN_STATES, TRAIN, Lab
from tests.support.visitors import Server

# Every stop of the page in turn: what is done to it while it has the focus, and undone once the focus is elsewhere.
# Gives the names of those that lost it.
TAKE_AWAY = """async (way) => {
    const ways = {
        hidden: (stop) => { stop.style.visibility = 'hidden'; return () => { stop.style.visibility = ''; }; },
        'switched off': (stop) => { stop.disabled = true; return () => { stop.disabled = false; }; },
    };
    const frame = () => new Promise(requestAnimationFrame);
    const lost = [], kinds = `button, input, select${way === 'hidden' ? ', a[href], summary' : ''}`;
    const stops = [...document.querySelectorAll(kinds)]
        .filter((stop) => stop.checkVisibility({ visibilityProperty: true }) && stop.tabIndex >= 0 && !stop.disabled);
    for (const stop of stops) {
        stop.focus();
        if (document.activeElement !== stop) continue;
        const undo = ways[way](stop), until = performance.now() + 3000;
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


def by_key(lab: Lab, control, key: str = "Enter") -> None:
    """Press a control as somebody does who has come to it by the keyboard."""
    lab.page.keyboard.press("Shift")
    control.focus()
    lab.page.keyboard.press(key)


@pytest.mark.parametrize("way", ["hidden", "switched off"])
def test_no_control_of_the_page_takes_the_focus_with_it_when_it_is(way: str, lab: Lab) -> None:
    lab.page.keyboard.press("Shift")

    stops, lost = lab.page.evaluate(TAKE_AWAY, way)

    assert stops > 40
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

    lab.button("Reseed").click()
    lab.page.wait_for_function("location.search.includes('seed')")
    lab.steady()

    expect(lab.button("Step")).not_to_be_focused()


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
