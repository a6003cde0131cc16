"""Guess with which signs the numbers in the cells of some rows are written; all plausible readings are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import chain, islice
from typing import NamedTuple

from rnn.data.csv_table import NUMBERS, Format
from rnn.data.number_text import is_number, value_of, write_number
from rnn.data.number_units import measured
from rnn.text.quoting import quoted

Signs = tuple[str, str]

PLAIN, GROUPED = (".", ""), (".", ",")
"""1234.5 and 1,234.5."""
_DIGITS = str.maketrans("23456789", "11111111")
"""Numbers that are alike under this table are numbers under the same signs."""


class Reading(NamedTuple):
    """One way to read a text, and its value for a cell that another way reads differently."""

    written: Format
    meaning: str = ""


def formats_of(rows: list[tuple[str, ...]], delimiter: str) -> tuple[Reading, ...]:
    """Return the possible readings of rows that are split already, the likeliest first."""
    cells = _shapes(rows)
    likely = _likely_signs(rows, cells, delimiter)
    found = [Format(delimiter, signs[0], _has_names(rows, signs), signs[1]) for signs in likely]
    if len(likely) == 1:
        return (Reading(found[0]),)
    cell = next(cell for cell in cells if _read(cell, likely[0]) != _read(cell, likely[1]))
    return tuple(Reading(written, f"{cell} as {value_in(cell, written)}") for written in found)


def about_numbers_in(rows: list[tuple[str, ...]], written: Format) -> tuple[str, ...]:
    """Return that sentence about rows that are split already."""
    signs = written.decimal, written.thousands
    unusual = (cell for row in rows for cell in row if is_number(cell, *signs) and not is_number(cell))
    return tuple(f"{quoted(cell)} is read as {value_in(cell, written)}." for cell in islice(unusual, 1))


def are_numbers(words: Iterable[str]) -> bool:
    """Whether each word is a number under some signs, with or without a unit."""
    return all(map(is_a_number, {word.translate(_DIGITS) for word in words}))


def is_a_number(word: str) -> bool:
    """Whether a word is a number under some signs, with or without a unit."""
    return any(is_number(measured(word).number, *signs) for signs in NUMBERS)


def value_in(cell: str, written: Format) -> str:
    """Return the value of a cell in that format, as a text."""
    value = _read(measured(cell).number, (written.decimal, written.thousands))
    return "no number" if value is None else write_number(value)


def _shapes(rows: list[tuple[str, ...]]) -> dict[str, int]:
    """The first cell of each shape, without its unit, and how many different cells have it.

    Shapes differ in more than the digits 1 to 9, and there are far fewer of them than cells.
    """
    firsts: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for cell in dict.fromkeys(chain.from_iterable(rows)):
        shape = cell.translate(_DIGITS)
        counts[shape] += 1
        firsts.setdefault(shape, cell)
    shapes: dict[str, int] = {}
    for shape, cell in firsts.items():
        shapes[measured(cell).number] = shapes.get(measured(cell).number, 0) + counts[shape]
    return shapes


def _likely_signs(rows: list[tuple[str, ...]], cells: dict[str, int], delimiter: str) -> list[Signs]:
    """The signs under which most cells are numbers, the likeliest first; further ones only if the numbers differ."""
    counts = {signs: sum(times for cell, times in cells.items() if is_number(cell, *signs)) for signs in NUMBERS}
    likely = [signs for signs, count in counts.items() if count == max(counts.values())]
    numbers = [cell for cell in cells if any(is_number(cell, *signs) for signs in NUMBERS)]
    all_numbers = sum(cells[cell] for cell in numbers)
    if delimiter == ",":  # a decimal comma is quoted there, and all numbers must agree with it
        if counts[PLAIN] == all_numbers:
            return [PLAIN]
        if likely[0] == (",", "") and counts[likely[0]] < all_numbers:
            likely = [PLAIN, *likely]
    if PLAIN not in likely and GROUPED in likely and (delimiter == "," or _mixes_groups(rows)):
        likely = [GROUPED, *likely]
    kept: dict[tuple[float | None, ...], Signs] = {}
    for signs in likely:
        kept.setdefault(tuple(_read(cell, signs) for cell in numbers), signs)
    return list(kept.values())


def _mixes_groups(rows: list[tuple[str, ...]]) -> bool:
    """Whether a column has 1,234 beside 998, while a decimal comma would give each number three decimals or none."""
    columns = [
        [cell for cell in (measured(each).number for each in column) if is_number(cell, *GROUPED)]
        for column in zip(*rows, strict=False)
    ]
    return any(len({"," in cell for cell in column}) > 1 for column in columns)


def _read(cell: str, signs: Signs) -> float | None:
    return value_of(cell, *signs) if is_number(cell, *signs) else None


def _has_names(rows: list[tuple[str, ...]], signs: Signs) -> bool:
    first, second = (rows[place] if len(rows) > place else () for place in (0, 1))
    numbers = [is_number(measured(cell).number, *signs) for cell in first]
    names_a_number = any(
        not number and is_number(measured(below).number, *signs) for number, below in zip(numbers, second, strict=False)
    )
    return names_a_number or not any(numbers)
