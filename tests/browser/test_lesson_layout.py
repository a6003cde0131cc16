"""The charts of a card fill the screen below the controls, and stay where they are when a question is answered."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rnn.lessons.lessons import lessons
from tests.support.cases import case
from tests.support.lesson_reader import EDGES, Reader

HD = {"width": 1920, "height": 1080}
FREE = 20
"""Pixels that stay free below the lowest chart."""
FILLED = f"""([high, free]) => {{
    const [text, charts, scrolled] = ({EDGES})();
    return charts <= high && charts >= high - free && scrolled === 0;
}}"""
SCROLLABLE = """() => {
    const main = document.querySelector('[data-testid=stMain]');
    return main.scrollHeight - main.clientHeight;
}"""
PLACES = """() => [...document.querySelectorAll('.stage :is(.plot, .facts, .run)')]
    .map((part) => part.getBoundingClientRect()).map(({ left, top, width, height }) => [left, top, width, height])"""
HEIGHTS = "() => [...document.querySelectorAll('.stage .plot')].map((plot) => plot.clientHeight)"
# From the end of a sentence to its *why*: pixels to the right, and down from the foot of one to that of the other.
WHY = """() => [...document.querySelectorAll('.stage .saying:has(.why:not([hidden]))')].map((saying) => {
    const last = document.createRange();
    last.selectNodeContents(saying.querySelector('.said'));
    const lines = [...last.getClientRects()], end = lines[lines.length - 1];
    const why = saying.querySelector('.why').getBoundingClientRect();
    return [why.left - end.right, why.bottom - end.bottom];
})"""
# From the name of a fact to its *why*, and from there to its number.
FACTS = """() => [...document.querySelectorAll('.stage .facts > span')].map((fact) => {
    const [name, why, value] = [...fact.children].map((part) => part.getBoundingClientRect());
    return [why.left - name.right, value.left - why.right];
})"""


def opened(visit: Any, server: Any, place: tuple[int, int], **how: Any) -> tuple[Reader, Any]:
    """A reader at a card, and the card."""
    number, card = place
    return Reader(visit(server, **how)).open(number, card), lessons()[number - 1].cards[card - 1]


def filled(page: Page, high: int) -> list[int]:
    """The heights of the plots, once they fill the screen."""
    page.wait_for_function(FILLED, arg=[high, FREE])
    heights: list[int] = page.evaluate(HEIGHTS)
    return heights


@pytest.mark.parametrize("place", [(9, 3), (11, 1), (12, 1), (12, 4), (12, 3), (1, 6)], ids=str)
def test_charts_fill_the_screen_below_sliders_and_controls_before_and_after_an_answer(visit, server, place):
    reader, card = opened(visit, server, place)
    least = 150 if len(card.figures) > 1 else 380

    assert min(filled(reader.page, 768)) >= least
    if card.question:
        reader.gives(card, lessons()[place[0] - 1].runs, right=True)
        assert min(filled(reader.page, 768)) >= least


def test_charts_fill_a_large_screen_as_well(visit, server):
    reader, _ = opened(visit, server, (12, 1), viewport=HD)

    assert min(filled(reader.page, 1080)) > 700


@pytest.mark.parametrize("place", [(5, 5), (10, 2), (12, 1)], ids=str)
def test_nothing_beside_the_card_moves_when_its_question_is_answered(visit, server, place):
    reader, card = opened(visit, server, place)
    filled(reader.page, 768)
    before = reader.page.evaluate(PLACES)

    reader.gives(card, lessons()[place[0] - 1].runs, right=False)
    expect(reader.page.locator(".stage.asked")).to_have_count(0)
    reader.lab.steady()

    after = reader.page.evaluate(PLACES)
    with case(card.title):
        plots = [each for each in before if each[3] > 100]
        assert [each for each in after if each[3] > 100] == plots
        assert plots


def test_why_stands_beside_what_it_explains(visit, server):
    reader, card = opened(visit, server, (5, 3))
    reader.gives(card, lessons()[4].runs, right=True)
    reader.page.locator(".stage .saying .why").first.wait_for()

    for width in range(1366, 1200, -24):  # so that the sentences end at several places of their last line
        reader.page.set_viewport_size({"width": width, "height": 768})
        reader.page.wait_for_function("(width) => innerWidth === width", arg=width)
        for right, down in reader.page.evaluate(WHY):
            assert 0 <= right < 8
            assert abs(down) < 8
    for to_why, to_number in reader.page.evaluate(FACTS):
        assert 0 < to_why < 8
        assert 0 < to_number < 8


def test_every_sub_step_of_the_backward_pass_by_hand_fits_one_screen(visit, server):
    reader, _ = opened(visit, server, (2, 1))
    where, step = reader.page.locator(".walk .where"), reader.page.locator(".walk").get_by_role("button", name="Next")
    expect(where).to_have_text("2 of 6")

    for place in range(3, 7):
        step.click()
        expect(where).to_have_text(f"{place} of 6")
        reader.lab.steady()
        text, charts, scrolled, wider = reader.page.evaluate(EDGES)
        assert max(text, charts) <= 768
        assert (scrolled, wider) == (0, 0)
        assert reader.page.evaluate(SCROLLABLE) == 0
