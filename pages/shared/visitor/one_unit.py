"""One unit: the command that sets weight, bias and activation of the unit that is iterated alone."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite
from typing import Any, TypeGuard

from pages.shared.visitor.visit import Session
from rnn.lenses.one_unit import OneUnit
from rnn.network.activations import ACTIVATIONS

HIGHEST = 1e6


def one_unit(session: Session, command: dict[str, Any], now: float) -> Session:
    """Set the unit of {w, b, activation}; a command without w follows the selected unit of the network again."""
    if "w" not in command:
        return replace(session, one_unit=None)
    w, b, activation = (command.get(name) for name in ("w", "b", "activation"))
    if not (_is_number(w) and _is_number(b) and isinstance(activation, str) and activation in ACTIVATIONS):
        return session
    return replace(session, one_unit=OneUnit(float(w), float(b), activation))


def _is_number(value: Any) -> TypeGuard[float]:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return number and isfinite(value) and abs(value) <= HIGHEST
