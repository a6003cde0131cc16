"""Playing: train the epochs due since the last tick in slices, with a frame after each; a sweep likewise."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pages.shared.stage.frames import size_of
from pages.shared.stage.share import Plan, Share
from pages.shared.visitor.paces import PACES, Pace
from pages.shared.visitor.view import View
from pages.shared.visitor.visit import Session
from rnn.sweep.run import trains_here

Frame = dict[str, Any]
MOST_RECENT = 16
SLICE = 0.03
"""Seconds of a sweep between which clicks of others are answered."""


def pace_of(session: Session) -> Pace:
    """Return the present pace; training to a goal and seeking use full speed."""
    return PACES["max" if session.goal is not None or session.sought is not None else session.pace]


def play(
    session: Session, plan: Plan, share: Share, draw: Callable[[View, str], Frame], now: float
) -> tuple[Session, list[Frame]]:
    """Train the epochs due at this tick and draw frames with `draw(view, state)`; none if no epoch is due yet."""
    elapsed = min(now - session.clock, 2 * plan.tick)
    pace = pace_of(session).epochs
    owed = None if pace is None else session.debt + pace * elapsed
    slices = max(1, round(plan.frames * elapsed / plan.tick))
    slices = slices if owed is None else min(slices, int(owed))
    if not slices:
        return replace(session, clock=now, debt=owed or 0.0), []
    seconds = plan.training * elapsed / slices
    frames, past, costs = [], [], []
    with share.gate.turn():
        for count in _evenly(None if owed is None else int(owed), slices):
            if not _goes_on(session):
                break
            timed = session.goal is None
            session = replace(session, lanes=session.lanes.advance(_up_to_end(session, count), seconds, timed))
            past.append(session.lanes.each(replace))  # copies, since a trainer remembers the arrays of its latest pass
            frame, session = drawn(session, draw)
            frames.append(frame)
            costs.append(session.drawing)
            share.gate.give_way()
    recent = (*past[::-1], *session.recent)[:MOST_RECENT]
    cost = min(costs, default=session.drawing)  # other visitors' threads make some frames seem dearer than they are
    session = replace(session, clock=now, debt=0.0 if owed is None else owed % 1, recent=recent, drawing=cost)
    return (session if _goes_on(session) else replace(session, playing=False, goal=None)), frames


def seek(
    session: Session, plan: Plan, share: Share, draw: Callable[[View, str], Frame], now: float
) -> tuple[Session, list[Frame]]:
    """Advance the held run toward the sought epoch, and draw it."""
    assert session.held is not None
    assert session.sought is not None
    with share.gate.turn():
        seconds = plan.training * min(max(now - session.clock, 0.0), 2 * plan.tick)
        held = session.held.advance(session.sought - session.held.epoch, seconds)
        arrived = held.epoch >= session.sought or not held.can_advance
        session = replace(session, held=held, sought=None if arrived else session.sought, clock=now)
        frame, session = drawn(session, draw)
    return session, [frame]


def sweep(
    session: Session, plan: Plan, share: Share, draw: Callable[[View, str], Frame], now: float
) -> tuple[Session, list[Frame]]:
    """Advance the sweep in slices for the visitor's part of this tick, and draw it."""
    sweeping = session.sweep.sweeping
    assert sweeping is not None
    elapsed = min(max(now - sweeping.clock, 0.0), 2 * plan.tick)
    run, left = sweeping.run, plan.training * min(elapsed, plan.tick)  # a late tick keeps no click waiting longer
    if not trains_here(run):  # it only waits, which keeps nobody from the gate
        run, left = run.advance(min(left, SLICE)), 0.0
    with share.gate.turn():
        while left > 0 and not run.finished:
            began = time.perf_counter()
            run = run.advance(min(left, SLICE))
            left -= time.perf_counter() - began
            share.gate.give_way()
        sweeping = replace(sweeping, run=run, seconds=sweeping.seconds + elapsed, clock=now)
        session = replace(session, sweep=replace(session.sweep, sweeping=sweeping))
        frame, session = drawn(session, draw)
    return session, [frame]


def _goes_on(session: Session) -> bool:
    """Whether there is more to train; a goal ignores the time limit."""
    lanes, end = session.lanes, session.end
    more = lanes.can_advance if session.goal is None else lanes.can_train
    return more and (end is None or lanes.epoch < end)


def _up_to_end(session: Session, epochs: int | None) -> int | None:
    left = None if session.end is None else session.end - session.lanes.epoch
    if session.goal is not None or epochs is None:
        return left
    return epochs if left is None else min(epochs, left)


def drawn(session: Session, draw: Callable[[View, str], Frame]) -> tuple[Frame, Session]:
    """Return a frame of the session, and the session with the cost of drawing it."""
    began = time.perf_counter()
    frame = draw(session.view, state_of(session))
    return frame, replace(session, drawing=(time.perf_counter() - began, size_of(frame)))


def state_of(session: Session) -> str:
    """Return the state for the readout: ready, running, paused, stopped or diverged."""
    if session.playing and _goes_on(session):
        return "running"
    status = session.trainer.status
    return "paused" if status == "running" else status


def _evenly(total: int | None, parts: int) -> list[int | None]:
    """Split `total` epochs into `parts` nearly equal integers."""
    if total is None:
        return [None] * parts
    return [total * (part + 1) // parts - total * part // parts for part in range(parts)]
