"""Sampling: the command that changes how a network of letters writes; nothing is trained."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pages.shared.visitor.inbox import is_whole
from pages.shared.visitor.visit import Session
from rnn.data.letters import as_text
from rnn.lenses.writing import HOTTEST, MOST_SEED, MOST_SEED_LETTERS


def sample(session: Session, command: dict[str, Any], now: float) -> Session:
    """Set temperature, seed text or seed of what is written; an invalid value changes nothing."""
    found: dict[str, Any] = {}
    temperature, seed, seed_text = (command.get(name) for name in ("temperature", "seed", "seed_text"))
    if isinstance(temperature, (int, float)) and not isinstance(temperature, bool) and 0 <= temperature <= HOTTEST:
        found["temperature"] = float(temperature)
    if is_whole(seed) and 0 <= seed <= MOST_SEED:
        found["seed"] = seed
    if isinstance(seed_text, str) and len(seed_text) <= MOST_SEED_LETTERS and _is_text(seed_text):
        found["seed_text"] = as_text(seed_text)
    return replace(session, sampling=replace(session.sampling, **found)) if found else session


def _is_text(value: str) -> bool:
    """Whether it can be sent back to the browser."""
    try:
        as_text(value)
    except ValueError:
        return False
    return True
