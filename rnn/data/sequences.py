"""Sequences from typed text or lists, validated with error messages for the user."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

import numpy as np

from rnn.data.bracketed import depth, is_bracketed, read_brackets
from rnn.data.comma_text import about_commas
from rnn.data.limits import LARGEST, MOST_FEATURES, MOST_LETTERS, MOST_SERIES_STEPS, MOST_STEPS
from rnn.data.number_text import RANGE, plainer, read_number, write_number
from rnn.text.quoting import quoted

Rows = tuple[tuple[float, ...], ...]

CONSTANT = "Every time step is the same (zero variance): there is only a constant to learn."


class _Checked(tuple[tuple[float, ...], ...]):
    """Rows that were checked already: a long series is checked once, and not with each change of another choice."""

    __slots__ = ()


_WORD = re.compile(r"[^\s,]+|,")


class Reading(NamedTuple):
    """The rows of a text, and one notice for each correction."""

    rows: Rows
    notices: tuple[str, ...]


def check_letters(label: str, text: str) -> None:
    """Raise ValueError if the text is too long."""
    if len(text) > MOST_LETTERS:
        raise ValueError(f"{label}: {len(text):,} characters are too many. Give at most {MOST_LETTERS:,}.")


def read_text(label: str, text: str, first_line: int = 1) -> Reading:
    """Numbers separated by commas, spaces or new lines; a line with several, below or above another, is one time step.

    A single line is one number for each time step. Lists and arrays are read as they are printed: [[1, 2]] is one time
    step of two numbers. Raises ValueError with line and position of the first thing that is not a number in range.
    """
    check_letters(label, text)
    plain = "\n".join(plainer(text).splitlines())
    rows = read_brackets(label, plain, first_line) if is_bracketed(plain) else _rows(label, plain, first_line)
    return Reading(as_rows(label, rows), tuple(_notices(text, rows)))


def read_several(label: str, text: str, first_line: int = 1) -> list[Reading]:
    """As `read_text`; lists inside lists inside a list, such as an array (B, T, D), are sequences."""
    plain = "\n".join(plainer(text).splitlines())
    if not is_bracketed(plain) or depth(nested := read_brackets(label, plain, first_line)) < 3:
        return [read_text(label, text, first_line)]
    return [Reading(as_rows(f"{label} {place}", rows), ()) for place, rows in enumerate(nested, start=1)]


def _rows(label: str, text: str, first_line: int) -> list[Any]:
    """Return the numbers of each line, or each number of a single line."""
    lines = [(place, line) for place, line in enumerate(text.split("\n"), start=first_line) if line.strip()]
    rows = [tuple(_numbers(label, place, line)) for place, line in lines]
    return list(rows[0]) if len(rows) == 1 else rows


def _notices(text: str, rows: list[Any]) -> Iterator[str]:
    plain = plainer(text)
    if text != plain:
        yield "Unusual spaces or minus signs were read as plain ones."
    if any(line.rstrip().endswith(",") for line in plain.splitlines()) and not is_bracketed(plain):
        yield "A comma at the end of a line was left out."
    if commas := about_commas(text):
        yield commas
    if len(rows) > 1 and all(row == rows[0] for row in rows):
        yield CONSTANT


def read_steps(label: str, text: str) -> tuple[int, ...]:
    """Numbers of time steps, counted from 1, in one line. Raises ValueError for anything else."""
    steps = read_text(label, text.replace("\n", " ")).rows if text.strip() else ()
    if len(steps) and len(steps[0]) > 1:
        raise ValueError(f"{label}: a time step is one number. Give them in one line, such as 2, 4.")
    for (step,) in steps:
        if step != int(step) or not 1 <= step <= MOST_STEPS:
            raise ValueError(
                f"{label}: {quoted(step)} is not allowed. Give whole numbers from 1 to {MOST_STEPS:,}, such as 2, 4."
            )
    if not steps:
        raise ValueError(f"{label}: none is given. Give whole numbers from 1 to {MOST_STEPS:,}, such as 2, 4.")
    return tuple(int(step) for (step,) in steps)


def write_text(rows: Rows) -> str:
    """Return the text from which `read_text` reads the same rows."""
    if all(len(row) == 1 for row in rows):
        return ", ".join(write_number(row[0]) for row in rows)
    if len(rows) == 1:
        return f"[[{', '.join(map(write_number, rows[0]))}]]"
    return "\n".join(", ".join(map(write_number, row)) for row in rows)


def as_rows(label: str, values: Any) -> Rows:
    """Convert lists or an array to (T, D) rows of floats; a flat list is one feature.

    Raises ValueError with a message for the user.
    """
    if isinstance(values, _Checked):
        return values
    try:
        table: list[Any] = [row if np.ndim(row) else (row,) for row in islice(values, MOST_SERIES_STEPS + 1)]
    except (TypeError, ValueError):
        raise ValueError(
            f"{label}: {quoted(values)} is not a sequence. Give a list of numbers, or a list of rows of numbers."
        ) from None
    if not table:
        raise ValueError(f"{label}: it is empty. Give from 1 to {MOST_SERIES_STEPS:,} time steps.")
    if len(table) > MOST_SERIES_STEPS:
        steps = f"{len(values):,}" if hasattr(values, "__len__") else f"more than {MOST_SERIES_STEPS:,}"
        raise ValueError(f"{label}: {steps} time steps are too many. Give from 1 to {MOST_SERIES_STEPS:,}.")
    width = len(table[0])
    if not 1 <= width <= MOST_FEATURES:
        raise ValueError(f"{label}: {width:,} numbers at a time step are not allowed. Give from 1 to {MOST_FEATURES}.")
    for step, row in enumerate(table, start=1):
        if len(row) != width:
            raise ValueError(
                f"{label}: time step {step} has {len(row):,} numbers, but time step 1 has {width}. "
                "Give every step the same."
            )
        for value in row:
            _check_number(label, step, value)
    return _Checked(tuple(float(value) for value in row) for row in table)


def _check_number(label: str, step: int, value: Any) -> None:
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, float, np.integer, np.floating)):
        raise ValueError(f"{label}: {quoted(value)} at time step {step} is not a number. {RANGE}")
    if not -LARGEST <= value <= LARGEST:
        raise ValueError(f"{label}: {quoted(value)} at time step {step} is not allowed. {RANGE}")


def _numbers(label: str, place: int, line: str) -> Iterator[float]:
    """Yield the numbers of one line. Raises ValueError for two commas without a number between them."""
    after_number = False
    for word in _WORD.finditer(line):
        where = f"line {place}, character {word.start() + 1}"
        if word[0] == ",":
            if not after_number:
                raise ValueError(f"{label}: a number is missing before the comma in {where}.")
            after_number = False
        else:
            yield read_number(label, word[0], where)
            after_number = True
