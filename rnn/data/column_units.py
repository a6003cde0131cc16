"""Units of columns: units written in cells are taken out of them, and large numbers are read in millions or more."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from rnn.data.column_numbers import numbers_in
from rnn.data.gaps import is_gap
from rnn.data.limits import LARGEST
from rnn.data.number_text import is_number, value_of, write_number
from rnn.data.number_units import measured
from rnn.data.table import Table
from rnn.network.parameters import Array
from rnn.text.quoting import plain, quoted

LARGE = {1e6: "millions", 1e9: "billions", 1e12: "trillions"}
"""Units for columns with numbers beyond what a sequence may hold, {unit: its name}."""
BEYOND = 1e15
"""From here on a number is taken for a mark of something else, and its column is left out."""


class Unit(NamedTuple):
    """The unit of a column, and a sentence about how its numbers are read."""

    name: str
    said: str


def in_units(table: Table) -> tuple[Table, list[Array], dict[int, Unit]]:
    """Return the table with its columns in units, the numbers of each column, and {column: its unit}."""
    columns = [[row[place] for row in table.rows] for place in range(len(table.names))]
    numbers = [numbers_in(table, place) for place in range(len(columns))]
    written: dict[int, Unit] = {}
    for place, cells in enumerate(columns):
        if np.isnan(numbers[place]).any() and (unit := _written_unit(table, cells)):
            columns[place], sentence = _without_unit(table, cells, unit)
            written[place] = Unit(unit, sentence)
    if written:
        table = replace(table, rows=tuple(zip(*columns, strict=True)))
        numbers = [numbers_in(table, place) if place in written else each for place, each in enumerate(numbers)]
    units = tuple(_large_unit(each) for each in numbers)
    scaled = [each / unit if unit > 1 else each for each, unit in zip(numbers, units, strict=True)]
    large = {place: _in_large(unit, written.get(place)) for place, unit in enumerate(units) if unit > 1}
    return replace(table, units=units), scaled, written | large


def _written_unit(table: Table, cells: list[str]) -> str:
    """The unit of at least half of the cells that are not gaps; "" if there is none."""
    counts = Counter(cells)
    units: Counter[str] = Counter()
    for cell, times in counts.items():
        number, unit = measured(cell)
        if unit and is_number(number, table.decimal, table.thousands):
            units[unit] += times
    if not units:
        return ""
    unit, times = units.most_common(1)[0]
    return unit if 2 * times >= sum(times for cell, times in counts.items() if not is_gap(cell)) else ""


def _without_unit(table: Table, cells: list[str], unit: str) -> tuple[list[str], str]:
    """The cells without that unit, and a sentence with the first of them."""
    split = {cell: measured(cell) for cell in set(cells)}
    bare = [split[cell].number if split[cell].unit == unit else cell for cell in cells]
    first = next(place for place, cell in enumerate(cells) if split[cell].unit == unit)
    value = write_number(value_of(bare[first], table.decimal, table.thousands))
    return bare, f"{quoted(cells[first])} is read as {value}, in {unit}."


def _large_unit(numbers: Array) -> float:
    """What to divide the numbers by, so that the largest of them is below 1000; 1 where they are small enough."""
    largest = np.abs(numbers[np.isfinite(numbers)]).max(initial=0.0)
    if not LARGEST < largest <= BEYOND:
        return 1.0
    return max(unit for unit in LARGE if unit <= largest)


def _in_large(unit: float, written: Unit | None) -> Unit:
    """The unit of a column of large numbers, which may have one that is written in its cells."""
    sentence = f"It is read in {LARGE[unit]}, since numbers may be at most {plain(LARGEST)}."
    if not written:
        return Unit(LARGE[unit], sentence)
    return Unit(f"{LARGE[unit]} of {written.name}", f"{written.said} {sentence}")
