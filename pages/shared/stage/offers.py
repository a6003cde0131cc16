"""Offers: what a page has beside its charts, and whether its ticks have something to do."""

from __future__ import annotations

from typing import NamedTuple

from pages.shared.visitor.visit import Session


class Offers(NamedTuple):
    """Whether the page has the what-if sliders, and whether a sweep advances while it is open."""

    what_if: bool = False
    sweeps: bool = False

    def at_work(self, session: Session) -> bool:
        """Whether a tick has something to do."""
        return session.busy or (self.sweeps and session.sweep.goes_on)
