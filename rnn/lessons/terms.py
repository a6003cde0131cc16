"""Terms: a quantity or a curve of one run at one epoch, as the files of lessons write them.

loss at 200        orthogonal: gradient(1) at 0        pair.b: contribution(W_hh, T - 1)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import nan
from typing import Any

from rnn.experiment.differences import LETTERS
from rnn.experiment.experiment import Experiment
from rnn.experiment.link import Link
from rnn.lessons.quantities import CURVES, QUANTITIES
from rnn.lessons.quantity import Curve, Quantity
from rnn.lessons.runs import LessonRuns
from rnn.network.parameters import Array
from rnn.text.quoting import quoted
from rnn.training.trainer import Trainer

MOST_EPOCHS = 100_000
NUMBER = r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[+-]?[0-9]{1,3})?"
_TERM = re.compile(
    r"(?:(?P<run>[A-Za-z][\w-]*)(?:\.(?P<lane>[a-d]))?\s*:\s*)?(?P<name>[A-Za-z]\w*)"
    r"(?:\s*\((?P<arguments>[^()]*)\))?(?:\s+(?:at|to)\s+(?P<epoch>[0-9]{1,9}))?",
    re.ASCII,
)
_STEP = re.compile(r"T(?:\s*-\s*([0-9]{1,4}))?|([0-9]{1,4})", re.ASCII)
_NUMBER = re.compile(NUMBER, re.ASCII)


class StatementError(ValueError):
    """A sentence on what cannot be read."""


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
        return CURVES[self.name].measure(
            runs.at(self.experiment, self.epoch, self.lane), self.sequence, *self.arguments
        )

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
        kind = "quantity" if table is QUANTITIES else "curve"
        raise StatementError(f"{quoted(name)} is not a {kind}. The names are: {', '.join(table)}.")
    if run not in scope.experiments:
        raise StatementError(f"{quoted(run)} is not one of the experiments: {', '.join(scope.experiments)}.")
    lane, lanes = LETTERS.lower().index(found["lane"] or "a"), scope.experiments[run].experiments
    if lane >= len(lanes):
        raise StatementError(f"{quoted(run)} has no lane {found['lane']}, but {len(lanes)}.")
    epoch = scope.epoch if found["epoch"] is None else int(found["epoch"])
    if epoch > MOST_EPOCHS:
        raise StatementError(f"Epoch {epoch:,} is not allowed. Give one from 0 to {MOST_EPOCHS:,}.")
    given = [part.strip() for part in found["arguments"].split(",")] if found["arguments"] else []
    arguments = _arguments(name, table[name].arguments, given, lanes[lane], scope.sequence)
    return Term(text.strip(), name, arguments, run, lane, epoch, scope.sequence)


def _arguments(
    name: str, kinds: tuple[str, ...], given: list[str], experiment: Experiment, sequence: int
) -> tuple[Any, ...]:
    needed = [kind for kind in kinds if not kind.endswith("?")]
    if not len(needed) <= len(given) <= len(kinds):
        wanted = ", ".join(kind.replace("?", " (or nothing)") for kind in kinds) or "nothing"
        raise StatementError(f"{name}({', '.join(given)}) is not allowed. In the brackets stands: {wanted}.")
    read: list[Any] = []
    for kind, text in zip(kinds, given, strict=False):
        read.append(_argument(kind.rstrip("?"), text, experiment, sequence, read))
    return tuple(read)


def _argument(kind: str, text: str, experiment: Experiment, sequence: int, before: list[Any]) -> Any:
    """Read one argument; rows and columns are those of the parameter before them."""
    if kind == "parameter":
        held = experiment.first_parameters().held
        if text in held:
            return text
        raise StatementError(f"{quoted(text)} is not a parameter. The names are: {', '.join(held)}.")
    if kind == "number":
        if _NUMBER.fullmatch(text):
            return float(text)
        raise StatementError(f"{quoted(text)} is not a number.")
    most = _most(kind, experiment, sequence, before)
    found, last = _STEP.fullmatch(text), kind in ("step", "lag")
    least = 0 if kind in ("lag", "state") else 1
    if found and (found[2] or last):
        value = int(found[2]) if found[2] else most - int(found[1] or 0)
        if least <= value <= most:
            return value if kind in ("lag", "state") else value - 1
    end = ", or T - 1 and the like" if last else ""
    raise StatementError(f"{kind.capitalize()} {quoted(text)} is not allowed. Give {least} to {most}{end}.")


def _most(kind: str, experiment: Experiment, sequence: int, before: list[Any]) -> int:
    """Return the largest step, unit, ... that there is, counted from 1."""
    sizes, batch = experiment.sizes, experiment.batch
    if kind in ("row", "column"):
        return int(experiment.first_parameters()[before[0]].shape[kind == "column"])
    if kind in ("step", "lag"):
        steps = int(batch.x.shape[1] if batch.lengths is None else batch.lengths[sequence])
        return steps if kind == "step" else steps - 1
    return int({"unit": sizes.hidden, "input": sizes.input, "output": sizes.output}[kind])
