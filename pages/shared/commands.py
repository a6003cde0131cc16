"""Commands: what Play, Pause, Step, Rewind and the other controls of the stage do to a session, as one pure function.

A browser sends each command with a number, again and again until it is confirmed: none is lost, none is done twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeGuard

from pages.shared.view import Session
from rnn.walk import Walk


@dataclass(frozen=True)
class Pace:
    """How fast Play trains: epochs a second (None: as fast as it goes), and frames a second to show it with."""

    label: str
    epochs: float | None
    frames: int = 20


PACES = {
    "1": Pace("1 epoch/s", 1),
    "10": Pace("10 epochs/s", 10),
    "100": Pace("100 epochs/s", 100),
    "1000": Pace("1,000 epochs/s", 1000),
    "max": Pace("as fast as it goes", None),
    "calm": Pace("faster, 10 frames/s", None, frames=10),
}


def answer(session: Session, command: Any, now: float) -> Session:
    """The session after one command {n, do, ...}; one that was done already, or makes no sense, changes nothing."""
    if not is_new(session, command):
        return session
    action = _ACTIONS.get(str(command.get("do")))
    return replace(action(session, command, now) if action else session, done=command["n"])


def is_new(session: Session, command: Any) -> bool:
    """Whether this is a numbered command that was not done yet."""
    return isinstance(command, dict) and _whole(command.get("n")) and command["n"] > session.done


def answer_all(session: Session, commands: Iterable[Any], now: float) -> Session:
    """Every command in turn."""
    for command in commands:
        session = answer(session, command, now)
    return session


def _play(session: Session, command: dict[str, Any], now: float) -> Session:
    playing = session.trainer.can_advance
    return replace(session, playing=playing, held=None, clock=now, debt=0.0, began=session.trainer.epoch)


def _pause(session: Session, command: dict[str, Any], now: float) -> Session:
    """Stop at the epoch that the browser shows, since what was trained beyond it was never seen.

    A browser that did not show anything since Play shows an epoch from before it, and that is not gone back to.
    """
    if not session.playing:
        return session
    stopped = replace(session, playing=False, debt=0.0)
    epoch = command.get("epoch")
    if session.held is not None or not _whole(epoch) or epoch > session.trainer.epoch or epoch < 0:
        return stopped
    epoch = max(epoch, session.began)
    experiment = session.trainer.experiment
    shown = session.past(epoch)
    return replace(stopped, trainer=replace(shown, experiment=experiment.with_later_changes_at(epoch)))


def _step(session: Session, command: dict[str, Any], now: float) -> Session:
    """One epoch on: of the view when it is held in the past, else of the training."""
    session = _pause(session, command, now)
    if session.held is None:
        return replace(session, trainer=session.trainer.advance(epochs=1))
    later = session.held.advance(epochs=1)
    return replace(session, held=later if later.epoch < session.trainer.epoch else None)


def _rewind(session: Session, command: dict[str, Any], now: float) -> Session:
    return replace(session, playing=False, held=None, trainer=session.trainer.rewound(), recent=(), debt=0.0)


def _hold(session: Session, command: dict[str, Any], now: float) -> Session:
    """Look at one epoch of the past; at the newest is to follow."""
    epoch = command.get("epoch")
    if not _whole(epoch):
        return session
    run = session.trainer
    epoch = run.reachable(max(epoch, 0)) if epoch < run.epoch else run.epoch
    if epoch == run.epoch:
        return replace(session, held=None)
    past = run.at(epoch)
    return replace(session, held=replace(past, experiment=past.experiment.replaced(stop_epoch=None)))


def _pace(session: Session, command: dict[str, Any], now: float) -> Session:
    pace = str(command.get("pace"))
    return replace(session, pace=pace, clock=now, debt=0.0) if pace in PACES else session


def _select(session: Session, command: dict[str, Any], now: float) -> Session:
    unit = command.get("unit")
    if not _whole(unit) or not 0 <= unit < session.trainer.experiment.hidden_size:
        return session
    return replace(session, unit=unit)


def _walk(session: Session, command: dict[str, Any], now: float) -> Session:
    """To a sub-step of the walk through a pass; the last one is as far as it goes."""
    to = command.get("to")
    if not _whole(to) or to < 0:
        return session
    return replace(session, walk=min(to, len(Walk(session.trainer)) - 1))


def _whole(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


_ACTIONS: dict[str, Callable[[Session, dict[str, Any], float], Session]] = {
    "play": _play,
    "pause": _pause,
    "step": _step,
    "rewind": _rewind,
    "hold": _hold,
    "pace": _pace,
    "select": _select,
    "walk": _walk,
}
