"""Gaps: cells without a number in the chosen columns of a table, left out or filled from their neighbours."""

from __future__ import annotations

from collections.abc import Sequence
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
_ABSENT = ("", "nan", "na", "n/a", "null", "none", "nil", "-", "--", ".", "?")
_ERRORS = ("#n/a", "#value!", "#div/0!", "#ref!", "#name?", "#num!", "#null!")
_MISSING = frozenset((*_ABSENT, *_ERRORS))
MOST_NAMED = 3


def is_gap(cell: str) -> bool:
    """Whether a cell is empty or says that its number is missing."""
    return cell.strip().lower() in _MISSING


def gaps_in(table: Table, columns: Columns) -> dict[int, list[int]]:
    """Return the rows with a gap of each chosen column that has any, {column: rows}."""
    if columns.label is not None:  # words may look like gaps
        return {}
    chosen = dict.fromkeys((*columns.inputs, *columns.targets))
    found = {place: [row for row, cells in enumerate(table.rows) if is_gap(cells[place])] for place in chosen}
    return {place: rows for place, rows in found.items() if rows}


def about_gaps(table: Table, gaps: dict[int, list[int]]) -> str:
    """Say which columns have no number in which rows, with what stands there instead."""
    return " ".join(
        f"Column {quoted(table.names[place])} has no number in {cells_named(table, place, rows)}."
        for place, rows in gaps.items()
    )


def cells_named(table: Table, place: int, rows: Sequence[int]) -> str:
    """Name the first of these rows, with what stands there in that column."""
    cells = [(table.places[row], table.rows[row][place]) for row in rows[:MOST_NAMED]]
    named = ", ".join(f"{where} ({quoted(cell)})" if cell else where for where, cell in cells)
    return named + (f" and {len(rows) - MOST_NAMED:,} more" if len(rows) > MOST_NAMED else "")


def without_gaps(table: Table, columns: Columns, way: str) -> Table:
    """Return the table with the gaps of the chosen columns closed in one of `WAYS`.

    Each sequence is filled by itself. Rows before the first number of a column have nothing to be filled from and are
    left out; what follows its last number repeats it.
    """
    gaps = gaps_in(table, columns)
    if way == REFUSE or not gaps:
        return table
    rows = [list(row) for row in table.rows]
    if way != LEAVE_OUT:
        groups = groups_of(table, columns.sequence).values()
        for place in gaps:
            for group in groups:
                cells = [rows[row][place] for row in group]
                filled = _last(cells) if way == "last" else _line(cells, table.decimal, table.thousands)
                for row, cell in zip(group, filled, strict=True):
                    rows[row][place] = cell
    kept = [row for row, cells in enumerate(rows) if not any(is_gap(cells[place]) for place in gaps)]
    return replace(table, rows=tuple(tuple(rows[row]) for row in kept), places=tuple(table.places[row] for row in kept))


def _last(cells: Sequence[str]) -> list[str]:
    """Each gap like the cell before it."""
    filled: list[str] = []
    for cell in cells:
        filled.append(filled[-1] if is_gap(cell) and filled else cell)
    return filled


def _line(cells: Sequence[str], decimal: str, thousands: str) -> list[str]:
    """A straight line between the numbers around a gap; a cell that is no number stays, and is named later."""
    filled = _last(cells)
    known = [place for place, cell in enumerate(cells) if not is_gap(cell)]
    for begin, end in pairwise(known):
        if end - begin > 1 and all(is_number(cells[place], decimal, thousands) for place in (begin, end)):
            low, high = (value_of(cells[place], decimal, thousands) for place in (begin, end))
            for place in range(begin + 1, end):
                value = low + (high - low) * (place - begin) / (end - begin)
                filled[place] = write_number(value).replace(".", decimal)
    return filled
