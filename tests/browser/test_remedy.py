"""A plateau in a real browser: the button beside the sentence moves nothing, works by keyboard, and can be undone."""

from __future__ import annotations

from playwright.sync_api import expect

from rnn import Experiment, to_query
from tests.conftest import DESKTOP
from tests.support.accessibility import THEMES, examined, findings, switched

TENTHS = Experiment(inputs=[place / 10 for place in range(1, 11)])
PHONE = {"width": 390, "height": 844}
IN_FULL = "Set Initialization to orthogonal and Optimizer to Adam. The run starts anew."
TOP = "() => document.querySelector('.charts').getBoundingClientRect().top"


def top_of_charts(lab):
    """Where the charts begin, on a phone and on a desktop."""
    found = []
    for size in (PHONE, DESKTOP):
        lab.page.set_viewport_size(size)
        found.append(lab.page.evaluate(TOP))
    return found


def test_plateau_offers_a_button_that_starts_what_it_says_and_space_plays_it(server, visit):
    lab = examined(visit(server, color_scheme=THEMES[0]).open(f"/?{to_query(TENTHS)}&epoch=200")).shows("epoch", "200")
    attempt = lab.button("Try orthogonal and Adam")
    expect(attempt).to_have_attribute("title", IN_FULL)
    with_button = top_of_charts(lab)
    wrong = findings(lab.page) + findings(switched(lab, THEMES[1]).page, colours_only=True)

    attempt.focus()
    lab.page.keyboard.press("Enter")

    lab.shows("epoch", "0").shows("state", "ready")
    expect(attempt).to_have_count(0)
    expect(lab.page.get_by_role("button", name="Bring back the last run")).to_be_visible()
    assert top_of_charts(lab) == with_button
    lab.page.keyboard.press("Space")
    lab.shows("state", "running")
    assert not wrong
