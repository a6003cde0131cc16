"""Numbers as text: recognized spellings, reading and writing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from math import isfinite, nan

from rnn.data.limits import LARGEST
from rnn.text.quoting import plain, quoted

RANGE = f"Give numbers from -{plain(LARGEST)} to {plain(LARGEST)}, divided by a common scale where they are larger."

_LOOKALIKES = str.maketrans({"\ufeff": "", "\u00a0": " ", "\u202f": " ", "\u2212": "-"})


@cache
def _spelling(decimal: str, thousands: str) -> re.Pattern[str]:
    """How a number is written; a group of thousands has three digits, and the first one does not begin with 0."""
    whole, sign = "[0-9]+", re.escape(decimal)
    if thousands:
        whole = rf"(?:[1-9][0-9]{{0,2}}(?:{re.escape(thousands)}[0-9]{{3}})+|[0-9]+)"
    return re.compile(rf"[+-]?(?:{whole}(?:{sign}[0-9]*)?|{sign}[0-9]+)(?:[eE][+-]?[0-9]+)?")


@cache
def _column(decimal: str, thousands: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_spelling(decimal, thousands).pattern}\n)*+")


def plainer(text: str) -> str:
    """Replace unusual spaces and minus signs by plain ones."""
    return text if text.isascii() else text.translate(_LOOKALIKES)


def is_number(word: str, decimal: str = ".", thousands: str = "") -> bool:
    """Whether that is how a number is written, with the digits 0 to 9 and those signs; it may be out of range.

    decimal : the decimal sign
    thousands : what may stand between groups of three digits; nothing where it is empty
    """
    return bool(_spelling(decimal, thousands).fullmatch(word))


def value_of(word: str, decimal: str = ".", thousands: str = "") -> float:
    """The number that a word is for which `is_number` holds."""
    return float(word.replace(thousands, "").replace(decimal, ".") if thousands else word.replace(decimal, "."))


def read_column(words: Sequence[str], decimal: str = ".", thousands: str = "") -> list[float]:
    """The number that each word is; nan for one that is none. A column of numbers only is checked as one text."""
    text = "\n".join((*words, ""))
    if text.count("\n") == len(words) and _column(decimal, thousands).fullmatch(text):
        return list(map(float, text.replace(thousands, "").replace(decimal, ".").split()))
    return [value_of(word, decimal, thousands) if is_number(word, decimal, thousands) else nan for word in words]


def read_number(label: str, word: str, where: str, decimal: str = ".", thousands: str = "", unit: float = 1.0) -> float:
    """The number that `word` is, in that unit. Raises ValueError, saying where it stands, for anything else."""
    if not is_number(word, decimal, thousands):
        raise ValueError(f"{label}: {quoted(word)} in {where} is not a number. {_advice(word, decimal, thousands)}")
    value = value_of(word, decimal, thousands) / unit
    if not abs(value) <= LARGEST:
        raise ValueError(f"{label}: {quoted(word)} in {where} is not allowed. {RANGE}")
    return value


def write_number(value: float) -> str:
    """Return the shortest text that reads back to the same number."""
    return str(int(value)) if isfinite(value) and value == int(value) else repr(value)


def _advice(word: str, decimal: str, thousands: str) -> str:
    if ";" in word:
        return "Separate numbers with commas, spaces or new lines, not with ;."
    sign = "comma" if decimal == "," else "point"
    example = f"-1{thousands}234{decimal}5" if thousands else f"-1{decimal}5"
    return f"Write it with the digits 0 to 9 and a decimal {sign}, such as {example}."
