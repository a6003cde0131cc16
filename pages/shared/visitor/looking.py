"""Looking: the commands that choose what is looked at, and train nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeGuard

from pages.shared.visitor.view import Session
from pages.shared.visitor.what_if import asked_for
from rnn.lenses.walk import Walk


def whole(value: Any) -> TypeGuard[int]:
    """Whether it is a whole number, and no yes or no."""
    return isinstance(value, int) and not isinstance(value, bool)


def what_if(session: Session, command: dict[str, Any], now: float) -> Session:
    """Show the pass under a what-if, or as trained; ignored while the run plays."""
    return session if session.playing else replace(session, what_if=asked_for(command))


def select(session: Session, command: dict[str, Any], now: float) -> Session:
    """Choose a unit, a time step, a sequence or a loss step to look at, or whether the untrained loss is drawn.

    The step that is chosen already is let go.
    """
    experiment = session.trainer.experiment
    sequences, steps, _ = experiment.x.shape
    most = {"unit": experiment.hidden_size, "step": steps, "sequence": sequences, "loss_step": steps}
    chosen = {name: command[name] for name in most if whole(command.get(name)) and 0 <= command[name] < most[name]}
    if "step" in chosen and chosen["step"] == session.step:
        chosen["step"] = None
    if isinstance(command.get("untrained"), bool):
        chosen["untrained"] = command["untrained"]
    return replace(session, **chosen)


def arrive(session: Session, command: dict[str, Any], now: float) -> Session:
    """Record the page that the browser has loaded; a what-if ends with the page it was set on."""
    page = command.get("page")
    return replace(session, arrived=page, what_if=None) if isinstance(page, str) else session


def walk(session: Session, command: dict[str, Any], now: float) -> Session:
    """To a sub-step of the walk through a pass; the last one is as far as it goes."""
    to = command.get("to")
    if not whole(to) or to < 0:
        return session
    return replace(session, walk=min(to, len(Walk(session.trainer, session.view.sequence)) - 1))
