"""Each lesson of the package in a real browser, from its first card to its last, with a wrong and a right answer."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from rnn.lessons.lesson import ChoiceQuestion, CurveQuestion, Lesson, LessonCard
from rnn.lessons.lessons import lessons
from rnn.words.lesson_sentences import COMPARE, RIGHT, WRONG
from tests.support.cases import case
from tests.support.lesson_reader import EDGES, SPEEDY, Reader

HIGH = 768
AT = "(place) => location.search.endsWith(place)"
FITS = f"(high) => Math.max(...({EDGES})().slice(0, 2)) <= high"


def fits(reader: Reader) -> None:
    """Text and picture stand on one screen, and nothing is scrolled or wider than it."""
    reader.page.wait_for_function(FITS, arg=HIGH)
    text, charts, scrolled, wider = reader.page.evaluate(EDGES)
    assert max(text, charts) <= HIGH
    assert (scrolled, wider) == (0, 0)


def played(reader: Reader, card: LessonCard) -> None:
    """Press Play where the card has one."""
    if card.play_to is not None and reader.card.get_by_text("Now press Play").count():
        reader.page.get_by_label("Speed").select_option(SPEEDY)
        reader.lab.press("Play")
        reader.card.get_by_text("Now press Play").wait_for(state="detached")


def explained(reader: Reader, card: LessonCard, right: bool) -> None:
    """The reason stands there, and says how the answer was."""
    played(reader, card)
    asked = card.question
    verdict = {True: "That is near enough.", False: "That is too far off."}[right]
    if isinstance(asked, ChoiceQuestion):
        verdict = RIGHT if right else WRONG
    if isinstance(asked, CurveQuestion):
        verdict = COMPARE.replace("*", "")  # as it is read, without its Markdown
    expect(reader.card.get_by_text(verdict).first).to_be_visible()


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.name)
def test_lesson_is_read_from_its_first_card_to_its_last_on_one_screen(server, visit, lesson: Lesson):
    reader, tried = Reader(visit(server)).open(lesson.number), False

    for place, card in enumerate(lesson.cards, 1):
        with case(card.title):
            reader.at(place) if place == 1 else reader.onward(place)
            fits(reader)
            reader.page.wait_for_function(AT, arg=f"lesson={lesson.number}&card={place}")
            if card.question is None:
                continue
            if not tried:
                reader.gives(card, lesson.runs, right=False)
                explained(reader, card, right=False)
                fits(reader)
                reader.again()
                tried = True
                reader.gives(card, lesson.runs, right=True)
                explained(reader, card, right=True)
            else:
                reader.gives(card, lesson.runs, right=True)
            fits(reader)

    assert tried
