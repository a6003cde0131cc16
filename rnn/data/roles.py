"""Roles of the columns of a table, and the changes of them that a person makes one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rnn.data.limits import MOST_FEATURES
from rnn.data.table import Columns
from rnn.text.quoting import quoted

INPUT, TARGET, TIME, SEQUENCE, LABEL, LEFT_OUT = "input", "target", "time", "sequence", "label", "left out"
ROLES = {INPUT: "Input", TARGET: "Target", TIME: "Time", SEQUENCE: "Sequence", LABEL: "Label", LEFT_OUT: "Left out"}
"""Each role and its label. A column of time is left out as well; the plot is drawn over it."""
ONLY_ONE = {SEQUENCE: "names the sequence", LABEL: "is the label"}

Roles = tuple[str, ...]
Change = tuple[int, str]
"""A column and its new role."""


def columns_of(roles: Sequence[str]) -> Columns:
    """Return the columns that are learned from, and the one that names the sequence."""
    by_role = {role: tuple(place for place, each in enumerate(roles) if each == role) for role in ROLES}
    sequence, label = (next(iter(by_role[role]), None) for role in (SEQUENCE, LABEL))
    return Columns(by_role[INPUT], by_role[TARGET], sequence, label)


def changed(roles: Roles, place: int, role: str, names: Sequence[str]) -> tuple[Roles, str]:
    """Return the roles after one column was given another one, and a sentence where that has a consequence.

    A seventeenth input or target is refused and changes nothing. There is one sequence
    column and one label: a new one takes over.
    """
    if role in (INPUT, TARGET) and roles.count(role) >= MOST_FEATURES and roles[place] != role:
        return roles, (
            f"At most {MOST_FEATURES} columns may be {role}s, so that {quoted(names[place])} keeps its role. "
            f"Leave another {role} out first."
        )
    following = [role if column == place else each for column, each in enumerate(roles)]
    before = [column for column, each in enumerate(roles) if role == each in ONLY_ONE and column != place]
    for column in before:
        following[column] = LEFT_OUT
    sentence = f"Only one column {ONLY_ONE[role]}: {quoted(names[before[0]])} is left out now." if before else ""
    return tuple(following), sentence


def after_changes(guessed: Roles, changes: Iterable[Change], names: Sequence[str]) -> tuple[Roles, str]:
    """Return the roles after all changes of the guess, and the sentence about the last of them."""
    roles, sentence = guessed, ""
    for place, role in changes:
        roles, sentence = changed(roles, place, role, names)
    return roles, sentence


def valid_changes(sent: Any, columns: int) -> list[Change]:
    """Return the changes in a list of [column, role]; what is none, as a forged message may hold, is left out."""
    return [
        (place, role)
        for place, role in (change for change in _list(sent) if len(_list(change)) == 2)
        if type(place) is int and 0 <= place < columns and isinstance(role, str) and role in ROLES
    ]


def _list(sent: Any) -> list[Any]:
    return sent if isinstance(sent, list) else []
