"""Share: divide computing time fairly among the visitors who play on one server.

One process serves everybody, and Python runs one thread at a time. So training and drawing pass one gate, in slices of
a few hundredths of a second, between which clicks are answered; half of the interpreter's time is left to Streamlit.
Ticks get longer with the number of visitors, since a script run has a fixed cost, which is then paid once for more
frames.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from dataclasses import dataclass

import streamlit as st

from pages.shared.stage.connection import send_at_once
from pages.shared.stage.gate import Gate
from pages.shared.visitor.paces import Pace

# (most who play, seconds of a tick, frames a second for each, fractions of time for training and drawing in all)
TICKS = (
    (1, 0.25, 20, 0.56, 0.35),
    (2, 0.25, 12, 0.5, 0.35),
    (9, 0.5, 10, 0.4, 0.35),
    (30, 1.0, 10, 0.3, 0.35),
    (60, 1.5, 8, 0.15, 0.55),
    (10_000, 2.0, 8, 0.15, 0.45),
)
"""Figures that draw slowly get fewer frames; what is left of the time is Streamlit's."""
CALM_TICK, CALM_TRAINING = 0.5, 0.7
"""Seconds per tick, and fraction for training, of a lone visitor who chose fewer frames."""
BYTES = 1_500_000
"""Bytes per second that the charts of one visitor may send."""
ACTIVE = 4.0
COLLECT = 60.0


@dataclass(frozen=True)
class Plan:
    """One tick: its length in seconds, its number of frames, and the fraction of it for training."""

    tick: float
    frames: int
    training: float


class Share:
    """The gate of one server process, and the visitors who played recently."""

    def __init__(self) -> None:
        """Shorten the thread switch interval, and exclude loaded objects from garbage collection."""
        sys.setswitchinterval(0.001)
        send_at_once()
        gc.collect()
        gc.freeze()
        self.gate = Gate()
        self._lock = threading.Lock()
        self._seen: dict[str, float] = {}
        self._collected = time.monotonic()

    def plan(self, visitor: str, pace: Pace, drawing: tuple[float, int]) -> Plan:
        """Return the plan of the next tick of `visitor`; `drawing` is the seconds and bytes of a frame, drawn alone."""
        people = self._playing(visitor)
        tick, frames, training, for_drawing = next(row for most, *row in TICKS if people <= most)
        if pace.frames < frames:
            tick, frames, training = max(tick, CALM_TICK), pace.frames, CALM_TRAINING if people == 1 else training
        affordable = min(for_drawing / people / max(drawing[0], 1e-6), BYTES / max(drawing[1], 1))
        return Plan(tick, max(1, int(min(frames, affordable) * tick)), training / people)

    def left(self, visitor: str) -> None:
        """Record that `visitor` stopped playing."""
        with self._lock:
            self._seen.pop(visitor, None)

    def collect_garbage(self) -> None:
        """Collect garbage at most once a minute: Streamlit's own, after every run, is off (30 to 50 ms each)."""
        now = time.monotonic()
        if now - self._collected > COLLECT:
            self._collected = now
            gc.collect()

    def _playing(self, visitor: str) -> int:
        now = time.monotonic()
        with self._lock:
            self._seen[visitor] = now
            self._seen = {who: when for who, when in self._seen.items() if now - when < ACTIVE}
            return len(self._seen)


@st.cache_resource(show_spinner=False)
def share() -> Share:
    """Return the Share of this server."""
    return Share()
