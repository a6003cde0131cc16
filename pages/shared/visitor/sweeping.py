"""Sweeping: what a visitor has on the Sweep page: a form, what it proposes, a sweep and its results, a cell."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any

from pages.shared.visitor.inbox import is_whole
from pages.shared.visitor.sweep_form import SweepForm
from rnn import Experiment
from rnn.data.limits import MOST_SWEPT_VALUES
from rnn.experiment.differences import differing
from rnn.sweep.grid import LOSS, Grid, grid_of, measures_of
from rnn.sweep.plan import SEED, Plan
from rnn.sweep.run import Run
from rnn.sweep.state import SweepState
from rnn.sweep.sweep import Sweep


@dataclass(frozen=True, eq=False)
class Proposed:
    """What the form proposes to sweep, or the sentence that says why not.

    form, experiment : what it was made of
    """

    form: SweepForm
    experiment: Experiment
    sweep: Sweep | None
    refused: str = ""

    @classmethod
    def of(cls, form: SweepForm, experiment: Experiment) -> Proposed:
        """Make the sweep, which checks the form."""
        try:
            return cls(form, experiment, form.sweep(experiment))
        except ValueError as error:
            return cls(form, experiment, None, str(error))


@dataclass(frozen=True, eq=False)
class Sweeping:
    """A sweep that was started.

    running : whether it goes on while its page is open
    seconds : how long it has been running
    clock : when it last advanced
    """

    run: Run
    running: bool = False
    seconds: float = 0.0
    clock: float = 0.0

    @property
    def state(self) -> SweepState:
        """The results so far, and what is left."""
        return self.run.state

    @property
    def goes_on(self) -> bool:
        """Whether there is more to train, and it is not stopped."""
        return self.running and not self.run.finished

    @property
    def left(self) -> float | None:
        """Estimated seconds until it ends, from its speed so far; None where that is unknown."""
        done = self.state.progress
        return self.seconds * (1 - done) / done if 0 < done <= 1 and self.seconds else None


@dataclass(frozen=True)
class Looking:
    """What is looked at, each counted from 0.

    measure : a place among the measures that the sweep has
    seed : 0 for all seeds, else one more than the place of one
    row, column : the selected cell
    """

    measure: int = 0
    seed: int = 0
    row: int = 0
    column: int = 0

    def selecting(self, command: dict[str, Any]) -> Looking:
        """Return what is looked at after a command {sweep_measure, ...}; an invalid value changes nothing."""
        asked = {field.name: command.get(f"sweep_{field.name}") for field in fields(self)}
        chosen = {name: value for name, value in asked.items() if is_whole(value) and 0 <= value <= MOST_SWEPT_VALUES}
        return replace(self, **chosen) if chosen else self


@dataclass(frozen=True, eq=False)
class Swept:
    """What the page draws of a sweep: its grid, and the cell that is selected in it."""

    sweeping: Sweeping
    looking: Looking

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """The measures that the sweep has."""
        return measures_of(self.sweeping.state.plan)

    @cached_property
    def grid(self) -> Grid:
        """The measure that is looked at."""
        state, seeds = self.sweeping.state, len(self.sweeping.state.plan.seeds)
        measure = self.measures[self.looking.measure] if self.looking.measure < len(self.measures) else LOSS
        seed = self.looking.seed - 1 if 0 < self.looking.seed <= seeds else None
        return grid_of(state.plan, state.table, measure, seed, state.losses)

    @property
    def cell(self) -> tuple[int, int]:
        """Row and column of the selected cell, or of the nearest one that the sweep has."""
        return min(self.looking.row, len(self.grid.rows) - 1), min(self.looking.column, len(self.grid.columns) - 1)

    @property
    def place(self) -> int | None:
        """The place in the sweep of the run that the selected cell opens; None unless it has ended."""
        place = int(self.grid.place[self.cell])
        return place if place in self.sweeping.state.results else None


@dataclass(frozen=True, eq=False)
class SweepVisit:
    """The Sweep page of a visitor.

    proposed : what the form proposed when the page was last drawn
    sweeping : the sweep that was started last, with its results
    """

    form: SweepForm = field(default_factory=SweepForm)
    proposed: Proposed | None = None
    sweeping: Sweeping | None = None
    looking: Looking = field(default_factory=Looking)

    @property
    def goes_on(self) -> bool:
        """Whether a sweep has more to train, and is not stopped."""
        return self.sweeping is not None and self.sweeping.goes_on

    @property
    def swept(self) -> Swept | None:
        """What is drawn of the sweep, if one was started."""
        return None if self.sweeping is None else Swept(self.sweeping, self.looking)

    @property
    def offered(self) -> Sweep | None:
        """What may be started."""
        return None if self.proposed is None else self.proposed.sweep

    def proposing(self, experiment: Experiment) -> SweepVisit:
        """Return the page with what the form proposes for this experiment, which is made only if either is new."""
        known = self.proposed
        if known and known.form is self.form and (known.experiment is experiment or known.experiment == experiment):
            return self
        return replace(self, proposed=Proposed.of(self.form, experiment))


UNTOUCHED = SweepVisit()


def is_of_another(sweep: Plan, experiment: Experiment) -> bool:
    """Whether the experiment differs from that of a sweep in more than what is swept."""
    return bool(set(differing((sweep.experiment, experiment))) - {*sweep.choices, SEED})
