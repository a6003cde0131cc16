"""Coded sequences: words or classes as their numbers in a list of names, learned as one-hot symbols."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnn.data.sequences import Rows
from rnn.network.parameters import Array
from rnn.text.quoting import quoted

MOST_NAME_LETTERS = 40


def as_names(label: str, value: Any, most: int) -> tuple[str, ...]:
    """Return names that differ, at most so many. Raises ValueError with a message for the user."""
    if not isinstance(value, (list, tuple)) or len(value) > most:
        raise ValueError(f"{label}: {quoted(value)} is not allowed. Give a list of at most {most} names.")
    for name in value:
        if not isinstance(name, str) or not 1 <= len(name) <= MOST_NAME_LETTERS or not _whole(name):
            raise ValueError(f"{label}: {quoted(name)} is not a name. Give a text of 1 to {MOST_NAME_LETTERS} letters.")
    if len(set(value)) < len(value):
        twice = next(name for name in value if value.count(name) > 1)
        raise ValueError(f"{label}: {quoted(twice)} occurs twice. Give each name once.")
    return tuple(value)


def check_coded(label: str, sequences: tuple[Rows, ...], names: tuple[str, ...]) -> None:
    """Raise ValueError unless each time step is the number of a name, counted from 0."""
    for place, rows in enumerate(sequences, start=1):
        for step, row in enumerate(rows, start=1):
            if len(row) != 1 or row[0] not in range(len(names)):
                raise ValueError(
                    f"{label} {place}: {quoted(list(row))} at time step {step} is not the number of a name. "
                    f"Give a whole number from 0 to {len(names) - 1}."
                )


def one_hot(rows: Rows, names: tuple[str, ...]) -> Array:
    """Return coded rows (T, 1) as symbols, (T, n); without names the rows as they are, (T, D)."""
    array = np.array(rows)
    return np.eye(len(names))[array[:, 0].astype(int)] if names else array


def _whole(name: str) -> bool:
    """Whether the name can be written to a file."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
