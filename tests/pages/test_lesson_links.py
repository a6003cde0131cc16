"""The part of a link that leads to a card."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.shared.visitor.lesson_links import OWN_IS_GONE, lesson_query, read_place
from pages.shared.visitor.reading import AT_FIRST, OWN, Reading
from rnn.lessons.lessons import lessons
from tests.support.small_lesson import LESSON
from tests.support.texts import letters

LAST = lessons()[-1]
LEFT_OUT, NOT_ALLOWED = "Left out of the link:", "is not allowed. Give a whole number from 1 to"


@pytest.mark.parametrize(
    "here", [(lesson.number, place) for lesson in lessons() for place in range(len(lesson.cards))], ids=str
)
def test_link_of_a_card_leads_there(here):
    query = lesson_query(AT_FIRST.at(*here))

    reading, rest, notices = read_place([tuple(part.split("=")) for part in ["v=1", *query.split("&")]])

    assert reading.here == reading.entered == here
    assert (rest, notices) == ([("v", "1")], ())


@pytest.mark.parametrize(
    ("pairs", "sentence"),
    [
        ([("lesson", "99")], f"{LEFT_OUT} Lesson: '99' {NOT_ALLOWED} {{last}}."),
        ([("lesson", "1"), ("card", "0")], f"{LEFT_OUT} Card: '0' {NOT_ALLOWED} {{cards}}."),
        ([("lesson", "1"), ("card", "x")], f"{LEFT_OUT} Card: 'x' {NOT_ALLOWED} {{cards}}."),
        ([("lesson", "own"), ("card", "2")], OWN_IS_GONE),
    ],
)
def test_value_that_leads_nowhere_gets_a_sentence(pairs, sentence):
    reading, rest, notices = read_place(pairs)

    assert notices == (sentence.format(last=LAST.number, cards=len(lessons()[0].cards)),)
    assert reading.here == (1, 0)
    assert rest == []


def test_card_of_an_own_lesson_says_so_in_its_link():
    assert lesson_query(Reading(OWN, 2, own=LESSON)) == "lesson=own&card=3"


@given(st.lists(st.tuples(st.sampled_from(["lesson", "card", "lr", "v"]), letters), max_size=6))
def test_whatever_stands_in_a_link_leads_to_a_card_that_exists(pairs):
    reading, rest, notices = read_place(pairs)

    assert reading.card
    assert rest == [(key, text) for key, text in pairs if key in ("lr", "v")]
    assert all(len(notice) < 200 for notice in notices)
