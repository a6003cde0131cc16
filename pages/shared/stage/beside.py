"""Beside: what a page has besides its experiment: the run's name, the card of a lesson, hidden controls."""

from __future__ import annotations

from typing import Any

from pages.shared.visitor import session as visitor
from pages.shared.visitor.hidden import hidden_query
from pages.shared.visitor.lesson_links import lesson_query
from pages.shared.visitor.lesson_moves import LESSONS, is_seen
from pages.shared.visitor.visit import Session


def of_the_card(session: Session) -> tuple[Any, ...]:
    """Return what the text beside the charts of a lesson depends on."""
    return (session.reading, is_seen(session)) if visitor.page() == LESSONS else ()


def beside_the_experiment(session: Session) -> dict[str, str]:
    """Return the name of the run, and the parts of the link that are no experiment."""
    lesson = lesson_query(session.reading) if visitor.page() == LESSONS else ""
    return {"run": session.name, "lesson": lesson, "hidden": hidden_query(session.hidden)}
