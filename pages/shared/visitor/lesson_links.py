"""The part of a link that leads to a card of a lesson: lesson=5&card=3."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pages.shared.visitor.reading import AT_FIRST, OWN, Reading
from rnn.text.quoting import quoted

Pairs = list[tuple[str, str]]
KEYS = ("lesson", "card")
OWN_IS_GONE = "The lesson of your own file is in no link. Open the file again, on the page Lessons."
_OF_OWN = "own"
_WHOLE = re.compile(r"[0-9]{1,4}")


def lesson_query(reading: Reading) -> str:
    """Return the part for the card that is read; cards count from 1."""
    lesson = _OF_OWN if reading.number == OWN else reading.number
    return f"lesson={lesson}&card={reading.place + 1}"


def read_place(pairs: Iterable[tuple[str, str]]) -> tuple[Reading, Pairs, tuple[str, ...]]:
    """Return the card of a link, its other keys and values, and a sentence for each value that is not allowed.

    The card counts as entered, since the link may hold another experiment than its own.
    """
    pairs = list(pairs)
    rest = [(key, text) for key, text in pairs if key not in KEYS]
    given = {key: text for key, text in reversed(pairs) if key in KEYS}
    if not given:
        return AT_FIRST, rest, ()
    if given.get("lesson") == _OF_OWN:
        return AT_FIRST, rest, (OWN_IS_GONE,)
    numbers = list(AT_FIRST.shelf)
    number, notices = _one_of("Lesson", given.get("lesson", str(AT_FIRST.number)), numbers)
    if number is None:
        return AT_FIRST, rest, notices
    places = range(1, len(AT_FIRST.shelf[number].cards) + 1)
    place, notices = _one_of("Card", given.get("card", "1"), list(places))
    reading = AT_FIRST.at(number, (place or 1) - 1)
    return Reading(reading.number, reading.place, entered=reading.here), rest, notices


def _one_of(label: str, text: str, allowed: list[int]) -> tuple[int | None, tuple[str, ...]]:
    if _WHOLE.fullmatch(text) and int(text) in allowed:
        return int(text), ()
    ends = f"a whole number from {allowed[0]} to {allowed[-1]}"
    return None, (f"Left out of the link: {label}: {quoted(text)} is not allowed. Give {ends}.",)
