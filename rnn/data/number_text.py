"""A number as text: which spellings are one, how it is written, and what is said where it is none."""

from __future__ import annotations

import re

from rnn.data.limits import LARGEST
from rnn.text.quoting import plain, quoted

RANGE = f"Give numbers from -{plain(LARGEST)} to {plain(LARGEST)}, divided by a common scale where they are larger."
DECIMAL_SIGNS = (".", ",")

_LOOKALIKES = str.maketrans({"\ufeff": "", "\u00a0": " ", "\u202f": " ", "\u2212": "-"})
_SPELLINGS = {
    sign: re.compile(rf"[+-]?(?:[0-9]+(?:{re.escape(sign)}[0-9]*)?|{re.escape(sign)}[0-9]+)(?:[eE][+-]?[0-9]+)?")
    for sign in DECIMAL_SIGNS
}


def plainer(text: str) -> str:
    """With plain spaces and minus signs for those that only look like them."""
    return text.translate(_LOOKALIKES)


def is_number(word: str, decimal: str = ".") -> bool:
    """Whether that is how a number is written, with the digits 0 to 9 and that decimal sign; it may be out of range."""
    return bool(_SPELLINGS[decimal].fullmatch(word))


def read_number(label: str, word: str, where: str, decimal: str = ".") -> float:
    """The number that `word` is. Raises ValueError, saying where it stands, for anything else."""
    if not is_number(word, decimal):
        raise ValueError(f"{label}: {quoted(word)} in {where} is not a number. {_advice(word, decimal)}")
    value = float(word.replace(decimal, "."))
    if not abs(value) <= LARGEST:
        raise ValueError(f"{label}: {quoted(word)} in {where} is not allowed. {RANGE}")
    return value


def write_number(value: float) -> str:
    """The shortest text that reads back to the same number."""
    return str(int(value)) if value == int(value) else repr(value)


def _advice(word: str, decimal: str) -> str:
    if ";" in word:
        return "Separate numbers with commas, spaces or new lines, not with ;."
    if decimal == ",":
        return "Write it with the digits 0 to 9 and a decimal comma, such as -1,5."
    return "Write it with the digits 0 to 9 and a decimal point, such as -1.5."
