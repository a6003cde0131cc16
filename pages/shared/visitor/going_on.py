"""Going on: a session that trains from its newest epoch, at its pace or to a goal."""

from __future__ import annotations

from dataclasses import replace

from pages.shared.visitor.visit import Session


def played(session: Session, now: float) -> Session:
    """Return the session that trains from its newest epoch on."""
    playing = session.lanes.can_advance
    following = replace(session, held=None, sought=None, goal=None, what_if=None)
    return replace(following, playing=playing, clock=now, debt=0.0, began=session.lanes.epoch)


def train_to(session: Session, goal: int, now: float) -> Session:
    """Return the session that trains to epoch `goal` at full speed and stops there; Pause ends it sooner."""
    if goal <= session.lanes.epoch or not session.lanes.can_train:
        return session
    return replace(played(session, now), playing=True, goal=goal)
