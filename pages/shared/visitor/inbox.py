"""Inbox: the commands in what the stage's component sent; anybody may send anything, so nothing of it is trusted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeGuard

MOST_COMMANDS = 200
"""Commands read of one message; the browser never sends more."""
LARGEST_NUMBER = 2**53 - 1
"""The largest number of a command: the largest integer that a browser counts to."""


def commands_in(state: Any) -> list[dict[str, Any]]:
    """Return the numbered commands of a component's state {command: {list: [...]}}; anything else is left out."""
    command = state.get("command") if isinstance(state, Mapping) else None
    commands = command.get("list") if isinstance(command, Mapping) else None
    return [one for one in commands[:MOST_COMMANDS] if is_numbered(one)] if isinstance(commands, list) else []


def is_numbered(command: Any) -> TypeGuard[dict[str, Any]]:
    """Whether this is a command {n, ...} with a number that a browser can give."""
    return isinstance(command, dict) and is_whole(command.get("n")) and command["n"] <= LARGEST_NUMBER


def is_whole(value: Any) -> TypeGuard[int]:
    """Whether `value` is an int and not a bool."""
    return isinstance(value, int) and not isinstance(value, bool)
