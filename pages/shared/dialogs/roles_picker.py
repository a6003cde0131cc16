"""Roles picker: the first rows of a file, column by column, with the role of each column to be changed by one click."""

from __future__ import annotations

from pathlib import Path

from streamlit.components import v2

from pages.shared.visitor import dialog_state
from pages.shared.visitor.callbacks import uninterrupted
from rnn.data.column_guess import Guess
from rnn.data.roles import ROLES, Change, Roles, after_changes, valid_changes
from rnn.data.table import Table

PREVIEW = 3
MOST_LETTERS = 40
_BROWSER = Path(__file__).parent / "browser"
_PICKER = v2.component(
    "bptt_lab_roles",
    html="<div class='roles'></div>",
    js=(_BROWSER / "roles.js").read_text(encoding="utf-8"),
    css=(_BROWSER / "roles.css").read_text(encoding="utf-8"),
    isolate_styles=False,
)
"""A component, since 64 columns would be as many widgets, and labels of widgets are markdown; it writes plain text.

Without isolation, since the dialog leads Tab past whatever is in a shadow root."""


def pick_roles(table: Table, guess: Guess, key: str) -> tuple[Roles, str]:
    """Draw the columns of a table as it is written; return their roles, and a sentence about the last change."""
    number, changes = _changes(key, len(table.names))
    roles, sentence = after_changes(guess.roles, changes, table.names)
    said, rows = guess.about(roles), table.rows[:PREVIEW]
    columns = [
        {"name": name, "cells": [row[place][:MOST_LETTERS] for row in rows]} for place, name in enumerate(table.names)
    ]
    _PICKER(
        key=key,
        data={
            "columns": columns,
            "places": list(table.places[:PREVIEW]),
            "roles": ROLES,
            "chosen": list(roles),
            "whys": [said.get(place, "") for place in range(len(roles))],
            "changes": {"n": number, "list": [list(change) for change in changes]},
        },
        on_changes_change=_receive,
    )
    return roles, sentence


@uninterrupted
def _receive() -> None:
    """Take the changes; they are read where the picker is drawn."""


def _changes(key: str, columns: int) -> tuple[int, list[Change]]:
    """How many changes the browser has sent, and those that count; both are untrusted."""
    sent = dialog_state.sent(key, "changes")
    number = sent.get("n") if isinstance(sent, dict) else None
    if not isinstance(sent, dict) or type(number) is not int:
        return 0, []
    return number, valid_changes(sent.get("list"), columns)
