"""Restore the run to which the browser's Back or Forward leads."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

from pages.shared.visitor.visit import Session
from rnn import from_query
from rnn.data.limits import MOST_LINK_LETTERS
from rnn.training.lanes import Lanes

MOST_NAME_LETTERS = 64


def returned_to(session: Session, name: Any, query: Any) -> Session:
    """Return the session with the run of that name; `query` is None if the experiment is too long for a link.

    The last run is restored with its history. Of any other run only the experiment is known, so it starts untrained.
    Invalid arguments change nothing.
    """
    if not isinstance(name, str) or not 0 < len(name) <= MOST_NAME_LETTERS or name == session.name:
        return session
    if session.last and session.last.name == name:
        return session.with_last_back()
    if not isinstance(query, str) or len(query) > MOST_LINK_LETTERS:
        return session
    link = from_query(parse_qsl(query, keep_blank_values=True))
    return replace(session.starting(Lanes.start(link.experiments)), name=name)
