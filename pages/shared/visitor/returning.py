"""Restore the run to which the browser's Back or Forward leads."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

from pages.shared.visitor.visit import Session
from rnn import Experiment, ExperimentError, from_query, lanes_from_json
from rnn.data.limits import MOST_LINK_LETTERS
from rnn.training.lanes import Lanes

MOST_NAME_LETTERS = 64
MOST_KEPT_LETTERS = 500_000
"""Characters of the file that a browser keeps of an experiment that is too long for a link."""


def returned_to(session: Session, name: Any, query: Any, file: Any = None) -> Session:
    """Return the session with the run of that name.

    The last run is restored with its history. Of any other run only the experiment is known, so it starts untrained.
    Invalid arguments change nothing: a browser keeps them, and anybody may have changed them.
    query : the experiment as a link; None if it is too long for one
    file : then the text of its file, if the browser kept it
    """
    if not isinstance(name, str) or not 0 < len(name) <= MOST_NAME_LETTERS or name == session.name:
        return session
    if session.last and session.last.name == name:
        return session.with_last_back()
    experiments = _of_link(query) if query is not None else _of_file(file)
    return replace(session.starting(Lanes.start(experiments)), name=name) if experiments else session


def _of_link(query: Any) -> tuple[Experiment, ...]:
    if not isinstance(query, str) or len(query) > MOST_LINK_LETTERS:
        return ()
    return from_query(parse_qsl(query, keep_blank_values=True)).experiments


def _of_file(file: Any) -> tuple[Experiment, ...]:
    if not isinstance(file, str) or len(file) > MOST_KEPT_LETTERS:
        return ()
    try:
        return lanes_from_json(file)
    except ExperimentError:
        return ()
