"""Rows above a table that are no part of it, as instruments write them, and the names that R writes above it."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from rnn.text.quoting import quoted


class Cells(NamedTuple):
    """One row, and the number of its first line."""

    line: int
    cells: tuple[str, ...]


def without_rows_above(rows: list[Cells]) -> tuple[list[Cells], str]:
    """Return the rows of the table, and a sentence about those above it; "" if there are none.

    Rows are above the table if all that follow have the same number of cells, and they have fewer. A last one of
    them with one cell less is the names, where the row below holds a number: R names no column of row names.
    """
    width, _ = Counter(len(row.cells) for row in rows[-len(rows) // 2 :]).most_common(1)[0] if rows else (0, 0)
    above = next((place for place, row in enumerate(rows) if len(row.cells) >= width), 0)
    if not above or 2 * above > len(rows) or any(len(row.cells) != width for row in rows[above:]):
        return rows, ""
    names, first = rows[above - 1], rows[above]
    are_names = len(names.cells) == width - 1 > 1 and not any(map(_has_digits, names.cells))
    if are_names and _has_digits(first.cells[-1]):
        rows, above = [*rows[: above - 1], Cells(names.line, ("", *names.cells)), *rows[above:]], above - 1
    if not above:
        return rows, ""
    example = quoted(" ".join(rows[0].cells))
    if above == 1:
        return rows[1:], f"A row above the table was left out: {example}."
    return rows[above:], f"{above} rows above the table were left out, from {example} on."


def _has_digits(cell: str) -> bool:
    return any(letter.isdigit() for letter in cell)
