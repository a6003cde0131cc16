"""Speeds of Play."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """Speed of Play: epochs per second (None: as many as possible), and frames per second."""

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
