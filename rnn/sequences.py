"""Sequences: the numbers a person gives, as typed text or as lists, checked and said back in their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from rnn.choices import plain, quoted
from rnn.parameters import Array

Rows = tuple[tuple[float, ...], ...]

MOST_STEPS = 2000
MOST_FEATURES = 16
MOST_LETTERS = 400_000
LARGEST = 1e6

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_WORD = re.compile(r"[^\s,]+|,")
_LOOKALIKES: dict[str, str | int | None] = {"\ufeff": "", "\u00a0": " ", "\u202f": " ", "\u2212": "-"}


class Reading(NamedTuple):
    """What was understood of a text: the rows, and what was mended on the way, one sentence each."""

    rows: Rows
    notices: tuple[str, ...]


def next_item(rows: Array) -> tuple[Array, Array]:
    """The target is the input one step ahead: rows (N, D) give x and y, both (N - 1, D)."""
    return rows[:-1], rows[1:]


def read_text(label: str, text: str) -> Reading:
    """Numbers separated by commas, spaces or new lines; a line with several, below or above another, is one time step.

    Raises ValueError with line and position of the first thing that is not a number in range.
    """
    if len(text) > MOST_LETTERS:
        raise ValueError(f"{label}: {len(text):,} characters are too many. Give at most {MOST_LETTERS:,}.")
    notices = []
    if any(letter in text for letter in _LOOKALIKES):
        notices.append("Unusual spaces or minus signs were read as plain ones.")
        text = text.translate(str.maketrans(_LOOKALIKES))
    lines = [(place, line) for place, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if any(line.rstrip().endswith(",") for _, line in lines):
        notices.append("A comma at the end of a line was left out.")
    rows = [tuple(_numbers(label, place, line)) for place, line in lines]
    if len(rows) == 1:
        rows = [(value,) for value in rows[0]]
    return Reading(as_rows(label, rows), tuple(notices))


def write_text(rows: Rows) -> str:
    """The text that `read_text` reads back to the same rows."""
    if all(len(row) == 1 for row in rows):
        return ", ".join(_shortest(row[0]) for row in rows)
    return "\n".join(", ".join(map(_shortest, row)) for row in rows)


def as_rows(label: str, values: Any) -> Rows:
    """Lists or an array as (T, D) rows of floats; a flat list of numbers is one feature. Raises ValueError in a student's words."""
    try:
        table: list[Any] = [row if np.ndim(row) else (row,) for row in values]
    except (TypeError, ValueError):
        raise ValueError(
            f"{label}: {quoted(values)} is not a sequence. Give a list of numbers, or a list of rows of numbers."
        ) from None
    if not table:
        raise ValueError(f"{label}: it is empty. Give from 1 to {MOST_STEPS:,} time steps.")
    if len(table) > MOST_STEPS:
        raise ValueError(f"{label}: {len(table):,} time steps are too many. Give from 1 to {MOST_STEPS:,}.")
    width = len(table[0])
    if not 1 <= width <= MOST_FEATURES:
        raise ValueError(f"{label}: {width:,} numbers at a time step are not allowed. Give from 1 to {MOST_FEATURES}.")
    for step, row in enumerate(table, start=1):
        if len(row) != width:
            raise ValueError(
                f"{label}: time step {step} has {len(row)} numbers, but time step 1 has {width}. Give every step the same."
            )
        for value in row:
            _check_number(label, step, value)
    return tuple(tuple(float(value) for value in row) for row in table)


def _check_number(label: str, step: int, value: Any) -> None:
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, float, np.integer, np.floating)):
        raise ValueError(f"{label}: {quoted(value)} at time step {step} is not a number.")
    if not abs(value) <= LARGEST:
        raise ValueError(
            f"{label}: {quoted(value)} at time step {step} is not allowed. Give numbers from -{plain(LARGEST)} to {plain(LARGEST)}; divide a larger scale first."
        )


def _numbers(label: str, place: int, line: str) -> Iterator[float]:
    """The numbers of one line; two commas with nothing between them are a missing number."""
    after_number = False
    for word in _WORD.finditer(line):
        where = f"line {place}, character {word.start() + 1}"
        if word[0] == ",":
            if not after_number:
                raise ValueError(f"{label}: a number is missing before the comma in {where}.")
            after_number = False
        elif not _NUMBER.fullmatch(word[0]):
            raise ValueError(f"{label}: {quoted(word[0])} in {where} is not a number. {_advice(word[0])}")
        else:
            value = float(word[0])
            if not abs(value) <= LARGEST:
                raise ValueError(
                    f"{label}: {quoted(word[0])} in {where} is not allowed. Give numbers from -{plain(LARGEST)} to {plain(LARGEST)}."
                )
            after_number = True
            yield value


def _advice(word: str) -> str:
    if ";" in word:
        return "Separate numbers with commas, spaces or new lines, not with ;."
    return "Write it with the digits 0 to 9 and a decimal point, such as -1.5."


def _shortest(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)
