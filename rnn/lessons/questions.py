"""Reading the question of a card."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, TypeVar

from rnn.lessons.errors import Place, StatementError
from rnn.lessons.keys import check_names, number_of, refused, text_of, truth_of
from rnn.lessons.lesson import Choice, ChoiceQuestion, CurveQuestion, NumberQuestion, Question
from rnn.lessons.quantities import CURVES
from rnn.lessons.statements import read_expression
from rnn.lessons.terms import Scope, read_term
from rnn.lessons.texts import Text, read_text
from rnn.text.quoting import quoted

FEWEST_CHOICES, MOST_CHOICES = 3, 4
T = TypeVar("T")
_KINDS = {
    "choices": ("ask", "because", "choices"),
    "quantity": ("ask", "because", "quantity", "within", "off_by", "unit"),
    "curve": ("ask", "because", "curve", "log", "figure"),
}


def stated(place: Place, read: Callable[[], T]) -> T:
    """Return what `read` returns; its sentence gets file and line."""
    try:
        return read()
    except StatementError as error:
        raise place.error(str(error)) from None


def marked_down(block: dict[str, Any], key: str, place: Place, scope: Scope) -> Text:
    """Return a text with its numbers."""
    given = text_of(block, key, place)
    return stated(place.of(key), lambda: read_text(given, scope))


def read_question(block: object, place: Place, scope: Scope, figures: Collection[str] | None) -> Question:
    """Read [question]; figures : the keys of the charts that may show the curve, None where they are not known."""
    if not isinstance(block, dict):
        raise refused("question", block, place, "a block that begins with [question]")
    kinds = [kind for kind in _KINDS if kind in block]
    if len(kinds) != 1:
        raise place.of("question").error("A question has one of: choices, quantity, curve.")
    check_names(place, block, _KINDS[kinds[0]])
    ask, because = (marked_down(block, key, place, scope) for key in ("ask", "because"))
    if kinds[0] == "choices":
        return ChoiceQuestion(ask, _choices(block["choices"], place, scope), because)
    text, at = text_of(block, kinds[0], place), place.of(kinds[0])
    if kinds[0] == "curve":
        curve = stated(at, lambda: read_term(text, scope, CURVES))
        figure = text_of(block, "figure", place) if "figure" in block else None
        if figure is not None and figures is not None and figure not in figures:
            raise refused("figure", figure, place, f"one of: {', '.join(figures)}")
        return CurveQuestion(ask, curve, truth_of(block, "log", place), figure, because)
    within, off_by = number_of(block, "within", place, 1.0), number_of(block, "off_by", place, 0.0)
    if (within is None) == (off_by is None):
        raise at.error("A number is right within a factor or by at most so much. Give within = 2.0 or off_by = 0.1.")
    unit = text_of(block, "unit", place, "", most=20)
    return NumberQuestion(ask, stated(at, lambda: read_expression(text, scope)), within, off_by, unit, because)


def _choices(given: object, place: Place, scope: Scope) -> tuple[Choice, ...]:
    good = isinstance(given, list) and all(isinstance(each, dict) for each in given)
    if not good or not isinstance(given, list) or not FEWEST_CHOICES <= len(given) <= MOST_CHOICES:
        raise refused("choices", given, place, "three or four of { text = ..., why = ... }")
    read = tuple(_choice(each, place, scope) for each in given)
    right = sum(each.right for each in read)
    if right != 1:
        raise place.of("choices").error(
            f"{right or 'None'} of the choices {'are' if right else 'is'} right. Mark one with right = true."
        )
    texts = [each["text"].strip() for each in given]
    twice = next((text for text in texts if texts.count(text) > 1), None)
    if twice is not None:
        raise place.of("choices", twice).error(f"The choice {quoted(twice)} is there twice.")
    return read


def _choice(block: dict[str, Any], place: Place, scope: Scope) -> Choice:
    held = block.get("text")
    at = place.of("choices", held if isinstance(held, str) else "")
    check_names(at, block, ("text", "right", "why"))
    text, why = (marked_down(block, key, at, scope) for key in ("text", "why"))
    return Choice(text, truth_of(block, "right", at), why)
