"""Sweep: a plan that can be carried out."""

from __future__ import annotations

from rnn.sweep.plan import Plan
from rnn.sweep.state import SweepState
from rnn.sweep.table import Table


class Sweep(Plan):
    """All combinations of the values of one or two choices, each with every seed; as declared in `Plan`."""

    def start(self) -> SweepState:
        """Return the sweep before the first epoch."""
        return SweepState.start(self)

    def run(self) -> Table:
        """Train every run to its end and return the results."""
        return self.start().advance().table
