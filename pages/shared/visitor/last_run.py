"""The run that can be brought back."""

from __future__ import annotations

from dataclasses import dataclass

from rnn import Trainer
from rnn.training.lanes import Lanes


@dataclass(frozen=True)
class LastRun:
    """The lanes before the present ones.

    lanes, lane, parent, name : as in Session
    """

    lanes: Lanes
    lane: int
    parent: Trainer | None
    name: str
