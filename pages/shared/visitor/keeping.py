"""Keeping: the visitor's kept runs, and what can be done with one."""

from __future__ import annotations

from dataclasses import replace

from pages.shared.visitor import session
from pages.shared.visitor.visit import Session
from rnn.experiment.differences import LETTERS
from rnn.training.lanes import Lanes
from rnn.words.kept import MOST_KEPT, Kept, cleaned, keep, proposed_name

NAME = "kept_name"
FULL = f"Kept runs: there are {MOST_KEPT} already. Delete one first."


def keep_run() -> None:
    """Keep the run that is looked at, at its newest epoch."""

    def following(present: Session) -> Session:
        if len(present.kept) >= MOST_KEPT:
            return present
        run = keep(present.trainer, proposed_name(present.trainer, present.kept))
        return replace(present, kept=(*present.kept, run))

    session.change(following)


def rename(key: str, typed: str) -> None:
    """Give a kept run another name; an empty one or one that is taken is refused with an error message."""
    name = cleaned(typed)
    others = {run.name for run in session.current().kept if run.key != key}
    if not name or name in others:
        why = "is taken" if name else "is empty"
        session.refuse(NAME, f"Name: it {why}. Give a name that no other kept run has.")
        return
    session.forget_problem(NAME)
    session.change(lambda present: replace(present, kept=with_name(present.kept, key, name)))


def with_name(kept: tuple[Kept, ...], key: str, name: str) -> tuple[Kept, ...]:
    """Return the kept runs, with another name for the one of this key."""
    return tuple(replace(run, name=name) if run.key == key else run for run in kept)


def delete(key: str) -> None:
    """Delete a kept run."""
    session.change(lambda present: replace(present, kept=tuple(run for run in present.kept if run.key != key)))


def reopen(run: Kept) -> None:
    """Make a kept run the present one; the present lanes become the last ones."""
    session.change(lambda present: present.starting(Lanes((run.trainer,))))
    session.forget_notices()


def add_as_lane(run: Kept) -> None:
    """Add a kept run as a lane that no longer trains."""

    def following(present: Session) -> Session:
        if len(present.lanes) == len(LETTERS):
            return present
        return replace(present, lanes=present.lanes.adding(run.trainer, kept=True), held=None, recent=())

    session.change(following)


def take(runs: tuple[Kept, ...]) -> None:
    """Replace the kept runs by those of a file."""
    session.change(lambda present: replace(present, kept=runs))
