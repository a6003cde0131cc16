"""The Lessons page as a person reads it in a real browser."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from rnn.lessons.lesson import ChoiceQuestion, LessonCard, NumberQuestion
from rnn.lessons.runs import LessonRuns
from tests.support.lab import Lab
from tests.support.small_lesson import LESSON, TEXT

# The lowest edge of what stands on the card and of its charts, with nothing scrolled, and how much wider the page is.
EDGES = """() => {
    const edges = (what) => [...document.querySelectorAll(what)].map((part) => part.getBoundingClientRect().bottom);
    const main = document.querySelector('[data-testid=stMain]');
    const lowest = (what) => Math.max(...edges(what));
    const text = lowest('.st-key-lesson-card'), charts = lowest('.stage :is(figure, .transport)');
    return [text, charts, main.scrollTop, main.scrollWidth - main.clientWidth];
}"""
AT_REST = """() => document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'
    && ![...document.querySelectorAll('.stage progress')].some((bar) => bar.checkVisibility())
    && document.querySelector('.stage figure')"""
SPEEDY = "max"


class Reader:
    """A visitor who reads lessons."""

    def __init__(self, lab: Lab) -> None:
        self.lab, self.page = lab, lab.page

    @property
    def card(self) -> Locator:
        """What stands on the card."""
        return self.page.locator(".st-key-lesson-card")

    def open(self, number: int, card: int = 1, title: str | None = None) -> Reader:
        """Go to a card by its link."""
        self.page.goto(f"{self.lab.address}/lessons?lesson={number}&card={card}")
        return self.at(card, title)

    def own(self, text: str) -> Reader:
        """Open a lesson from a file."""
        self.page.get_by_role("button", name="More").click()
        given = {"name": "small.md", "mimeType": "text/markdown", "buffer": text.encode()}
        self.page.get_by_test_id("stFileUploaderDropzone").locator("input").set_input_files(given)
        return self

    def at(self, card: int, title: str | None = None) -> Reader:
        """Wait until a card is there with its charts, and the run stands."""
        self.page.get_by_text(re.compile(f"^Card {card} of ")).wait_for()
        if title:
            expect(self.card.get_by_role("heading")).to_have_text(title)
        self.page.wait_for_function(AT_REST)
        return self

    def onward(self, card: int, title: str | None = None) -> Reader:
        """Go to the next card."""
        self.page.get_by_role("button", name="Next card").click()
        return self.at(card, title)

    def choose(self, text: str) -> Reader:
        """Choose an answer."""
        self.card.get_by_test_id("stRadio").locator("label").filter(has_text=text).last.click()
        return self.answer()

    def answer(self) -> Reader:
        """Press the button of the field."""
        self.card.get_by_role("button", name="Answer", exact=True).click()
        return self

    def type(self, text: str) -> Reader:
        """Give a number."""
        field = self.card.get_by_label("Your guess")
        field.fill(text)
        field.press("Enter")
        return self

    def draw(self, *places: tuple[float, float]) -> Reader:
        """Drag through these places of the empty chart, in parts of its width and height from the upper left."""
        box = self.page.locator(".pad").bounding_box()
        assert box
        mouse = self.page.mouse
        points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in places]
        mouse.move(*points[0])
        mouse.down()
        for point in points[1:]:
            mouse.move(*point, steps=4)
        mouse.up()
        return self

    def was_answered(self) -> Reader:
        """Wait until the question is answered."""
        self.card.get_by_role("button", name="Answer again").wait_for()
        return self

    def again(self) -> Reader:
        """Ask anew."""
        self.card.get_by_role("button", name="Answer again").click()
        self.card.get_by_role("button", name="Answer again").wait_for(state="detached")
        return self

    def gives(self, card: LessonCard, runs: LessonRuns, right: bool) -> Reader:
        """Answer the question of a card, rightly or not; of a curve there is no right one."""
        asked = card.question
        if isinstance(asked, ChoiceQuestion):
            place = next(place for place, choice in enumerate(asked.choices) if choice.right is right)
            self.card.get_by_test_id("stRadio").get_by_role("radiogroup").locator("label").nth(place).click()
            self.answer()
        elif isinstance(asked, NumberQuestion):
            truth = asked.truth(runs)
            self.type(repr(truth if right else 1e6 * (abs(truth) + 1)))
        else:
            self.draw((0.03, 0.2), (0.97, 0.6))
            self.page.locator(".expected").get_by_role("button", name="Answer").click()
        return self.was_answered()


def small(lab: Lab) -> Reader:
    """With the small lesson open at its first card."""
    reader = Reader(lab).open(1).own(TEXT).at(1, "It stands")
    reader.page.keyboard.press("Escape")
    return reader


def reached(reader: Reader, place: int) -> Reader:
    """At that card of the small lesson."""
    for card in range(2, place + 1):
        reader.onward(card, LESSON.cards[card - 1].title)
    return reader
