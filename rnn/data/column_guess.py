"""Guess the roles of the columns of a table: sequence name, time or index, input, target."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from rnn.data.column_names import are_days, is_date, is_input, is_target, is_time
from rnn.data.column_units import BEYOND, Unit, in_units
from rnn.data.gaps import cells_named, is_gap
from rnn.data.label_guess import WORDS, about_label, label_in
from rnn.data.limits import LARGEST, MOST_FEATURES
from rnn.data.roles import INPUT, LABEL, LEFT_OUT, TARGET, TIME, Roles, columns_of
from rnn.data.roles import SEQUENCE as NAMES_THE_SEQUENCE
from rnn.data.sequence_guess import sequence_in
from rnn.data.table import Columns, Table, groups_of
from rnn.network.parameters import Array
from rnn.text.quantities import counted
from rnn.text.quoting import plain, quoted

FEWEST = 3
"""Fewest rows for which 1, 2, 3 ... is taken for an index."""
FEW_GAPS = 0.1
"""Fraction of the rows up to which a column with gaps is proposed beside columns without."""


class Guess(NamedTuple):
    """How a table is understood.

    table : the table with its columns in units
    numbers : those of each column, (rows,); nan where a cell is no number
    units : {column: its unit}
    roles : the guessed role of each column
    why : reasons, {column: sentence}
    """

    table: Table
    numbers: list[Array]
    units: dict[int, Unit]
    roles: Roles
    why: dict[int, str]

    @property
    def columns(self) -> Columns:
        """The columns that are learned from if the guess is followed."""
        return columns_of(self.roles)

    def about(self, roles: Roles) -> dict[int, str]:
        """Return what is to be said about the columns in these roles, {column: sentence}.

        The guess says its reason, the sequence column how many it names; a column that is learned from, what stands in
        its way, or else its unit.
        """
        said = {place: why for place, why in self.why.items() if roles[place] == self.roles[place]}
        names = {place: _names(self.table, place) for place, role in enumerate(roles) if role == NAMES_THE_SEQUENCE}
        learned = [place for place, role in enumerate(roles) if role in (INPUT, TARGET)]
        units = {place: self.units[place].said for place in learned if place in self.units}
        if LABEL in roles:
            words = [place for place in learned if np.isnan(self.numbers[place]).any()]
            return said | names | units | dict.fromkeys(words, WORDS)
        obstacles = {place: it for place in learned if (it := _obstacle(self.table, self.numbers[place], place))}
        return said | names | units | obstacles


def guess(table: Table) -> Guess:
    """Guess by names and values: sequence name, time or index, targets (y, target), and inputs.

    A time column is left out only if another input remains.
    """
    table, numbers, units = in_units(table)
    places = range(len(table.names))
    sequence = sequence_in(table)
    label = label_in(table, sequence)
    groups = list(groups_of(table, sequence).values())
    obstacles = {place: it for place in places if (it := _obstacle(table, numbers[place], place))}
    usable = [place for place in places if place not in obstacles or _has_few_gaps(table, numbers[place], place)]
    targets = [place for place in usable if is_target(table.names[place]) and place not in (sequence, label)]
    others = [place for place in places if place not in (*targets, sequence, label)]
    times = {place: it for place in others if (it := _time(table, place, groups, numbers[place]))}
    inputs = _inputs(others, usable, times, [place for place in others if _mostly_numbers(numbers[place])])
    if label is not None and not inputs:
        inputs = [place for place in others if place not in times][:1]
    roles = [LEFT_OUT for _ in places]
    for role, chosen in ((TIME, times), (INPUT, inputs[:MOST_FEATURES]), (TARGET, targets[:MOST_FEATURES])):
        for place in chosen:
            roles[place] = role
    why = {place: f"It {times[place]}." for place in times if roles[place] == TIME}
    too_many = f"It is left out, since at most {MOST_FEATURES} columns may be inputs, and as many targets."
    why |= {place: obstacles.get(place, too_many) for place in others + targets if roles[place] == LEFT_OUT}
    if sequence is not None:
        roles[sequence] = NAMES_THE_SEQUENCE
        why[sequence] = f"It names {counted(len(groups), 'sequence')}."
    if label is not None:
        roles[label] = LABEL
        why[label] = about_label(table, label)
    return Guess(table, numbers, units, tuple(roles), why)


def _inputs(others: list[int], usable: list[int], times: dict[int, str], numeric: list[int]) -> list[int]:
    """The columns of numbers that are no time; if there are none, those with gaps; if there are none, the times."""
    candidates = (
        [place for place in others if place in usable and place not in times],
        [place for place in numeric if place not in times],
        numeric,
    )
    return next((found for found in candidates if found), [])


def _mostly_numbers(numbers: Array) -> bool:
    return bool(2 * np.isnan(numbers).sum() <= len(numbers))


def _has_few_gaps(table: Table, numbers: Array, place: int) -> bool:
    """Whether all that a column lacks is a few numbers, and no cell has other text or a number that is too large."""
    missing = np.flatnonzero(np.isnan(numbers))
    if len(missing) > FEW_GAPS * len(numbers) or (np.abs(numbers) > LARGEST).any():
        return False
    return all(is_gap(table.rows[row][place]) for row in missing)


def _obstacle(table: Table, numbers: Array, place: int) -> str | None:
    """Sentence about the cells of a column that cannot be learned; None where all can."""
    missing = np.flatnonzero(np.isnan(numbers))
    if 2 * len(missing) > len(numbers):
        example = next((row[place] for row in table.rows if not is_gap(row[place])), "")
        return f"It holds text, such as {quoted(example)}." if example else "It is empty."
    if len(missing):
        return f"It has no number in {cells_named(table, place, missing.tolist())}."
    large = np.flatnonzero(~(np.abs(numbers) <= LARGEST))
    if len(large):
        row = int(large[0])
        return f"It has {quoted(table.rows[row][place])} in {table.places[row]}, beyond {plain(BEYOND)}."
    return None


def _names(table: Table, place: int) -> str:
    sequences = len(groups_of(table, place))
    return f"It names {counted(sequences, 'sequence')}."


def _time(table: Table, place: int, groups: list[list[int]], numbers: Array) -> str | None:
    """Reason why a column is time or an index, or None; its values must increase within each sequence."""
    name, cells = table.names[place], [row[place] for row in table.rows]
    if np.isnan(numbers).any():
        return "holds dates or times" if all(map(is_date, cells)) else None
    if (place and not is_time(name)) or len(groups) == len(table.rows):
        return None
    values = [numbers[rows] for rows in groups]
    if not all((several[1:] > several[:-1]).all() for several in values):
        return None
    beginning = _beginning([cells[row] for row in groups[0]])
    if place == 0 and _has_no_name(table):
        return f"has no name and counts the rows{beginning}"
    if len(table.rows) < FEWEST:
        return None
    if is_time(name):
        return f"counts time or rows{beginning}"
    if place == 0 and are_days(cells):
        return "holds dates"
    if place == 0 and not is_input(name) and all(_counts(several) for several in values):
        return f"counts the rows{beginning}"
    return None


def _has_no_name(table: Table) -> bool:
    """Whether only the first column is unnamed, as pandas and R write an index."""
    return table.names[0] == "column 1" and any(
        name != f"column {place}" for place, name in enumerate(table.names, start=1)
    )


def _counts(values: Array) -> bool:
    """0, 1, 2 ... or 1, 2, 3 ..."""
    return values[0] in (0, 1) and bool((np.diff(values) == 1).all())


def _beginning(cells: Sequence[str]) -> str:
    return f" ({', '.join(cell[:20] for cell in cells[:3])}{' ...' if len(cells) > 3 else ''})"
