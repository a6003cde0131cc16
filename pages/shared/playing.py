"""Playing: train what the clock owes since the last tick, and take a frame after every slice."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pages.shared.commands import pace_of
from pages.shared.frames import size_of
from pages.shared.share import Plan, Share
from pages.shared.view import Session, View

Frame = dict[str, Any]
MOST_RECENT = 16


def play(
    session: Session, plan: Plan, share: Share, draw: Callable[[View, str], Frame], now: float
) -> tuple[Session, list[Frame]]:
    """Train one tick's worth and draw its frames; `draw(view, state)` makes one. No frame if nothing is due yet."""
    elapsed = min(now - session.clock, 2 * plan.tick)
    pace = pace_of(session).epochs
    owed = None if pace is None else session.debt + pace * elapsed
    slices = max(1, round(plan.frames * elapsed / plan.tick))
    slices = slices if owed is None else min(slices, int(owed))
    if not slices:
        return replace(session, clock=now, debt=owed or 0.0), []
    seconds = plan.training * elapsed / slices
    epochs = _evenly(None if owed is None else int(owed), slices)
    frames, trainers = [], []
    for count in epochs:
        if _goes_on(session):
            left = count if session.goal is None else session.goal - session.trainer.epoch
            with share.turn():
                session = replace(session, trainer=session.trainer.advance(epochs=left, seconds=seconds))
                trainers.append(session.trainer)
                frame, session = drawn(session, draw)
                frames.append(frame)
    debt = 0.0 if owed is None else owed % 1
    recent = (*trainers[::-1], *session.recent)[:MOST_RECENT]
    playing = _goes_on(session)
    goal = session.goal if playing else None
    return replace(session, clock=now, debt=debt, recent=recent, playing=playing, goal=goal), frames


def _goes_on(session: Session) -> bool:
    """Whether it can train, and is not where it should get to."""
    return session.trainer.can_advance and session.trainer.epoch != session.goal


def drawn(session: Session, draw: Callable[[View, str], Frame]) -> tuple[Frame, Session]:
    """One frame of what the session shows, and the session with what that cost."""
    began = time.perf_counter()
    frame = draw(session.view, state_of(session))
    return frame, replace(session, drawing=(time.perf_counter() - began, size_of(frame)))


def state_of(session: Session) -> str:
    """One word for the readout: ready, running, training (to a goal), paused, stopped or diverged."""
    if session.playing and _goes_on(session):
        return "running" if session.goal is None else "training"
    status = session.trainer.status
    return "paused" if status == "running" else status


def _evenly(total: int | None, parts: int) -> list[int | None]:
    """`total` epochs in that many slices, as even as whole numbers allow."""
    if total is None:
        return [None] * parts
    return [total * (part + 1) // parts - total * part // parts for part in range(parts)]
