"""Commas inside typed numbers: 0,5 may be two numbers or one, so the reading is stated and the others are offered."""

from __future__ import annotations

import re
from typing import NamedTuple

from rnn.data.number_text import is_number, plainer, value_of, write_number

_BETWEEN = re.compile(r"[\s;]+|,[\s;]+|,$")


class Correction(NamedTuple):
    """Another reading of a text: an example, and the text rewritten without ambiguity."""

    example: str
    text: str


def corrections(text: str) -> tuple[Correction, ...]:
    """Return the other readings of a text with numbers such as 0,5 between spaces or line ends."""
    lines = [[word for word in _BETWEEN.split(line) if word] for line in plainer(text).splitlines()]
    words = [word for line in lines for word in line]
    commas = [word for word in words if "," in word]
    if len(words) < 2 or not commas:
        return ()
    found = []
    for signs in ((",", ""), (".", ",")):
        if all(is_number(word, *signs) for word in words):
            written = [", ".join(write_number(value_of(word, *signs)) for word in line) for line in lines]
            example = f"{commas[0]} as {write_number(value_of(commas[0], *signs))}"
            found.append(Correction(example, "\n".join(written)))
    return tuple(found)


def about_commas(text: str) -> str | None:
    """Return how the first number with a possible decimal comma is read; None if there is none."""
    if not corrections(text):
        return None
    word = next(word for word in _BETWEEN.split(plainer(text)) if "," in word)
    *first, last = word.split(",")
    return f"{word} is read as {len(first) + 1} numbers: {', '.join(first)} and {last}."
