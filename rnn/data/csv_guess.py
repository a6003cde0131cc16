"""Guess the format of a CSV file; where a comma is ambiguous, every reading is kept.

As in clevercsv (van den Burg, Nazabal and Sutton 2019), a reading is good if all rows have the same number of cells
and most cells are numbers. Neither clevercsv nor csv.Sniffer nor pandas tells 1,234 from 1.234, and pandas does not
ask.
"""

from __future__ import annotations

import re
from itertools import islice

from rnn.data.comment_lines import without_comments
from rnn.data.csv_table import DELIMITERS, MOST_ROWS, Format, rows_of
from rnn.data.number_text import plainer
from rnn.data.rows_above import Cells, without_rows_above
from rnn.data.sign_guess import PLAIN, Reading, about_numbers_in, are_numbers, formats_of, is_a_number, value_in
from rnn.data.table import SAMPLE
from rnn.text.quantities import counted

_SURELY_ONE = re.compile(r"[+-]?[0-9]+,0[0-9]+|.*[0-9][ .'].*")
"""0,05 is hardly two columns, nor are 1.234,5 and 1 234."""
_ALONE = re.compile(r'"[^"]*"')


def readings(text: str) -> tuple[Reading, ...]:
    """Return the possible readings of a text, the likeliest first; several only if their numbers differ."""
    text, _ = without_comments(plainer(text))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    words = [line.strip('"') if _ALONE.fullmatch(line) else line for line in lines] if '"' in text else lines
    named = bool(words) and not is_a_number(words[0]) and any(map(str.isalpha, words[0]))
    body = words[named:]
    if not body or any('"' in word for word in words) or (named and "," in lines[0]) or not are_numbers(body):
        return formats(text, guessed_delimiter(text))
    one = formats(text, ";")  # which splits no line here
    if len(one) == 1 and "," not in text:
        one = (Reading(one[0].written._replace(delimiter=",")),)
    delimiter = next((each for each in ", " if _splits_evenly(lines, each)), None)
    if delimiter is None:
        return one
    example = max((line for line in body if delimiter in line), key=len)
    one = tuple(
        Reading(reading.written, f"{example} as one number, {value_in(example, reading.written)}") for reading in one
    )
    cells = example.split(delimiter)
    meaning = f"{example} as {counted(len(cells), 'column')}, {' and '.join(cells)}"
    several = (Reading(formats(text, delimiter)[0].written, meaning),)
    return one + several if any(map(_SURELY_ONE.fullmatch, body)) else several + one


def _splits_evenly(lines: list[str], delimiter: str) -> bool:
    """Whether all lines have equally many cells, two or more, and those below the first are numbers."""
    if delimiter not in lines[0]:
        return False
    rows = [line.split(delimiter) for line in lines]
    cells = [cell for row in rows[1:] or rows for cell in row]
    return len(set(map(len, rows))) == 1 and are_numbers(cells)


def guessed_delimiter(text: str) -> str:
    """Return the delimiter that best splits the first rows into equally many cells, most of them numbers."""

    def likelihood(delimiter: str) -> tuple[bool, float, float, float]:
        rows, readable, others = _sample(text, delimiter)
        if not rows:
            return False, 0.0, 0.0, 0.0
        width = len(rows[0])
        alike = 1 - others / len(rows)
        cells = [cell for row in rows[1:] or rows for cell in row]
        numbers = sum(map(is_a_number, cells)) / len(cells)
        ungrouped = sum(" " not in cell for cell in cells) / len(cells)
        if delimiter == " " and "\t" in text:  # tabs may stand between texts with spaces
            alike /= 2
        return readable and width > 1 and 2 * others <= len(rows), alike, numbers, ungrouped

    return max(DELIMITERS, key=likelihood)


def formats(text: str, delimiter: str) -> tuple[Reading, ...]:
    """Return the possible readings of a text with this delimiter, the likeliest first."""
    return formats_of(_sample(text, delimiter, MOST_ROWS)[0], delimiter)


def guessed_format(text: str, delimiter: str) -> Format:
    """Return the likeliest format of a text with this delimiter."""
    return formats(text, delimiter)[0].written


def about_numbers(text: str, written: Format) -> tuple[str, ...]:
    """Return a sentence with the value of the first number that is not in plain notation, if there is one."""
    if (written.decimal, written.thousands) == PLAIN:
        return ()
    return about_numbers_in(_sample(text, written.delimiter, MOST_ROWS)[0], written)


def _sample(text: str, delimiter: str, most: int = SAMPLE) -> tuple[list[tuple[str, ...]], bool, int]:
    """The first rows of the table, whether the text could be read so far, and how many rows have another width."""
    rows: list[Cells] = []
    readable = True
    try:
        for row in islice(rows_of(without_comments(plainer(text))[0], delimiter), most):
            if any(row.cells):
                rows.append(row)
    except ValueError:
        readable = False
    table = without_rows_above(rows)[0]
    width = len(table[0].cells) if table else 0
    return [row.cells for row in table], readable, sum(len(row.cells) != width for row in rows)
