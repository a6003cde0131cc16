"""Terms: a quantity or a curve of one run at one epoch, as the files of lessons write them.

loss at 200        orthogonal: gradient(1) at 0        pair.b: contribution(W_hh, T - 1)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from math import nan
from typing import Any

import numpy as np

from rnn.experiment.differences import LETTERS
from rnn.experiment.link import Link
from rnn.lessons.arguments import read_arguments
from rnn.lessons.errors import StatementError
from rnn.lessons.quantities import CURVES, QUANTITIES
from rnn.lessons.quantity import Curve, Quantity
from rnn.lessons.runs import LessonRuns
from rnn.network.parameters import Array
from rnn.text.quoting import quoted
from rnn.training.trainer import Trainer

MOST_EPOCHS = 100_000
_TERM = re.compile(
    r"(?:(?P<run>[A-Za-z][\w-]*)(?:\.(?P<lane>[a-d]))?\s*:\s*)?(?P<name>[A-Za-z]\w*)"
    r"(?:\s*\((?P<arguments>[^()]*)\))?(?:\s+(?:at|to)\s+(?P<epoch>[0-9]{1,9}))?",
    re.ASCII,
)


@dataclass(frozen=True)
class Scope:
    """What a term means where it leaves something out: the experiment, the epoch and the sequence of its card."""

    experiments: Mapping[str, Link]
    experiment: str
    epoch: int = 0
    sequence: int = 0


@dataclass(frozen=True)
class Term:
    """A row of a table, of one run at one epoch.

    text : as it is written
    arguments : steps, units, rows and columns counted from 0
    lane, sequence : counted from 0
    """

    text: str
    name: str
    arguments: tuple[Any, ...]
    experiment: str
    lane: int
    epoch: int
    sequence: int

    def value(self, runs: LessonRuns) -> float:
        """Return the value of a quantity; nan where the run ended before the epoch."""
        return float(runs.value(self, lambda: self._measured(runs.at(self.experiment, self.epoch, self.lane))))

    @np.errstate(all="ignore")
    def _measured(self, trainer: Trainer) -> float:
        row = QUANTITIES[self.name]
        if trainer.epoch < self.epoch and not row.whenever:
            return nan
        return row.measure(trainer, self.sequence, *self.arguments)

    def said(self, runs: LessonRuns) -> str:
        """Return the value of a quantity in words."""
        return QUANTITIES[self.name].said(self.value(runs)).replace("-", "−")

    def curve(self, runs: LessonRuns) -> tuple[Array, Array]:
        """Return x and y of a curve, both (n,)."""
        trainer = runs.at(self.experiment, self.epoch, self.lane)
        with np.errstate(all="ignore"):
            return CURVES[self.name].measure(trainer, self.sequence, *self.arguments)

    @property
    def titles(self) -> tuple[str, str]:
        """The titles of the axes of a curve."""
        return CURVES[self.name].x, CURVES[self.name].y


def read_term(text: str, scope: Scope, table: Mapping[str, Quantity | Curve] = QUANTITIES) -> Term:
    """Read a term. Raises StatementError with a sentence for what it does not understand."""
    found = _TERM.fullmatch(text.strip())
    if not found:
        raise StatementError(f"{quoted(text.strip())} is not a quantity. Write it like: loss at 200, or gradient(1).")
    name, run = found["name"], found["run"] or scope.experiment
    if name not in table:
        raise StatementError(_unknown(name, table))
    if run not in scope.experiments:
        raise StatementError(f"{quoted(run)} is not one of the experiments: {', '.join(scope.experiments)}.")
    lane, lanes = LETTERS.lower().index(found["lane"] or "a"), scope.experiments[run].experiments
    if lane >= len(lanes):
        raise StatementError(f"{quoted(run)} has no lane {found['lane']}, but {len(lanes)}.")
    epoch = scope.epoch if found["epoch"] is None else int(found["epoch"])
    if epoch > MOST_EPOCHS:
        raise StatementError(f"Epoch {epoch:,} is not allowed. Give one from 0 to {MOST_EPOCHS:,}.")
    given = [part.strip() for part in found["arguments"].split(",")] if found["arguments"] else []
    if scope.sequence >= len(lanes[lane].x):
        raise StatementError(f"{quoted(run)} has no sequence {scope.sequence + 1}, but {len(lanes[lane].x)}.")
    arguments = read_arguments(name, table[name].arguments, given, lanes[lane], scope.sequence)
    return Term(text.strip(), name, arguments, run, lane, epoch, scope.sequence)


def _unknown(name: str, table: Mapping[str, Quantity | Curve]) -> str:
    kind, all_of_them = ("quantity", "quantities") if table is QUANTITIES else ("curve", "curves")
    near = get_close_matches(name[:40], table)
    hint = f"Is it one of: {', '.join(near)}?" if near else f"docs/lessons.md lists the {len(table)} {all_of_them}."
    return f"{quoted(name)} is not a {kind}. {hint}"
