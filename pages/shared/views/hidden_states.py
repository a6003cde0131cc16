"""The Hidden states page: the value of each unit over time, and the slope of its activation."""

from __future__ import annotations

from pages.shared.stage.cards import Cards
from pages.shared.visitor.view import View
from rnn.figures import hidden, slope, unit_over_time


def hidden_states(view: View) -> Cards:
    """Return the states of all units, those of one unit, and the slopes."""
    return Cards(
        hidden=lambda: hidden.draw(view.shown_pass, view.sequence),
        unit=lambda: unit_over_time.draw(view.shown_pass, view.unit, view.sequence),
        slope=lambda: slope.draw(view.shown_pass, view.sequence),
    )
