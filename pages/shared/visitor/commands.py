"""Commands: the effect of Play, Pause, Step, Rewind and other controls on a session, as a pure function.

The browser numbers each command and resends it until it is confirmed: none is lost and none is carried out twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from pages.shared.visitor import looking
from pages.shared.visitor.inbox import is_numbered, is_whole
from pages.shared.visitor.lesson_moves import guess
from pages.shared.visitor.moving import held_at, past_of, played, train_to
from pages.shared.visitor.one_unit import one_unit
from pages.shared.visitor.returning import returned_to
from pages.shared.visitor.sampling import sample
from pages.shared.visitor.sweep_commands import open_run, sweep
from pages.shared.visitor.visit import Session
from rnn.experiment.experiment import CHOICES
from rnn.training.lanes import Lanes


def answer(session: Session, command: Any, now: float) -> Session:
    """Return the session after a command {n, do, ...}; an invalid or already executed one changes nothing."""
    if not is_new(session, command):
        return session
    do = str(command.get("do"))
    waits = session.stop is not None and session.stop.closed and do in _WAITING
    action = None if waits else _ACTIONS.get(do)
    return replace(action(session, command, now) if action else session, done=command["n"])


def is_new(session: Session, command: Any) -> bool:
    """Whether this is a numbered command that was not executed yet."""
    return is_numbered(command) and command["n"] > session.done


def answer_all(session: Session, commands: Iterable[Any], now: float) -> Session:
    """Return the session after all commands, in order."""
    for command in commands:
        session = answer(session, command, now)
    return session


def _play(session: Session, command: dict[str, Any], now: float) -> Session:
    return played(session, now)


def _pause(session: Session, command: dict[str, Any], now: float) -> Session:
    """Stop at the epoch that the browser shows, since later epochs were trained but never seen.

    If the browser showed nothing since Play, its epoch lies before Play; the run does not go back beyond Play.
    """
    if not session.playing:
        return session
    stopped = replace(session, playing=False, goal=None, debt=0.0)
    epoch = command.get("epoch")
    if session.held is not None or not is_whole(epoch) or epoch > session.lanes.epoch or epoch < 0:
        return stopped
    epoch = max(epoch, session.began)
    past = past_of(session, epoch)
    if past is None:
        return stopped
    planned = [experiment.with_later_changes_at(epoch) for experiment in session.lanes.experiments]
    return replace(stopped, lanes=past.following(planned))


def _step(session: Session, command: dict[str, Any], now: float) -> Session:
    """Advance one epoch: the view if it is held in the past, else the training."""
    session = replace(_pause(session, command, now), what_if=None)
    if session.held is None:
        return session if session.is_barred else replace(session, lanes=session.lanes.advance(epochs=1))
    later = session.held.advance(epochs=1)
    return replace(session, held=later if later.epoch < session.lanes.epoch else None)


def _rewind(session: Session, command: dict[str, Any], now: float) -> Session:
    return session.starting(session.lanes.rewound())


def _hold(session: Session, command: dict[str, Any], now: float) -> Session:
    """Hold the view at a past epoch; the newest epoch resumes following."""
    epoch = command.get("epoch")
    return held_at(session, epoch, now) if is_whole(epoch) else session


def _branch(session: Session, command: dict[str, Any], now: float) -> Session:
    """Start a branch of the lane looked at, at the held epoch; the parent run stays in the loss chart."""
    if session.held is None:
        return session
    past, run = session.shown.trainers[session.lane], session.trainer
    branch = replace(past, experiment=run.experiment.branched(past.epoch))
    return replace(session.starting(Lanes((branch,))), parent=run)


def _adopt(session: Session, command: dict[str, Any], now: float) -> Session:
    """Train on from the epoch shown with the gain of the what-if; its input scale is dropped."""
    if session.what_if is None or session.playing:
        return session
    here = _branch(session, command, now)
    try:
        trainer = here.trainer.choose(recurrent_gain=session.what_if.gain)
    except ValueError:  # more changes than an experiment may hold
        return session
    return _play(replace(here.with_trainer(trainer), recent=()), command, now)


def _attempt(session: Session, command: dict[str, Any], now: float) -> Session:
    """Choose what the button beside a sentence proposes."""
    choices = command.get("choices")
    if not isinstance(choices, dict) or not set(choices) <= set(CHOICES):
        return session
    return attempted(session, choices, command.get("anew") is True)


def attempted(session: Session, choices: dict[str, Any], anew: bool) -> Session:
    """Return the session with a remedy's choices; one that they cannot be made in is left as it is."""
    try:
        return session.choosing(choices, anew)
    except ValueError:  # a kept lane, a forged command, or more changes than an experiment may hold
        return session


def _remove(session: Session, command: dict[str, Any], now: float) -> Session:
    """Remove a recorded change: go back to its epoch and train to the present one without it."""
    run, epoch, field = session.trainer, command.get("epoch"), command.get("field")
    if (epoch, field) not in [(change.epoch, change.field) for change in run.experiment.changes]:
        return session
    assert isinstance(epoch, int)
    experiment = run.experiment.without(epoch, str(field))
    if epoch >= run.epoch:
        return session.with_trainer(replace(run, experiment=experiment))
    lanes = session.lanes.before(epoch).following(session.lanes.experiments)
    without = lanes.having(session.lane, replace(lanes.trainers[session.lane], experiment=experiment))
    return train_to(replace(session.starting(without), parent=session.parent), session.lanes.epoch, now)


def _return(session: Session, command: dict[str, Any], now: float) -> Session:
    """Go to the run of the browser's Back or Forward: restored if it is the last one, else its experiment anew."""
    return returned_to(session, command.get("run"), command.get("query"), command.get("file"))


_WAITING = ("what_if", "adopt", "one_unit", "explain")
"""What could show the answer to a question that is open."""

_ACTIONS: dict[str, Callable[[Session, dict[str, Any], float], Session]] = {
    "play": _play,
    "pause": _pause,
    "step": _step,
    "rewind": _rewind,
    "hold": _hold,
    "branch": _branch,
    "arrive": looking.arrive,
    "what_if": looking.what_if,
    "adopt": _adopt,
    "attempt": _attempt,
    "remove": _remove,
    "pace": looking.pace,
    "select": looking.select,
    "walk": looking.walk,
    "explain": looking.explain,
    "sample": sample,
    "one_unit": one_unit,
    "look": looking.look,
    "remove lane": looking.remove_lane,
    "guess": guess,
    "return": _return,
    "sweep": sweep,
    "open run": open_run,
}
