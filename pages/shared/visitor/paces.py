"""Paces: how fast Play trains."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """How fast Play trains: epochs a second (None: as many as possible), and frames a second to show it with."""

    label: str
    epochs: float | None
    frames: int = 20


PACES = {
    "1": Pace("1 epoch/s", 1),
    "10": Pace("10 epochs/s", 10),
    "100": Pace("100 epochs/s", 100),
    "1000": Pace("1,000 epochs/s", 1000),
    "max": Pace("max speed", None),
    "calm": Pace("max speed, fewer frames", None, frames=10),
}
