"""Values of a swept choice as text: a list of them, or from, to and how many."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from rnn.data.limits import MOST_SWEPT_VALUES
from rnn.data.number_text import plainer
from rnn.experiment.choices import Choice
from rnn.experiment.link_parts import OFF, read_value, shortest
from rnn.experiment.network_choices import GIVEN
from rnn.text.quoting import plain, quoted

SPACINGS = {"list": "a list", "linear": "linear", "log": "logarithmic"}
"""How the values of a number are given."""
DIGITS = 4
"""Of the values between from and to."""
FACTORS, OF_WHOLE = (0.1, 1.0, 10.0), (0.5, 1.0, 2.0, 4.0)
_RANGE = re.compile(r"([0-9]{1,10})-([0-9]{1,10})")
_COUNT = re.compile(r"[0-9]{1,9}")


def read_values(choice: Choice, spacing: str, text: str) -> tuple[Any, ...]:
    """Return the values that a text gives. Raises ValueError with one sentence for anything else.

    spacing : one of SPACINGS; a choice among options always takes a list
    """
    words = plainer(text).replace(",", " ").split()
    if spacing == "list" or choice.options is not None:
        if not words:
            raise ValueError(f"{choice.label}: no value is given. Give {_a_list(choice)}.")
        return tuple(read_value(choice, word) for word in words[: MOST_SWEPT_VALUES + 1])
    return _between(choice, spacing, words, text)


def write_values(choice: Choice, values: Sequence[Any]) -> str:
    """Return the list that `read_values` reads as the same values."""
    return ", ".join(value if choice.options is not None else shortest(value) for value in values)


def respaced(choice: Choice, spacing: str, values: Sequence[Any]) -> str:
    """Return the text from which `read_values` reads values over the same range, given in that way."""
    numbers = sorted(value for value in values if value is not None)
    if spacing == "list" or choice.options is not None or len(numbers) < 2:
        return write_values(choice, values)
    return ", ".join((shortest(numbers[0]), shortest(numbers[-1]), str(len(numbers))))


def first_values(choice: Choice, present: Any) -> tuple[Any, ...]:
    """Return values to begin with: all options, or some numbers around the present one."""
    if choice.options is not None:
        return tuple(name for name in choice.options if name != GIVEN)
    middle = present or choice.default or choice.step
    factors = OF_WHOLE if choice.whole else FACTORS
    found = (choice.typed(min(max(_rounded(choice, middle * factor), choice.low), choice.high)) for factor in factors)
    return (*dict.fromkeys(found), *((None,) if choice.optional else ()))


def read_seeds(choice: Choice, text: str) -> tuple[int, ...]:
    """Return seeds: whole numbers, or ranges such as 0-9. Raises ValueError with one sentence for anything else."""
    found: list[int] = []
    for word in plainer(text).replace(",", " ").split():
        ends = _RANGE.fullmatch(word)
        if not ends:
            found.append(read_value(choice, word))
            continue
        low, high = (read_value(choice, end) for end in ends.groups())
        if not low < high < low + MOST_SWEPT_VALUES:
            most = f"2 to {MOST_SWEPT_VALUES} seeds"
            raise ValueError(f"{choice.label}: {quoted(word)} is not allowed. Give a range of {most}, such as 0-9.")
        found += range(low, high + 1)
    if not found:
        raise ValueError(f"{choice.label}: none is given. Give {choice.allowed}, such as 0, 1, 2 or 0-9.")
    return tuple(found)


def _between(choice: Choice, spacing: str, words: list[str], text: str) -> tuple[Any, ...]:
    """Numbers between two others, evenly on a linear or a logarithmic scale, the ends among them."""
    count = int(words[2]) if len(words) == 3 and _COUNT.fullmatch(words[2]) else 0
    low, high = (read_value(choice, word) for word in words[:2]) if count else (0.0, 0.0)
    if not 2 <= count <= MOST_SWEPT_VALUES or low == high or OFF in words:
        raise ValueError(f"{choice.label}: {quoted(text)} is not allowed. {_three(choice)}")
    if spacing == "log" and min(low, high) <= 0:
        raise ValueError(f"{choice.label}: 0 has no place on a logarithmic scale. Give two numbers above 0, or a list.")
    spaced = np.geomspace(low, high, count) if spacing == "log" else np.linspace(low, high, count)
    inner = [choice.typed(_rounded(choice, value)) for value in spaced[1:-1].tolist()]
    return tuple(dict.fromkeys((low, *inner, high)))


def _rounded(choice: Choice, value: float) -> float:
    return round(value) if choice.whole else float(f"{value:.{DIGITS}g}")


def _a_list(choice: Choice) -> str:
    return f"a list of values, each {choice.allowed}" if choice.options is None else choice.allowed


def _three(choice: Choice) -> str:
    return (
        f"Give from, to and how many: two numbers from {plain(choice.low)} to {plain(choice.high)}, "
        f"and how many values, from 2 to {MOST_SWEPT_VALUES}."
    )
