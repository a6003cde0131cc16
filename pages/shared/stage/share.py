"""Share: who may work now, for how long, and how often to tick, so that many people can play on one machine.

One process serves everybody, and Python runs one thread at a time. So training and drawing pass one gate, in slices
of a few hundredths of a second; half of the interpreter is left to Streamlit; and the more people play, the longer a
tick: a script run has a fixed cost, and it is then paid once for more frames.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import streamlit as st

from pages.shared.stage.connection import send_at_once
from pages.shared.visitor.paces import Pace

# People playing at most -> seconds of a tick, frames a second for each, part of the time for training, all together.
TICKS = ((1, 0.25, 20, 0.56), (2, 0.25, 12, 0.5), (9, 0.5, 10, 0.4), (60, 1.0, 10, 0.3), (10_000, 2.0, 8, 0.25))
CALM_TICK, CALM_TRAINING = 0.5, 0.7
"""For one person alone who prefers fewer frames."""
DRAWING = 0.35
"""The part of the time that drawing may take, all together; heavy figures get fewer frames."""
BYTES = 1_500_000
"""What one person's charts may send a second."""
ACTIVE = 4.0
COLLECT = 60.0


@dataclass(frozen=True)
class Plan:
    """One tick: its length in seconds, the frames to show in it, and the part of it that is for training."""

    tick: float
    frames: int
    training: float


class Share:
    """The gate of one server process, and who has played lately."""

    def __init__(self) -> None:
        """Make threads take turns quickly, and take what is already loaded out of the garbage collector's sight."""
        sys.setswitchinterval(0.001)
        send_at_once()
        gc.collect()
        gc.freeze()
        self._gate = threading.Semaphore(1)
        self._lock = threading.Lock()
        self._seen: dict[str, float] = {}
        self._collected = time.monotonic()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Work for one slice, while nobody else does."""
        with self._gate:
            yield

    def plan(self, visitor: str, pace: Pace, drawing: tuple[float, int]) -> Plan:
        """How `visitor`, who is playing, shall tick now; `drawing` is seconds and bytes of a frame."""
        people = self._playing(visitor)
        tick, frames, training = next(row for most, *row in TICKS if people <= most)
        if pace.frames < frames:
            tick, frames, training = max(tick, CALM_TICK), pace.frames, CALM_TRAINING if people == 1 else training
        affordable = min(DRAWING / people / max(drawing[0], 1e-6), BYTES / max(drawing[1], 1))
        return Plan(tick, max(1, int(min(frames, affordable) * tick)), training / people)

    def left(self, visitor: str) -> None:
        """`visitor` plays no more."""
        with self._lock:
            self._seen.pop(visitor, None)

    def collect_garbage(self) -> None:
        """Now and then, since Streamlit's own collection after every run is off (it would cost 30 to 50 ms each)."""
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
    """The one Share of this server."""
    return Share()
