"""The lessons of the package: what each has, and that they ask all that learners get wrong."""

from __future__ import annotations

import re

import pytest

from rnn.lessons.lesson import MISCONCEPTIONS, ChoiceQuestion, CurveQuestion, NumberQuestion
from rnn.lessons.lessons import FILES, lessons
from rnn.lessons.quantities import CURVES, QUANTITIES
from tests.support.source import ROOT

LESSONS = lessons()
DOCUMENT = (ROOT / "docs" / "lessons.md").read_text(encoding="utf-8")


def test_there_are_twelve_numbered_lessons():
    assert [lesson.number for lesson in LESSONS] == list(range(1, 13))
    assert len({lesson.title for lesson in LESSONS}) == len([*FILES.glob("*.md")])


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_lesson_asks_proves_and_hands_over(lesson):
    *before, last = lesson.cards
    asked = [card.question for card in lesson.cards if card.question]

    assert isinstance(last.question, ChoiceQuestion)
    assert "Now make it fail" in [card.title for card in before]
    assert any(isinstance(question, ChoiceQuestion) for question in asked)
    assert len(asked) >= 3
    assert all(card.claims for card in before)


def test_numbers_and_curves_are_asked_too():
    asked = [card.question for lesson in LESSONS for card in lesson.cards]

    assert sum(isinstance(question, NumberQuestion) for question in asked) >= 3
    assert sum(isinstance(question, CurveQuestion) for question in asked) >= 2


@pytest.mark.parametrize("name", MISCONCEPTIONS)
def test_misconception_is_asked(name):
    asking = [card for lesson in LESSONS for card in lesson.cards if card.misconception == name]

    assert asking
    assert f"| `{name}` | {MISCONCEPTIONS[name]} |" in DOCUMENT


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_every_experiment_is_used(lesson):
    used = {card.experiment for card in lesson.cards} | {
        term.experiment for card in lesson.cards for term in card.terms
    }

    assert used == set(lesson.experiments)


@pytest.mark.parametrize(("title", "table"), [("Quantities", QUANTITIES), ("Curves", CURVES)])
def test_tables_of_the_document_are_those_that_are_read(title, table):
    part = DOCUMENT.split(f"## {title}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `(.+)` \| (.+) \|$", part, re.MULTILINE)
    brackets = {name: f"({', '.join(row.arguments)})" if row.arguments else "" for name, row in table.items()}

    assert rows == [(f"{name}{brackets[name]}", row.sentence) for name, row in table.items()]
