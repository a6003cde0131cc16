"""What can be seen of the columns of a table: their numbers over the rows, thinned where there are too many."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from rnn.data.column_numbers import numbers_in
from rnn.data.roles import INPUT, TARGET, TIME, Roles, columns_of
from rnn.data.table import Table, groups_of
from rnn.network.parameters import Array

MOST_POINTS = 1000
"""Rows that are drawn one by one."""
PARTS = 400
"""Parts of a longer table, each drawn by its lowest and its highest number."""
MOST_TICKS = 4


class Seen(NamedTuple):
    """A column as it is drawn.

    x, y : places and numbers; nan breaks the line
    alone : which of the numbers have none beside them, so that no line is drawn
    low, high : the smallest and the largest number of the column; nan where it has none
    """

    name: str
    role: str
    x: Array
    y: Array
    alone: Array
    low: float
    high: float


class Columns(NamedTuple):
    """The columns that are learned from, over a common axis.

    over : the name of the time column; None for the number of the row
    ticks : {place: text} where the axis has texts such as dates
    each : rows for each part; 1 if every row is drawn
    broken : whether there are several sequences, which are drawn one after the other
    """

    seen: tuple[Seen, ...]
    over: str | None
    ticks: dict[float, str]
    each: int
    broken: bool


def columns_seen(table: Table, roles: Roles, units: Mapping[int, str]) -> Columns:
    """Return what is drawn of the inputs and targets of a table.

    units : {column: name of its unit}
    """
    chosen = columns_of(roles)
    groups = list(groups_of(table, chosen.sequence).values())
    order = _with_breaks(groups)
    time = next((place for place, role in enumerate(roles) if role == TIME), None) if len(groups) == 1 else None
    x, ticks = _axis(table, time, order)
    each = 1 if len(order) <= MOST_POINTS else -(-len(order) // PARTS)
    seen = []
    for place in (*chosen.inputs, *chosen.targets):
        numbers = np.append(numbers_in(table, place), np.nan)[order]  # -1, a break, is the nan
        name = f"{table.names[place]} ({units[place]})" if place in units else table.names[place]
        finite = numbers[np.isfinite(numbers)]
        if chosen.label is not None and not len(finite):  # words
            continue
        low, high = (float(finite.min()), float(finite.max())) if len(finite) else (np.nan, np.nan)
        drawn_x, drawn_y = thinned(x, np.where(np.isfinite(numbers), numbers, np.nan), each)
        role = TARGET if place in chosen.targets else INPUT
        seen.append(Seen(name, role, drawn_x, drawn_y, _alone(drawn_y), low, high))
    return Columns(tuple(seen), table.names[time] if time is not None else None, ticks, each, len(groups) > 1)


def thinned(x: Array, y: Array, each: int) -> tuple[Array, Array]:
    """Return the lowest and the highest number of each part of so many rows, in their order; a gap breaks the line."""
    if each == 1:
        return x, y
    parts = -(-len(y) // each)
    numbers = np.pad(y, (0, parts * each - len(y)), constant_values=np.nan).reshape(parts, each)
    places = np.pad(x, (0, parts * each - len(x)), mode="edge").reshape(parts, each)
    gaps = np.isnan(numbers)
    low, high = np.where(gaps, np.inf, numbers).argmin(axis=1), np.where(gaps, -np.inf, numbers).argmax(axis=1)
    two = np.sort(np.stack([low, high], axis=1), axis=1)
    three = np.concatenate([two, two[:, 1:]], axis=1)  # the third breaks the line
    drawn = np.take_along_axis(numbers, three, axis=1)
    drawn[:, 2] = np.nan
    kept = np.stack([np.ones(parts, bool), np.ones(parts, bool), gaps.any(axis=1)], axis=1)
    return np.take_along_axis(places, three, axis=1)[kept], drawn[kept]


def _with_breaks(groups: list[list[int]]) -> Array:
    """The rows of one sequence after the other, with -1 between them."""
    order = [row for group in groups for row in (*group, -1)]
    return np.array(order[:-1], dtype=int)


def _axis(table: Table, time: int | None, order: Array) -> tuple[Array, dict[float, str]]:
    """Places of the rows: the numbers of the time column if they increase, or else 1, 2 ... with a few of its texts."""
    rows = np.cumsum(order >= 0).astype(float)
    if time is None:
        return rows, {}
    numbers = numbers_in(table, time) * table.unit(time)
    if np.isfinite(numbers).all() and (numbers[1:] > numbers[:-1]).all():
        return numbers, {}
    shown = np.unique(np.linspace(0, len(order) - 1, MOST_TICKS).round().astype(int))
    return rows, {float(row + 1): table.rows[row][time] for row in shown}


def _alone(y: Array) -> Array:
    missing = np.isnan(np.concatenate([[np.nan], y, [np.nan]]))
    return np.asarray(~missing[1:-1] & missing[:-2] & missing[2:])
