"""Sweep commands: start, stop and continue a sweep, and open one of its runs as the present experiment or as a lane."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pages.shared.visitor.moving import train_to
from pages.shared.visitor.sweep_engine import engine
from pages.shared.visitor.sweeping import Looking, Sweeping
from pages.shared.visitor.visit import Session
from rnn import Trainer
from rnn.experiment.differences import LETTERS
from rnn.sweep.run import Here
from rnn.training.lanes import Lanes


def base_of(session: Session) -> Any:
    """Return the experiment that a sweep varies: the one that is looked at, with its present values from the start."""
    run = session.trainer
    return run.experiment.rewound(run.epoch) if run.experiment.changes else run.experiment


def sweep(session: Session, command: dict[str, Any], now: float) -> Session:
    """Start what the form proposes, stop the sweep, which keeps what is done, or continue it."""
    what = command.get("what")
    if what == "start":
        return _started(session, now)
    if what not in ("stop", "continue") or session.sweep.sweeping is None:
        return session
    sweeping = session.sweep.sweeping
    if what == "stop":
        stopped = replace(sweeping, run=Here(sweeping.run.stop(), sweeping.run.sentence), running=False)
        return replace(session, sweep=replace(session.sweep, sweeping=stopped))
    going = replace(sweeping, run=engine(sweeping.state), running=True, clock=now)
    return replace(session, sweep=replace(session.sweep, sweeping=going), playing=False, goal=None, debt=0.0)


def _started(session: Session, now: float) -> Session:
    """Return the session with a new sweep, which runs in place of the present run; nothing if the form is refused."""
    page = session.sweep.proposing(base_of(session))
    if page.proposed is None or page.proposed.sweep is None:
        return replace(session, sweep=page)
    started = Sweeping(engine(page.proposed.sweep.start()), running=True, clock=now)
    page = replace(page, sweeping=started, looking=replace(Looking(), measure=page.looking.measure))
    return replace(session, sweep=page, playing=False, goal=None, debt=0.0)


def open_run(session: Session, command: dict[str, Any], now: float) -> Session:
    """Select a cell, and train its run to the epoch at which it ended: as the present one, or beside the present lanes.

    command : {sweep_row, sweep_column, lane}; without a cell, the one that is selected
    """
    page = replace(session.sweep, looking=session.sweep.looking.selecting(command))
    session = replace(session, sweep=page)
    if page.swept is None or (place := page.swept.place) is None:
        return session
    state = page.swept.sweeping.state
    run, result = Trainer.start(state.plan.cells[place]), state.results[place]
    beside = command.get("lane") is True
    if beside and len(session.lanes) == len(LETTERS):
        return session
    lanes = session.lanes.rewound().adding(run) if beside else Lanes((run,))
    opened = replace(session.starting(lanes), lane=len(lanes) - 1)
    return train_to(opened, result.epoch if result.diverged_at is None else result.diverged_at, now)
