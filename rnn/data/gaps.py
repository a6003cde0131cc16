"""Gaps: cells without a number in the chosen columns of a table, left out or filled from their neighbours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from rnn.data.number_text import is_number, value_of, write_number
from rnn.data.table import Columns, Table, groups_of
from rnn.text.quoting import quoted

REFUSE, LEAVE_OUT = "refuse", "leave out"
WAYS = {
    REFUSE: "not allowed",
    LEAVE_OUT: "leave these rows out",
    "last": "fill with the last value",
    "linear": "fill along a straight line",
}
_MISSING = frozenset(("", "nan", "na", "n/a", "#n/a", "#value!", "#div/0!", "null", "none", "nil", "-", "--", ".", "?"))
MOST_NAMED = 3


def is_gap(cell: str) -> bool:
    """Whether a cell is empty or says that its number is missing."""
    return cell.strip().lower() in _MISSING


def gaps_in(table: Table, columns: Columns) -> dict[int, list[int]]:
    """Return the rows with a gap of each chosen column that has any, {column: rows}."""
    chosen = dict.fromkeys((*columns.inputs, *columns.targets))
    found = {place: [row for row, cells in enumerate(table.rows) if is_gap(cells[place])] for place in chosen}
    return {place: rows for place, rows in found.items() if rows}


def about_gaps(table: Table, gaps: dict[int, list[int]]) -> str:
    """Say which columns have no number in which rows, with what stands there instead."""
    return " ".join(
        f"Column {quoted(table.names[place])} has no number in {_places(table, place, rows)}."
        for place, rows in gaps.items()
    )


def without_gaps(table: Table, columns: Columns, way: str) -> Table:
    """Return the table with the gaps of the chosen columns closed in one of `WAYS`.

    Each sequence is filled by itself. Rows before the first number of a column have nothing to be filled from and are
    left out; after its last number it stays as it was.
    """
    gaps = gaps_in(table, columns)
    if way == REFUSE or not gaps:
        return table
    rows = [list(row) for row in table.rows]
    if way != LEAVE_OUT:
        fill = {"last": _last, "linear": _line}[way]
        for place in gaps:
            for group in groups_of(table, columns.sequence).values():
                for row, cell in zip(group, fill([rows[row][place] for row in group], table), strict=True):
                    rows[row][place] = cell
    kept = [row for row, cells in enumerate(rows) if not any(is_gap(cells[place]) for place in gaps)]
    cells = tuple(tuple(rows[row]) for row in kept)
    return replace(table, rows=cells, places=tuple(table.places[row] for row in kept))


def _last(cells: Sequence[str], table: Table) -> list[str]:
    filled: list[str] = []
    for cell in cells:
        filled.append(filled[-1] if is_gap(cell) and filled else cell)
    return filled


def _line(cells: Sequence[str], table: Table) -> list[str]:
    """A straight line between the numbers around a gap; a cell that is no number stays, and is named later."""
    filled = _last(cells, table)
    known = [place for place, cell in enumerate(cells) if not is_gap(cell)]
    readable: Callable[[str], bool] = lambda cell: is_number(cell, table.decimal, table.thousands)  # noqa: E731
    for begin, end in pairwise(known):
        if end - begin > 1 and readable(cells[begin]) and readable(cells[end]):
            low, high = (value_of(cells[place], table.decimal, table.thousands) for place in (begin, end))
            for place in range(begin + 1, end):
                value = low + (high - low) * (place - begin) / (end - begin)
                filled[place] = write_number(value).replace(".", table.decimal)
    return filled


def _places(table: Table, place: int, rows: list[int]) -> str:
    cells = [(table.places[row], table.rows[row][place]) for row in rows[:MOST_NAMED]]
    named = ", ".join(f"{where} ({quoted(cell)})" if cell else where for where, cell in cells)
    return named + (f" and {len(rows) - MOST_NAMED:,} more" if len(rows) > MOST_NAMED else "")
