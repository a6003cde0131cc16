"""For weak eyes: nothing is lost on an enlarged page, and charts stay readable in the colours of the system."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.conftest import Visit
from tests.support.cases import case
from tests.support.lab import COMPARE_VIEWS, DYNAMICS, GRADIENT_FLOW, HIDDEN_STATES, SWEEP, TRAIN, UNROLL, Lab
from tests.support.visitors import Server

PAGES = {"Train": TRAIN, "Hidden states": HIDDEN_STATES, "Unroll": UNROLL["Walk"],
         "Gradient flow": GRADIENT_FLOW["Where it goes"], "Dynamics": DYNAMICS["Forecast"],
         "Compare": COMPARE_VIEWS["Curves"], "Sweep": SWEEP}  # fmt: skip
LARGE = {"width": 320, "height": 256}
"""1280 by 1024 pixels at 400 % (WCAG 1.4.10)."""
ONE_COLUMN = re.compile(r"^\d+px$")
ASIDE = "(main) => main.scrollWidth - main.clientWidth"
# Texts of the header of a card that lie over each other, as they may at 200 % of 1366 by 768.
OVER = """() => [...document.querySelectorAll('.stage figure header')].flatMap((header) => {
    const parts = [...header.children].map((part) => part.getBoundingClientRect());
    return parts.flatMap((one, i) => parts.slice(i + 1).filter((other) => one.right > other.left + 1 &&
        other.right > one.left + 1 && one.bottom > other.top + 4 && other.bottom > one.top + 4));
}).length"""
PAPER = """(drawing) => {
    const paper = getComputedStyle(document.querySelector('.stage')).getPropertyValue('--st-background-color').trim();
    const probe = document.createElement('i');
    Object.assign(probe.style, { color: paper, forcedColorAdjust: 'none' });
    drawing.append(probe);
    const wanted = getComputedStyle(probe).color;
    probe.remove();
    return getComputedStyle(drawing).backgroundColor === wanted;
}"""


def test_nothing_is_scrolled_sideways_or_lies_over_another_when_the_page_is_enlarged(lab: Lab) -> None:
    for page, charts in PAGES.items():
        lab.page.set_viewport_size({"width": 1366, "height": 768})
        lab.go(page, charts)
        with case(page, "400 %"):
            lab.page.set_viewport_size(LARGE)
            expect(lab.page.locator(".stage .charts")).to_have_css("grid-template-columns", ONE_COLUMN)
            assert lab.page.get_by_test_id("stMain").evaluate(ASIDE) == 0
        with case(page, "200 %"):
            lab.page.set_viewport_size({"width": 683, "height": 384})
            assert lab.page.evaluate(OVER) == 0


def test_charts_and_choices_are_told_apart_in_the_colours_of_the_system(server: Server, visit: Visit) -> None:
    lab = visit(server, forced_colors="active").open("/unroll", UNROLL["Walk"])

    assert lab.chart("unrolled").locator(".drawing").evaluate(PAPER)
    fills = lab.page.locator(".matrix td").evaluate_all(
        "(cells) => cells.map((cell) => getComputedStyle(cell).backgroundColor)"
    )
    assert len(set(fills)) > 5
    views = lab.page.get_by_role("radio", name="Walk").or_(lab.page.get_by_role("radio", name="Gradient check"))
    lines = views.locator("p").evaluate_all("(names) => names.map((name) => getComputedStyle(name).textDecorationLine)")
    assert lines == ["underline", "none"]
