"""Kept runs: a run as it was, its name, and the row that a table shows of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import uuid4

from rnn.experiment.differences import differing, label_of, value_in_words
from rnn.lenses.flow import flow
from rnn.training.trainer import Trainer
from rnn.words.comparison import lane_names
from rnn.words.verdict import needed_lag, verdict

MOST_KEPT = 12
MOST_LETTERS = 40
MOST_BYTES = 500_000
"""Of the snapshots of a kept run; with its history and weights it takes about 1 MB."""


@dataclass(frozen=True, eq=False)
class Kept:
    """A run that was kept, and what the table says of it.

    loss, held_out_loss : at its epoch; the latter None if nothing is held out
    horizon : memory horizon in steps, inf if it is beyond the sequence
    key : tells it from all others, whatever its name and its place
    """

    name: str
    trainer: Trainer
    loss: float
    held_out_loss: float | None
    horizon: float
    verdict: str
    key: str = field(default_factory=lambda: uuid4().hex)

    @property
    def state(self) -> str:
        """Ready or paused (it could train on), or why it ended."""
        status = self.trainer.status
        return "paused" if status == "running" else status


def keep(trainer: Trainer, name: str) -> Kept:
    """Return the run as it is, with fewer snapshots."""
    shown, experiment = trainer.latest, trainer.experiment
    back = flow(shown)
    held_out = None if experiment.held_out is None else shown.held_out_loss
    # A copy, since the trainer remembers the arrays of its latest pass.
    slim = replace(trainer, snapshots=trainer.snapshots.within(MOST_BYTES))
    return Kept(name, slim, shown.loss, held_out, back.horizon, verdict(back, needed_lag(experiment)).word)


def cleaned(name: str) -> str:
    """Return a typed name as one short line of printable letters; "" if nothing is left."""
    printable = "".join(letter if letter.isprintable() else " " for letter in name)
    return " ".join(printable.split())[:MOST_LETTERS].strip()


def proposed_name(trainer: Trainer, kept: Sequence[Kept]) -> str:
    """Return a name from what differs from the kept runs, with a number if it is taken."""
    others = [run.trainer.experiment for run in kept]
    said = lane_names([trainer.experiment, *others[:3]])[0].partition(": ")[2] if others else ""
    base = cleaned(said[:1].upper() + said[1:]) or f"Run {len(kept) + 1}"
    taken, name, number = {run.name for run in kept}, base, 2
    while name in taken:
        name, number = f"{base} ({number})", number + 1
    return name


def differences(kept: Sequence[Kept]) -> dict[str, list[str]]:
    """Return the choices in which kept runs differ, {label: value of each run}."""
    experiments = [run.trainer.experiment for run in kept]
    return {
        label_of(name): [value_in_words(experiment, name) for experiment in experiments]
        for name in differing(experiments)
    }
