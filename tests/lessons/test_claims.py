"""Every claim of the lessons is true, and every number in their texts can be filled in: each is computed here."""

from __future__ import annotations

from math import isfinite

import numpy as np
import pytest

from rnn.lessons.lesson import CurveQuestion, NumberQuestion
from rnn.lessons.lessons import lessons

CARDS = [(lesson, card) for lesson in lessons() for card in lesson.cards]
CLAIMS = [(lesson, card, claim) for lesson, card in CARDS for claim in card.claims]


def called(lesson, card, *statement):
    return "/".join([str(lesson.number), card.title, *statement])


@pytest.mark.parametrize(("lesson", "card", "claim"), CLAIMS, ids=[called(*each[:2], each[2].text) for each in CLAIMS])
def test_claim_is_true(lesson, card, claim):
    assert claim.holds(lesson.runs), f"{lesson.name}: {claim.failure(lesson.runs)}"


@pytest.mark.parametrize(("lesson", "card"), CARDS, ids=[called(*each) for each in CARDS])
def test_numbers_are_filled_in(lesson, card):
    for text in card.texts:
        values = [expression.value(lesson.runs) for expression in text.expressions]
        assert all(map(isfinite, values))
        assert "not a finite" not in text.filled(lesson.runs)


ASKED = [(lesson, card) for lesson, card in CARDS if isinstance(card.question, NumberQuestion | CurveQuestion)]


@pytest.mark.parametrize(("lesson", "card"), ASKED, ids=[called(*each) for each in ASKED])
def test_question_has_an_answer(lesson, card):
    truth = card.question.truth(lesson.runs)

    if isinstance(card.question, NumberQuestion):
        assert isfinite(truth)
        assert card.question.is_right(truth, lesson.runs)
        return
    x, y = truth
    assert x.shape == y.shape
    assert len(x) >= 4
    assert np.isfinite(y).all()
    assert not card.question.log or y.max() > 0
