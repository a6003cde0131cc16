"""Commands that change what is shown and train nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pages.shared.visitor.inbox import is_whole
from pages.shared.visitor.lesson_moves import LESSONS
from pages.shared.visitor.paces import PACES
from pages.shared.visitor.visit import Session
from pages.shared.visitor.what_if import asked_for
from rnn.lenses.cliff import LINES, PLANES, Cut
from rnn.lenses.forecast import MOST_AHEAD
from rnn.lenses.walk import Walk

MOST_NAME_LETTERS = 64


def what_if(session: Session, command: dict[str, Any], now: float) -> Session:
    """Show the pass under a what-if, or as trained; ignored while the run plays."""
    return session if session.playing else replace(session, what_if=asked_for(command))


def select(session: Session, command: dict[str, Any], now: float) -> Session:
    """Select a unit, time step, sequence, loss step or column, how far to forecast, or to draw the untrained loss.

    The choices of the pages Dynamics and Sweep are selected likewise.

    Selecting the selected time step deselects it.
    """
    experiment = session.trainer.experiment
    sequences, steps, _ = experiment.x.shape
    most = {"unit": experiment.hidden_size, "step": steps, "sequence": sequences, "loss_step": steps}
    most["column"] = experiment.sizes.input
    chosen = {name: command[name] for name in most if is_whole(command.get(name)) and 0 <= command[name] < most[name]}
    if "step" in chosen and chosen["step"] == session.step:
        chosen["step"] = None
    if is_whole(command.get("horizon")) and 0 <= command["horizon"] < MOST_AHEAD:
        chosen["horizon"] = command["horizon"] + 1
    if isinstance(command.get("untrained"), bool):
        chosen["untrained"] = command["untrained"]
    dynamics, looking = session.dynamics.selecting(command), session.sweep.looking.selecting(command)
    sweep = session.sweep if looking is session.sweep.looking else replace(session.sweep, looking=looking)
    return replace(session, dynamics=dynamics, sweep=sweep, cut=chosen_cut(session, command), **chosen)


def chosen_cut(session: Session, command: dict[str, Any]) -> Cut:
    """Return where the loss is cut, with the line, plane or entry that the command chooses."""
    units = session.trainer.experiment.hidden_size
    most = {"line": len(LINES), "plane": len(PLANES), "entry_row": units, "entry_column": units}
    chosen = {name: command[name] for name in most if is_whole(command.get(name)) and 0 <= command[name] < most[name]}
    return replace(session.cut, **{name.removeprefix("entry_"): value for name, value in chosen.items()})


def arrive(session: Session, command: dict[str, Any], now: float) -> Session:
    """Record the page that the browser has loaded; what was asked for on a page ends with it, and so does a goal."""
    page = command.get("page")
    if not isinstance(page, str):
        return session
    stop = session.stop if page == LESSONS else None
    return replace(session, arrived=page, what_if=None, explaining=None, stop=stop)


def explain(session: Session, command: dict[str, Any], now: float) -> Session:
    """Explain the numbers of a readout or a card from now on in every frame, or of nothing."""
    what = command.get("what")
    known = isinstance(what, str) and len(what) <= MOST_NAME_LETTERS
    return replace(session, explaining=what if known else None)


def pace(session: Session, command: dict[str, Any], now: float) -> Session:
    """Choose a speed."""
    chosen = str(command.get("pace"))
    return replace(session, pace=chosen, clock=now, debt=0.0) if chosen in PACES else session


def look(session: Session, command: dict[str, Any], now: float) -> Session:
    """Look at another lane."""
    lane = command.get("lane")
    if not is_whole(lane) or not 0 <= lane < len(session.lanes):
        return session
    return replace(session, lane=lane, what_if=None)


def remove_lane(session: Session, command: dict[str, Any], now: float) -> Session:
    """Remove a lane from the comparison; the others go on as they are."""
    lane = command.get("lane")
    if not is_whole(lane) or not 0 <= lane < len(session.lanes) or not session.lanes.removable[lane]:
        return session
    lanes, held = session.lanes.removing(lane), session.held and session.held.removing(lane)
    looked_at = min(session.lane - (session.lane > lane), len(lanes) - 1)
    return replace(session, lanes=lanes, held=held, lane=looked_at, recent=(), what_if=None)


def walk(session: Session, command: dict[str, Any], now: float) -> Session:
    """Move the walk to a sub-step, at most to the last one."""
    to = command.get("to")
    if not is_whole(to) or to < 0:
        return session
    most = len(Walk(session.trainer, session.view.sequence)) - 1
    return replace(
        session, walk=min(to, most if session.stop is None or not session.stop.closed else session.stop.walk)
    )
