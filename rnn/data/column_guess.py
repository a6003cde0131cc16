"""Guess the roles of the columns of a table: sequence name, time or index, input, target."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rnn.data.gaps import about_gaps
from rnn.data.limits import LARGEST, MOST_FEATURES
from rnn.data.number_text import is_number, value_of, write_number
from rnn.data.table import SAMPLE, SEQUENCE, Columns, Table, groups_of
from rnn.text.quoting import plain, quoted

FEWEST_DIGITS = 6
"""Letters of a number that cannot be too large without an exponent."""
FEWEST = 3
"""Fewest rows for which 1, 2, 3 ... is taken for an index."""
_LAST_OF_A_TIME = re.compile("time|timestamp|date|datetime|index|idx")
_TIME = re.compile(
    "t|time|timestamp|stamp|date|datetime|ds|day|week|month|quarter|year|hour|minute|second|period|epoch|elapsed"
    "|s|ms|sec|seconds|minutes|hours|days|weeks|months|years|unix|utc|zeit|datum|jahr|monat|tag|stunde"
    "|step|index|idx|id|nr|no|num|number|row|obs|observation|unnamed"
)
_ID = re.compile("ids?|uid|key|group|series|sequence|item|subject|patient|store|sensor|trial|episode|run|unit")
_DATE = re.compile(
    r"[0-9]{1,4}[-/.][0-9]{1,2}([-/.][0-9]{1,4})?([T ]+[0-9:.,]+ *([AaPp][Mm])?(Z|[+-][0-9:]+)?)?"
    r"|[0-9]{1,2}:[0-9]{2}(:[0-9.,]+)?|([0-9]{1,2}[- ])?[A-Z][a-z]{2,8}[-. ]+([0-9]{1,2},? )?[0-9]{2,4}"
    r"|[0-9]{4}[- ]?[QWM][0-9]{1,2}"
)
_DAY = re.compile(r"(19|20)[0-9]{2}(0[1-9]|1[0-2])([0-2][0-9]|3[01])")


class Guess(NamedTuple):
    """Guessed roles of the columns, and the reasons: {column: sentence}."""

    columns: Columns
    said: dict[int, str]

    def about(self, chosen: Columns) -> tuple[str, ...]:
        """Return the sentences about the columns whose role is the guessed one."""
        return tuple(said for place, said in self.said.items() if _use(place, chosen) == _use(place, self.columns))


def guess(table: Table) -> Guess:
    """Guess by names and values: sequence name, time or index, targets (y, target), and inputs.

    A time column is left out only if another input remains.
    """
    places = range(len(table.names))
    numeric = [place for place in places if _is_numeric(table, place)]
    sequence = _sequence(table)
    targets = [place for place in numeric if _names_a_target(table.names[place]) and place != sequence]
    others = [place for place in places if place not in targets and place != sequence]
    groups = list(groups_of(table, sequence).values())
    times = {place: why for place in others if (why := _time(table, place, groups, place in numeric))}
    large = {place: why for place in numeric if place not in times and (why := _large(table, place))}
    left_out = {**times, **large}
    said = {place: f"Column {quoted(table.names[place])} is left out: it {why}." for place, why in left_out.items()}
    targets = [place for place in targets if place not in large]
    inputs = [place for place in others if place in numeric and place not in left_out]
    if not inputs:  # one with gaps before one that counts time
        said |= {place: gaps for place in others if place not in left_out and (gaps := _gaps(table, place))}
        inputs = [place for place in others if place in said and place not in left_out]
    if not inputs:
        inputs = [place for place in others if place in numeric]
        said = {place: sentence for place, sentence in said.items() if place not in inputs}
    unused = [place for place in others if place not in (*inputs, *said)]
    said |= {place: f"{gaps} It is left out." for place in unused if (gaps := _gaps(table, place))}
    if sequence is not None:
        said[sequence] = f"Column {quoted(table.names[sequence])} names the sequence: {len(groups):,} of them."
    return Guess(Columns(tuple(inputs[:MOST_FEATURES]), tuple(targets[:MOST_FEATURES]), sequence), said)


def _use(place: int, columns: Columns) -> tuple[bool, bool, bool]:
    return place in columns.inputs, place in columns.targets, place == columns.sequence


def _is_numeric(table: Table, place: int) -> bool:
    return all(is_number(row[place], table.decimal, table.thousands) for row in table.rows[:SAMPLE])


def _large(table: Table, place: int) -> str | None:
    """Reason why the numbers of a column cannot be used: the first of them beyond what a sequence may hold; or None."""
    signs = table.decimal, table.thousands
    for where, cells in zip(table.places, table.rows, strict=True):
        cell = cells[place]
        may_be = len(cell) > FEWEST_DIGITS or "e" in cell.lower()  # all others are small
        if may_be and is_number(cell, *signs) and abs(value_of(cell, *signs)) > LARGEST:
            return f"has {quoted(cell)} in {where}, beyond {plain(LARGEST)}"
    return None


def _names_a_target(name: str) -> bool:
    return name.lower().startswith("target") or name.lower().rstrip("0123456789") == "y"


def _words(name: str) -> list[str]:
    """The words of a name such as unique_id, storeId or "time (s)", in lower case."""
    return [word.lower() for word in re.findall(r"[^\W\d_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name))]


def _sequence(table: Table) -> int | None:
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
        words = _words(name)
        if words[-1:] == ["id"] or _are(_ID, words) or _has_a_time_for_each(table, place):
            return place
    return None


def _has_a_time_for_each(table: Table, place: int) -> bool:
    """Whether each date occurs once for each name in a text column, and more than once overall."""
    names = [row[place] for row in table.rows]
    if any(is_number(name, table.decimal, table.thousands) or _DATE.fullmatch(name) for name in names):
        return False
    for other, name in enumerate(table.names):
        dates = [row[other] for row in table.rows]
        timed = _is_time(name) or all(_DATE.fullmatch(date) for date in dates)
        if other != place and timed and len(set(dates)) < len(set(zip(names, dates, strict=True))) == len(dates):
            return True
    return False


def _is_time(name: str) -> bool:
    words = _words(name)
    return _are(_LAST_OF_A_TIME, words[-1:]) or _are(_TIME, words)


def _are(known: re.Pattern[str], words: list[str]) -> bool:
    return bool(words) and all(map(known.fullmatch, words))


def _gaps(table: Table, place: int) -> str | None:
    """Sentence about the rows without a number in a mostly numeric column; None for any other column."""
    gaps = [row for row, cells in enumerate(table.rows) if not is_number(cells[place], table.decimal, table.thousands)]
    if not 0 < len(gaps) <= len(table.rows) / 2:
        return None
    return about_gaps(table, {place: gaps})


def _time(table: Table, place: int, groups: list[list[int]], numeric: bool) -> str | None:
    """Reason why a column is time or an index, or None; its values must increase within each sequence."""
    name, cells = table.names[place], [row[place] for row in table.rows]
    if not numeric:
        return "holds dates or times" if all(_DATE.fullmatch(cell) for cell in cells) else None
    if (place and not _is_time(name)) or not all(is_number(cell, table.decimal, table.thousands) for cell in cells):
        return None
    values = [[value_of(cells[row], table.decimal, table.thousands) for row in rows] for rows in groups]
    if not all(now < later for several in values for now, later in pairwise(several)):
        return None
    if len(groups) == len(table.rows):
        return None
    if place == 0 and _has_no_name(table):
        return f"has no name and counts the rows{_beginning(values[0])}"
    if len(table.rows) < FEWEST:
        return None
    if _is_time(name):
        return f"counts time or rows{_beginning(values[0])}"
    if place == 0 and all(_DAY.fullmatch(cell) for cell in cells):
        return "holds dates"
    if place == 0 and not _names_an_input(name) and all(_counts(several) for several in values):
        return f"counts the rows{_beginning(values[0])}"
    return None


def _has_no_name(table: Table) -> bool:
    """Whether only the first column is unnamed, as pandas and R write an index."""
    return table.names[0] == "column 1" and any(
        name != f"column {place}" for place, name in enumerate(table.names, start=1)
    )


def _names_an_input(name: str) -> bool:
    return name.lower().rstrip("0123456789") == "x" or "input" in name.lower()


def _counts(values: Sequence[float]) -> bool:
    """0, 1, 2 ... or 1, 2, 3 ..."""
    return values[0] in (0, 1) and all(value == values[0] + place for place, value in enumerate(values))


def _beginning(values: Sequence[float]) -> str:
    return f" ({', '.join(map(write_number, values[:3]))}{' ...' if len(values) > 3 else ''})"
