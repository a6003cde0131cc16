"""Stop: where the card of a lesson has Play end."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Stop:
    """An epoch at which Play ends; pressed again there, it goes on, unless the card's question is still open.

    closed : whether nothing beyond that epoch may be seen yet
    walk : then also the last sub-step of the walk that may be seen, counted from 0
    """

    epoch: int
    closed: bool = False
    walk: int = 0

    def ends(self, goal: int | None, began: int) -> int | None:
        """Return where training ends that began at an epoch, toward a goal or by Play; None where nothing ends it."""
        if goal is not None:
            return min(goal, self.epoch) if self.closed else goal
        return self.epoch if self.closed or began < self.epoch else None
