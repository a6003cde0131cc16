"""Guess the format of a CSV file; where a comma is ambiguous, every reading is kept.

As in clevercsv (van den Burg, Nazabal and Sutton 2019), a reading is good if all rows have the same number of cells
and most cells are numbers. Neither clevercsv nor csv.Sniffer nor pandas tells 1,234 from 1.234, and pandas does not
ask.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from rnn.data.csv_table import DELIMITERS, NUMBERS, Format, rows_of
from rnn.data.limits import MOST_STEPS
from rnn.data.number_text import is_number, plainer, value_of, write_number
from rnn.data.table import SAMPLE
from rnn.text.quoting import quoted

Signs = tuple[str, str]

PLAIN, GROUPED = (".", ""), (".", ",")
"""1234.5 and 1,234.5."""

_A_COMMA_EACH = re.compile(r"[+-]?[0-9]+,[0-9]+")
_WHOLE = re.compile(r"[+-]?[0-9]+")
_LEADING_ZERO = re.compile(r"[+-]?[0-9]+,0[0-9]+")


class Reading(NamedTuple):
    """One way to read a text, and its value for a cell that another way reads differently."""

    written: Format
    meaning: str = ""


def readings(text: str) -> tuple[Reading, ...]:
    """Return the possible readings of a text, the likeliest first; several only if their numbers differ."""
    lines = [line.strip() for line in islice(plainer(text).splitlines(), MOST_STEPS) if line.strip()]
    commas = [line for line in lines if _A_COMMA_EACH.fullmatch(line)]
    if not commas or not all(_A_COMMA_EACH.fullmatch(line) or _WHOLE.fullmatch(line) for line in lines):
        return formats(text, guessed_delimiter(text))
    if len(commas) < len(lines):  # 0,5 beside 1: no two columns
        return formats(text, ";")
    example = max(commas, key=len)
    one = tuple(
        Reading(reading.written, f"{example} as one number, {_value(example, reading.written)}")
        for reading in formats(text, ";")
    )
    first, second = example.split(",")
    two = (Reading(formats(text, ",")[0].written, f"{example} as two columns, {first} and {second}"),)
    return one + two if any(_LEADING_ZERO.fullmatch(line) for line in lines) else two + one


def guessed_delimiter(text: str) -> str:
    """Return the delimiter that best splits the first rows into equally many cells, most of them numbers."""

    def likelihood(delimiter: str) -> tuple[bool, float, float]:
        rows, readable = _sample(text, delimiter)
        if not rows:
            return False, 0.0, 0.0
        width = len(rows[0])
        cells = [cell for row in rows[1:] or rows for cell in row]
        numbers = sum(any(is_number(cell, *signs) for signs in NUMBERS) for cell in cells)
        return readable and width > 1, sum(len(row) == width for row in rows) / len(rows), numbers / len(cells)

    return max(DELIMITERS, key=likelihood)


def formats(text: str, delimiter: str) -> tuple[Reading, ...]:
    """Return the possible readings of a text with this delimiter, the likeliest first."""
    rows, _ = _sample(text, delimiter, MOST_STEPS)
    likely = _likely_signs(rows, delimiter)
    found = [Format(delimiter, signs[0], _has_names(rows, signs), signs[1]) for signs in likely]
    if len(likely) == 1:
        return (Reading(found[0]),)
    cell = next(cell for row in rows for cell in row if _read(cell, likely[0]) != _read(cell, likely[1]))
    return tuple(Reading(written, f"{cell} as {_value(cell, written)}") for written in found)


def guessed_format(text: str, delimiter: str) -> Format:
    """Return the likeliest format of a text with this delimiter."""
    return formats(text, delimiter)[0].written


def about_numbers(text: str, written: Format) -> tuple[str, ...]:
    """Return a sentence with the value of the first number that is not in plain notation, if there is one."""
    rows, _ = _sample(text, written.delimiter, MOST_STEPS)
    signs = written.decimal, written.thousands
    unusual = (cell for row in rows for cell in row if is_number(cell, *signs) and not is_number(cell))
    return tuple(f"{quoted(cell)} is read as {_value(cell, written)}." for cell in islice(unusual, 1))


def _likely_signs(rows: list[tuple[str, ...]], delimiter: str) -> list[Signs]:
    """The signs under which most cells are numbers, the likeliest first; further ones only if the numbers differ."""
    cells = dict.fromkeys(cell for row in rows for cell in row)
    counts = {signs: sum(is_number(cell, *signs) for cell in cells) for signs in NUMBERS}
    likely = [signs for signs, count in counts.items() if count == max(counts.values())]
    numbers = [cell for cell in cells if any(is_number(cell, *signs) for signs in NUMBERS)]
    if delimiter == ",":  # a decimal comma is quoted there, and all numbers must agree with it
        if counts[PLAIN] == len(numbers):
            return [PLAIN]
        if likely[0] == (",", "") and counts[likely[0]] < len(numbers):
            likely = [PLAIN, *likely]
    if PLAIN not in likely and GROUPED in likely and (delimiter == "," or _mixes_groups(rows)):
        likely = [GROUPED, *likely]
    kept: dict[tuple[float | None, ...], Signs] = {}
    for signs in likely:
        kept.setdefault(tuple(_read(cell, signs) for cell in numbers), signs)
    return list(kept.values())


def _mixes_groups(rows: list[tuple[str, ...]]) -> bool:
    """Whether a column has 1,234 beside 998, while a decimal comma would give each number three decimals or none."""
    columns = [[cell for cell in column if is_number(cell, *GROUPED)] for column in zip(*rows, strict=False)]
    return any(len({"," in cell for cell in column}) > 1 for column in columns)


def _read(cell: str, signs: Signs) -> float | None:
    return value_of(cell, *signs) if is_number(cell, *signs) else None


def _value(cell: str, written: Format) -> str:
    value = _read(cell, (written.decimal, written.thousands))
    return "no number" if value is None else write_number(value)


def _has_names(rows: list[tuple[str, ...]], signs: Signs) -> bool:
    first, second = (rows[place] if len(rows) > place else () for place in (0, 1))
    numbers = [is_number(cell, *signs) for cell in first]
    names_a_number = any(
        not number and is_number(below, *signs) for number, below in zip(numbers, second, strict=False)
    )
    return names_a_number or not any(numbers)


def _sample(text: str, delimiter: str, most: int = SAMPLE) -> tuple[list[tuple[str, ...]], bool]:
    """The first rows that are not empty, and whether the text could be read so far."""
    rows: list[tuple[str, ...]] = []
    try:
        for row in islice(rows_of(plainer(text), delimiter), most):
            if any(row.cells):
                rows.append(row.cells)
    except ValueError:
        return rows, False
    return rows, True
