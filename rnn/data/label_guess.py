"""Guess the column with the label of each sequence."""

from __future__ import annotations

from rnn.data.column_names import is_label
from rnn.data.labelled import MOST_CLASSES
from rnn.data.table import Table, groups_of

WORDS = "Each different word is a symbol; words are separated by spaces."


def label_in(table: Table, sequence: int | None) -> int | None:
    """Return the first column that is called a label and has one of a few classes for each sequence, or None.

    sequence : the column that names the sequence; None: each row may be one
    """
    if len(table.names) < 2:
        return None
    groups = list(groups_of(table, sequence).values()) if sequence is not None else []
    for place, name in enumerate(table.names):
        cells = [row[place] for row in table.rows]
        few = 2 <= len(set(cells)) <= min(MOST_CLASSES, max(len(cells) - 1, 2)) and all(cells)
        alike = all(len({cells[row] for row in rows}) == 1 for rows in groups)
        if place != sequence and is_label(name) and few and alike:
            return place
    return None


def about_label(table: Table, place: int) -> str:
    """Return how many classes there are."""
    return f"It has {len({row[place] for row in table.rows})} classes: the label of each sequence."
