"""Safekeeping: what is too long for a link is kept by the browser, with its history, as the text of a file."""

from __future__ import annotations

from typing import Any

from pages.shared.visitor.returning import MOST_KEPT_LETTERS
from pages.shared.visitor.visit import Session
from rnn import to_json, to_query


def to_keep(session: Session) -> dict[str, Any] | None:
    """Return {"run": its name, "file": the text of its file, None if too long}; None where the link is enough."""
    first, *others = session.lanes.experiments
    if to_query(first, others=others) is not None:
        return None
    file = to_json(first, others)
    return {"run": session.name, "file": file if len(file) <= MOST_KEPT_LETTERS else None}
