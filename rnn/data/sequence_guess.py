"""Guess the column that names the sequence of each row."""

from __future__ import annotations

from rnn.data.column_names import is_date, is_id, is_time
from rnn.data.number_text import is_number
from rnn.data.table import SEQUENCE, Table


def sequence_in(table: Table) -> int | None:
    """The column called "sequence", or else the first id column with several rows for each of several names.

    A column counts as id by its name, or if it is text beside a time column that restarts for each name.
    """
    lower = [name.lower() for name in table.names]
    if SEQUENCE in lower:
        return lower.index(SEQUENCE)
    for place, name in enumerate(table.names):
        cells = [row[place] for row in table.rows]
        if len(table.names) == 1 or not all(cells) or not 1 < len(set(cells)) <= len(cells) / 2:
            continue
        if is_id(name) or _has_a_time_for_each(table, place):
            return place
    return None


def _has_a_time_for_each(table: Table, place: int) -> bool:
    """Whether each date occurs once for each name in a text column, and more than once overall."""
    names = [row[place] for row in table.rows]
    if any(is_number(name, table.decimal, table.thousands) or is_date(name) for name in set(names)):
        return False
    for other, name in enumerate(table.names):
        dates = [row[other] for row in table.rows]
        timed = is_time(name) or all(map(is_date, dates))
        if other != place and timed and len(set(dates)) < len(set(zip(names, dates, strict=True))) == len(dates):
            return True
    return False
