"""Offers: what a page has beside its charts, and whether its ticks have something to do."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from pages.shared.visitor.visit import Session
from pages.shared.visitor.what_if import sliders


class Offers(NamedTuple):
    """Whether the page has the what-if sliders, or only keeps their place; and whether a sweep advances meanwhile."""

    what_if: bool = False
    sweeps: bool = False
    what_if_later: bool = False

    def at_work(self, session: Session) -> bool:
        """Whether a tick has something to do."""
        return session.busy or (self.sweeps and session.sweep.goes_on)

    def sliders(self, session: Session) -> dict[str, Any] | Literal["later"] | None:
        """Return the what-if sliders as the browser is told of them."""
        if self.what_if:
            return sliders(session)
        return "later" if self.what_if_later else None
