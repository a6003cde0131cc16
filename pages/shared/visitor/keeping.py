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


def rename(place: int, typed: str) -> None:
    """Give a kept run another name; an empty one or one that is taken is refused with an error message."""
    name = cleaned(typed)
    others = {run.name for other, run in enumerate(session.current().kept) if other != place}
    if not name or name in others:
        why = "is taken" if name else "is empty"
        session.refuse(NAME, f"Name: it {why}. Give a name that no other kept run has.")
        return
    session.forget_problem(NAME)
    session.change(lambda present: _with(present, place, replace(present.kept[place], name=name)))


def delete(place: int) -> None:
    """Delete a kept run."""
    session.change(lambda present: _with(present, place))


def reopen(place: int) -> None:
    """Make a kept run the present one; the present lanes become the last ones."""
    session.change(lambda present: present.starting(Lanes((present.kept[place].trainer,))))
    session.forget_notices()


def add_as_lane(place: int) -> None:
    """Add a kept run as a lane that no longer trains."""

    def following(present: Session) -> Session:
        if len(present.lanes) == len(LETTERS):
            return present
        lanes = present.lanes.adding(present.kept[place].trainer, kept=True)
        return replace(present, lanes=lanes, held=None, recent=())

    session.change(following)


def take(runs: tuple[Kept, ...]) -> None:
    """Replace the kept runs by those of a file."""
    session.change(lambda present: replace(present, kept=runs))


def _with(present: Session, place: int, *runs: Kept) -> Session:
    """Return the session with these runs in place of one of the kept runs."""
    return replace(present, kept=(*present.kept[:place], *runs, *present.kept[place + 1 :]))
