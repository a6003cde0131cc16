"""Newest: a visitor's newest session, for what is called later and outside of a script run."""

from __future__ import annotations

from dataclasses import dataclass

from pages.shared.visitor.visit import Session


@dataclass
class Newest:
    """A place that always holds a visitor's newest session; the one value here that changes."""

    session: Session
