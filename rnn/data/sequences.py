"""Sequences: the numbers a person gives, as typed text or as lists, checked and said back in their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

import numpy as np

from rnn.data.limits import LARGEST, MOST_FEATURES, MOST_LETTERS, MOST_STEPS
from rnn.data.number_text import RANGE, plainer, read_number, write_number
from rnn.network.parameters import Array
from rnn.text.quoting import quoted

Rows = tuple[tuple[float, ...], ...]

CONSTANT = "Every time step is the same (zero variance): there is only a constant to learn."

_DECIMAL_COMMAS = re.compile(r"[0-9],[0-9]+[ \t]+[+-]?[0-9]+,[0-9]")
_WORD = re.compile(r"[^\s,]+|,")
_ONE_STEP = re.compile(r"\s*\[\[[^][]*\]\]\s*")
_NO_BRACKETS = str.maketrans("[]", "  ")


class Reading(NamedTuple):
    """What was understood of a text: the rows, and what was mended on the way, one sentence each."""

    rows: Rows
    notices: tuple[str, ...]


def next_item(rows: Array) -> tuple[Array, Array]:
    """The target is the input one step ahead: rows (N, D) give x and y, both (N - 1, D)."""
    return rows[:-1], rows[1:]


def check_letters(label: str, text: str) -> None:
    """Raise ValueError, before anything is read, for more text than is taken."""
    if len(text) > MOST_LETTERS:
        raise ValueError(f"{label}: {len(text):,} characters are too many. Give at most {MOST_LETTERS:,}.")


def read_text(label: str, text: str, first_line: int = 1) -> Reading:
    """Numbers separated by commas, spaces or new lines; a line with several, below or above another, is one time step.

    A single line is one number for each time step, and [[1, 2]] one time step of two numbers.
    Raises ValueError with line and position of the first thing that is not a number in range.
    """
    check_letters(label, text)
    plain_text = plainer(text)
    lines = [(place, line) for place, line in enumerate(plain_text.splitlines(), start=first_line) if line.strip()]
    one_step = len(lines) == 1 and bool(_ONE_STEP.fullmatch(lines[0][1]))
    if one_step:
        lines = [(place, line.translate(_NO_BRACKETS)) for place, line in lines]
    rows = [tuple(_numbers(label, place, line)) for place, line in lines]
    if len(rows) == 1 and not one_step:
        rows = [(value,) for value in rows[0]]
    return Reading(as_rows(label, rows), tuple(_notices(plain_text != text, [line for _, line in lines], rows)))


def _notices(mended: bool, lines: list[str], rows: list[tuple[float, ...]]) -> Iterator[str]:
    if mended:
        yield "Unusual spaces or minus signs were read as plain ones."
    if any(line.rstrip().endswith(",") for line in lines):
        yield "A comma at the end of a line was left out."
    if any(_DECIMAL_COMMAS.search(line) for line in lines):
        yield "A comma separates two numbers: 1,5 was read as 1 and 5. Write 1.5 for one number."
    if len(rows) > 1 and len(set(rows)) == 1:
        yield CONSTANT


def read_steps(label: str, text: str) -> tuple[int, ...]:
    """Numbers of time steps, counted from 1, in one line. Raises ValueError for anything else."""
    steps = read_text(label, text.replace("\n", " ")).rows if text.strip() else ()
    for (step,) in steps:
        if step != int(step) or not 1 <= step <= MOST_STEPS:
            raise ValueError(
                f"{label}: {quoted(step)} is not allowed. Give whole numbers from 1 to {MOST_STEPS:,}, such as 2, 4."
            )
    if not steps:
        raise ValueError(f"{label}: none is given. Give whole numbers from 1 to {MOST_STEPS:,}, such as 2, 4.")
    return tuple(int(step) for (step,) in steps)


def write_text(rows: Rows) -> str:
    """The text that `read_text` reads back to the same rows."""
    if all(len(row) == 1 for row in rows):
        return ", ".join(write_number(row[0]) for row in rows)
    if len(rows) == 1:
        return f"[[{', '.join(map(write_number, rows[0]))}]]"
    return "\n".join(", ".join(map(write_number, row)) for row in rows)


def as_rows(label: str, values: Any) -> Rows:
    """Lists or an array as (T, D) rows of floats; a flat list of numbers is one feature.

    Raises ValueError in a student's words.
    """
    try:
        table: list[Any] = [row if np.ndim(row) else (row,) for row in islice(values, MOST_STEPS + 1)]
    except (TypeError, ValueError):
        raise ValueError(
            f"{label}: {quoted(values)} is not a sequence. Give a list of numbers, or a list of rows of numbers."
        ) from None
    if not table:
        raise ValueError(f"{label}: it is empty. Give from 1 to {MOST_STEPS:,} time steps.")
    if len(table) > MOST_STEPS:
        steps = f"{len(values):,}" if hasattr(values, "__len__") else f"more than {MOST_STEPS:,}"
        raise ValueError(f"{label}: {steps} time steps are too many. Give from 1 to {MOST_STEPS:,}.")
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
    return tuple(tuple(float(value) for value in row) for row in table)


def _check_number(label: str, step: int, value: Any) -> None:
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, float, np.integer, np.floating)):
        raise ValueError(f"{label}: {quoted(value)} at time step {step} is not a number. {RANGE}")
    if not -LARGEST <= value <= LARGEST:
        raise ValueError(f"{label}: {quoted(value)} at time step {step} is not allowed. {RANGE}")


def _numbers(label: str, place: int, line: str) -> Iterator[float]:
    """The numbers of one line; two commas with nothing between them are a missing number."""
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
