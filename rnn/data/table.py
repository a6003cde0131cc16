"""A table of text cells, and the sequences in the columns chosen from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from rnn.data.data_checks import check_count
from rnn.data.limits import MOST_FEATURES, MOST_LETTERS
from rnn.data.number_text import read_number, write_number
from rnn.data.own_data import OwnData, write_blocks
from rnn.data.sequences import Rows, as_rows
from rnn.text.quoting import quoted

SAMPLE = 50
"""Rows examined by a guess."""
SEQUENCE = "sequence"


@dataclass(frozen=True)
class Table:
    """Rows of text cells, one row for each time step and one cell for each column name.

    label : name of the table in messages
    places : name of each row in messages, such as "line 3"
    decimal, thousands : decimal sign, and the optional separator between groups of three digits
    units : what the numbers of each column are divided by, such as 1e6 where they are read in millions; () for 1
    """

    label: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    places: tuple[str, ...]
    decimal: str = "."
    thousands: str = ""
    units: tuple[float, ...] = ()

    def unit(self, column: int) -> float:
        """Return what the numbers of a column are divided by."""
        return self.units[column] if self.units else 1.0


class Columns(NamedTuple):
    """Columns used, counted from 0; without targets, the next item is the target.

    label : the column with the class of each sequence, or None
    """

    inputs: tuple[int, ...]
    targets: tuple[int, ...] = ()
    sequence: int | None = None
    label: int | None = None


def read_sequences(table: Table, columns: Columns) -> OwnData:
    """Return the sequences in these columns; raises ValueError with row and column of a bad cell."""
    _check_chosen(table, columns)
    groups = groups_of(table, columns.sequence)
    if columns.sequence is not None and "" in groups:
        raise ValueError(
            f"{_where(table, groups[''][0], columns.sequence)} is empty. Give the name or number of the sequence."
        )
    check_count(table.label, len(groups))
    several = [(_called(table, columns, name), rows) for name, rows in groups.items()]
    inputs = tuple(_numbers(table, called, rows, columns.inputs) for called, rows in several)
    targets = tuple(_numbers(table, called, rows, columns.targets) for called, rows in several if columns.targets)
    for part in (inputs, targets):
        _check_fits_the_field(table.label, part)
    return OwnData(inputs, targets or None)


def groups_of(table: Table, sequence: int | None) -> dict[str, list[int]]:
    """Return the row numbers of each sequence, in order of first appearance."""
    if sequence is None:
        return {"": list(range(len(table.rows)))}
    groups: dict[str, list[int]] = {}
    for place, row in enumerate(table.rows):
        groups.setdefault(row[sequence], []).append(place)
    return groups


def are_mixed(table: Table, columns: Columns) -> bool:
    """Whether the rows of different sequences are interleaved."""
    if columns.sequence is None:
        return False
    names = [row[columns.sequence] for row in table.rows]
    begins = sum(name != before for before, name in zip([None, *names], names, strict=False))
    return begins > len(set(names))


def write_table(label: str, data: OwnData) -> Table:
    """Return the table with columns sequence, x1 ... and y1 ... that `read_sequences` reads back as the same data."""
    targets = data.targets or ((),) * len(data.inputs)
    names = column_names(len(data.inputs[0][0]), len(targets[0][0]) if data.targets else 0)
    rows = tuple(
        (str(place), *map(write_number, (*x, *(y[step] if y else ()))))
        for place, (x_rows, y) in enumerate(zip(data.inputs, targets, strict=True), start=1)
        for step, x in enumerate(x_rows)
    )
    return Table(label, names, rows, row_places(len(rows)))


def column_names(inputs: int, targets: int) -> tuple[str, ...]:
    """Return sequence, x1, x2 ... y1 ..."""
    return (SEQUENCE, *(f"x{n + 1}" for n in range(inputs)), *(f"y{n + 1}" for n in range(targets)))


def row_places(rows: int) -> tuple[str, ...]:
    """Return the names of the rows of a table on the screen, for messages."""
    return tuple(f"row {place}" for place in range(1, rows + 1))


def _check_chosen(table: Table, columns: Columns) -> None:
    if not table.rows:
        raise ValueError(f"{table.label}: it is empty. Give a row for each time step.")
    if not columns.inputs:
        raise ValueError(f"{table.label}: no input column is chosen. Choose from 1 to {MOST_FEATURES}.")
    for kind, chosen in (("input", columns.inputs), ("target", columns.targets)):
        if len(chosen) > MOST_FEATURES:
            raise ValueError(
                f"{table.label}: {len(chosen)} {kind} columns are too many. Choose at most {MOST_FEATURES}."
            )


def _check_fits_the_field(label: str, sequences: tuple[Rows, ...]) -> None:
    """Raise ValueError for data too long to be typed, so that the sidebar can show and edit all of it."""
    letters = len(write_blocks(sequences))
    if letters > MOST_LETTERS:
        raise ValueError(
            f"{label}: written as a text, its numbers take {letters:,} characters. "
            f"Give at most {MOST_LETTERS:,}: fewer rows, columns or digits."
        )


def _called(table: Table, columns: Columns, name: str) -> str:
    return table.label if columns.sequence is None else f"{table.label}, sequence {quoted(name)}"


def _numbers(table: Table, called: str, rows: list[int], columns: tuple[int, ...]) -> Rows:
    return as_rows(called, [[_number(table, row, column) for column in columns] for row in rows])


def _number(table: Table, row: int, column: int) -> float:
    cell = table.rows[row][column]
    if not cell:
        raise ValueError(f"{_where(table, row, column)} is empty. Give a number, or leave this row or column out.")
    where = f"{table.places[row]}, column {quoted(table.names[column])},"
    return read_number(table.label, cell, where, table.decimal, table.thousands, table.unit(column))


def _where(table: Table, row: int, column: int) -> str:
    return f"{table.label}: {table.places[row]}, column {quoted(table.names[column])},"
