"""Guess the format of a CSV file; where a comma is ambiguous, every reading is kept.

As in clevercsv (van den Burg, Nazabal and Sutton 2019), a reading is good if all rows have the same number of cells
and most cells are numbers. Neither clevercsv nor csv.Sniffer nor pandas tells 1,234 from 1.234, and pandas does not
ask.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain, islice
from typing import NamedTuple

from rnn.data.comment_lines import without_comments
from rnn.data.csv_table import DELIMITERS, MOST_ROWS, NUMBERS, Format, rows_of
from rnn.data.number_text import is_number, plainer, value_of, write_number
from rnn.data.number_units import measured
from rnn.data.table import SAMPLE
from rnn.text.quoting import quoted

Signs = tuple[str, str]

PLAIN, GROUPED = (".", ""), (".", ",")
"""1234.5 and 1,234.5."""

_SURELY_ONE = re.compile(r"[+-]?[0-9]+,0[0-9]+|.*[0-9][ .'].*")
"""0,05 is hardly two columns, nor are 1.234,5 and 1 234."""
_ALONE = re.compile(r'"[^"]*"')
_DIGITS = str.maketrans("23456789", "11111111")
"""Numbers that are alike under this table are numbers under the same signs."""


class Reading(NamedTuple):
    """One way to read a text, and its value for a cell that another way reads differently."""

    written: Format
    meaning: str = ""


def readings(text: str) -> tuple[Reading, ...]:
    """Return the possible readings of a text, the likeliest first; several only if their numbers differ."""
    lines = [line.strip() for line in without_comments(plainer(text), ",")[0].splitlines() if line.strip()]
    words = [line.strip('"') if _ALONE.fullmatch(line) else line for line in lines]
    named = bool(words) and not _is_a_number(words[0]) and any(map(str.isalpha, words[0]))
    body = words[named:]
    if not body or any('"' in word for word in words) or not all(map(_is_a_number, body)):
        return formats(text, guessed_delimiter(text))
    one = formats(text, ";")  # which splits no line here
    if len(one) == 1 and "," not in text:
        one = formats(text, ",")
    delimiter = next((each for each in ", " if _splits_evenly(lines, each)), None)
    if delimiter is None:
        return one
    example = max((line for line in body if delimiter in line), key=len)
    one = tuple(
        Reading(reading.written, f"{example} as one number, {_value(example, reading.written)}") for reading in one
    )
    cells = example.split(delimiter)
    meaning = f"{example} as {len(cells)} columns, {' and '.join(cells)}"
    several = (Reading(formats(text, delimiter)[0].written, meaning),)
    return one + several if any(map(_SURELY_ONE.fullmatch, body)) else several + one


def _is_a_number(line: str) -> bool:
    return any(is_number(measured(line).number, *signs) for signs in NUMBERS)


def _splits_evenly(lines: list[str], delimiter: str) -> bool:
    """Whether all lines have equally many cells, two or more, and those below the first are numbers."""
    rows = [line.split(delimiter) for line in lines]
    numbers = all(_is_a_number(cell) for row in rows[1:] or rows for cell in row)
    return len(rows[0]) > 1 and len(set(map(len, rows))) == 1 and numbers


def guessed_delimiter(text: str) -> str:
    """Return the delimiter that best splits the first rows into equally many cells, most of them numbers."""

    def likelihood(delimiter: str) -> tuple[bool, float, float, float]:
        rows, readable = _sample(text, delimiter)
        if not rows:
            return False, 0.0, 0.0, 0.0
        width = len(rows[0])
        alike = sum(len(row) == width for row in rows) / len(rows)
        cells = [cell for row in rows[1:] or rows for cell in row]
        numbers = sum(map(_is_a_number, cells)) / len(cells)
        ungrouped = sum(" " not in cell for cell in cells) / len(cells)
        return readable and width > 1 and 2 * alike >= 1, alike, numbers, ungrouped

    return max(DELIMITERS, key=likelihood)


def formats(text: str, delimiter: str) -> tuple[Reading, ...]:
    """Return the possible readings of a text with this delimiter, the likeliest first."""
    rows, _ = _sample(text, delimiter, MOST_ROWS)
    cells = _shapes(rows)
    likely = _likely_signs(rows, cells, delimiter)
    found = [Format(delimiter, signs[0], _has_names(rows, signs), signs[1]) for signs in likely]
    if len(likely) == 1:
        return (Reading(found[0]),)
    cell = next(cell for cell in cells if _read(cell, likely[0]) != _read(cell, likely[1]))
    return tuple(Reading(written, f"{cell} as {_value(cell, written)}") for written in found)


def guessed_format(text: str, delimiter: str) -> Format:
    """Return the likeliest format of a text with this delimiter."""
    return formats(text, delimiter)[0].written


def about_numbers(text: str, written: Format) -> tuple[str, ...]:
    """Return a sentence with the value of the first number that is not in plain notation, if there is one."""
    signs = written.decimal, written.thousands
    if signs == PLAIN:
        return ()
    rows, _ = _sample(text, written.delimiter, MOST_ROWS)
    unusual = (cell for row in rows for cell in row if is_number(cell, *signs) and not is_number(cell))
    return tuple(f"{quoted(cell)} is read as {_value(cell, written)}." for cell in islice(unusual, 1))


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


def _value(cell: str, written: Format) -> str:
    value = _read(measured(cell).number, (written.decimal, written.thousands))
    return "no number" if value is None else write_number(value)


def _has_names(rows: list[tuple[str, ...]], signs: Signs) -> bool:
    first, second = (rows[place] if len(rows) > place else () for place in (0, 1))
    numbers = [is_number(measured(cell).number, *signs) for cell in first]
    names_a_number = any(
        not number and is_number(measured(below).number, *signs) for number, below in zip(numbers, second, strict=False)
    )
    return names_a_number or not any(numbers)


def _sample(text: str, delimiter: str, most: int = SAMPLE) -> tuple[list[tuple[str, ...]], bool]:
    """The first rows that are not empty, and whether the text could be read so far."""
    rows: list[tuple[str, ...]] = []
    try:
        for row in islice(rows_of(without_comments(plainer(text), delimiter)[0], delimiter), most):
            if any(row.cells):
                rows.append(row.cells)
    except ValueError:
        return rows, False
    return rows, True
