"""Session: the state of one visitor as an immutable value."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pages.shared.visitor.dynamics import AT_FIRST_SEEN, DynamicsChoices
from pages.shared.visitor.last_run import LastRun
from pages.shared.visitor.reading import AT_FIRST as FIRST_READING
from pages.shared.visitor.reading import Reading
from pages.shared.visitor.stop import Stop
from pages.shared.visitor.sweeping import UNTOUCHED, SweepVisit
from pages.shared.visitor.view import View, WhatIf
from rnn import Trainer
from rnn.lenses.cliff import FIRST_CUT, Cut
from rnn.lenses.one_unit import OneUnit
from rnn.lenses.walk import Walk
from rnn.lenses.writing import AT_FIRST, Sampling
from rnn.training.lanes import Lanes
from rnn.words.kept import Kept


def _new_name() -> str:
    return uuid.uuid4().hex


@dataclass(frozen=True)
class Session:
    """The lanes, what is shown of them, and the pace of training. Most visitors have one lane: a single run.

    lane : the place of the lane that is looked at; the sidebar shows and changes its experiment
    held : the lanes at the past epoch that is shown, or None to follow the newest epoch
    sought : the epoch that `held` approaches, where recomputing it takes several ticks
    goal : the epoch that the run trains to at full speed, whatever the pace
    stop : where the card of a lesson has Play end, or None
    reading : the place in the lessons, and the answers given there
    parent : the run that this one branched from
    name : key of the run in the browser's history; a new one when a trained run is replaced
    last : the run that can be brought back: the last trained one that was replaced
    kept : runs that the visitor kept, until the tab closes
    arrived : the page that the browser has loaded, with all of its widgets
    hidden : groups of controls that are not drawn
    what_if : the what-if that is shown in place of the trained network, until something is trained or chosen
    unit, step, sequence, loss_step : the selected hidden unit, time step (or None) and sequence, and the time step
        whose loss is shown alone (or None), counted from 0
    horizon, column : how many rows of a series are forecast, and the column that is drawn of it, counted from 0
    untrained : whether the loss of the untrained network is drawn as a line
    sampling : how a network of letters writes
    dynamics : what is chosen on the Dynamics page
    cut : along which line and in which plane the loss is drawn
    one_unit : the unit that is iterated alone; None: the selected unit of the network
    walk : the present sub-step of the walk through a pass, counted from 0
    sweep : the Sweep page
    explaining : the readout ("readout loss") or the card ("card decay") whose numbers are explained, or None
    done : the number of the last executed command
    clock, debt : time up to which the epochs due by the pace were trained, and the fraction of an epoch left over
    began : the epoch at which Play began
    recent : the lanes behind the last frames sent, so that Pause can stop at the one on the screen
    drawing : seconds and bytes of the last frame
    """

    lanes: Lanes
    lane: int = 0
    held: Lanes | None = None
    sought: int | None = None
    goal: int | None = None
    stop: Stop | None = None
    reading: Reading = FIRST_READING
    parent: Trainer | None = None
    name: str = field(default_factory=_new_name)
    last: LastRun | None = None
    kept: tuple[Kept, ...] = ()
    arrived: str = ""
    hidden: tuple[str, ...] = ()
    what_if: WhatIf | None = None
    unit: int = 0
    step: int | None = None
    sequence: int = 0
    loss_step: int | None = None
    horizon: int = 50
    column: int = 0
    untrained: bool = False
    sampling: Sampling = AT_FIRST
    dynamics: DynamicsChoices = AT_FIRST_SEEN
    cut: Cut = FIRST_CUT
    one_unit: OneUnit | None = None
    walk: int = 0
    sweep: SweepVisit = UNTOUCHED
    explaining: str | None = None
    playing: bool = False
    pace: str = "10"
    done: int = 0
    clock: float = 0.0
    debt: float = 0.0
    began: int = 0
    recent: tuple[Lanes, ...] = ()
    drawing: tuple[float, int] = (0.002, 20_000)
    visitor: str = field(default_factory=_new_name)

    @classmethod
    def of(cls, trainer: Trainer, **rest: Any) -> Session:
        """Return the session of a single run."""
        return cls(Lanes((trainer,)), **rest)

    @property
    def trainer(self) -> Trainer:
        """The run of the lane that is looked at, at its newest epoch."""
        return self.lanes.trainers[self.lane]

    @property
    def shown(self) -> Lanes:
        """The lanes at the epoch shown."""
        return self.held or self.lanes

    @property
    def busy(self) -> bool:
        """Whether training or seeking is in progress."""
        return self.playing or self.sought is not None

    @property
    def end(self) -> int | None:
        """The epoch at which the training that is under way ends, or None."""
        return self.goal if self.stop is None else self.stop.ends(self.goal, self.began)

    @property
    def is_barred(self) -> bool:
        """Whether an open question keeps the run from going on."""
        return self.stop is not None and self.stop.closed and self.lanes.epoch >= self.stop.epoch

    def with_trainer(self, trainer: Trainer) -> Session:
        """Return the session with another run in the lane that is looked at."""
        return replace(self, lanes=self.lanes.having(self.lane, trainer))

    def starting(self, lanes: Lanes) -> Session:
        """Return the session with other lanes, paused; the present ones become the last ones if they were trained."""
        still = replace(self, playing=False, held=None, sought=None, goal=None, parent=None, recent=(), debt=0.0)
        opened = self.stop and self.stop.closed and lanes.experiments != self.lanes.experiments  # no answer is in it
        stop = None if opened else self.stop
        other = replace(still, lanes=lanes, lane=min(self.lane, len(lanes) - 1), what_if=None, stop=stop)
        return replace(other, name=_new_name(), last=self._as_last()) if self.lanes.epoch else other

    def choosing(self, choices: Mapping[str, Any], anew: bool = False) -> Session:
        """Return the session with other choices in the lane that is looked at; lanes that start anew wait at epoch 0.

        Raises ValueError for a value that is not allowed.
        anew : whether the lanes start anew even if all of these choices are recorded changes
        """
        lanes = self.lanes.choose(self.lane, **choices)
        if lanes.trainers[self.lane].snapshots is self.trainer.snapshots and not anew:
            return replace(self, lanes=lanes, recent=(), what_if=None)
        return self.starting(lanes.rewound() if anew else lanes)

    def with_last_back(self) -> Session:
        """Return the session with the last lanes and the present ones swapped."""
        if self.last is None:
            return self
        back = self.starting(self.last.lanes)
        return replace(back, lane=self.last.lane, parent=self.last.parent, name=self.last.name, last=self._as_last())

    def _as_last(self) -> LastRun:
        # Copies, since a trainer remembers the arrays of its latest pass.
        return LastRun(self.lanes.each(replace), self.lane, self.parent, self.name)

    @property
    def view(self) -> View:
        """Return what the charts are drawn from."""
        sequences, steps, _ = self.trainer.experiment.x.shape
        shown, sequence = self.shown.trainers[self.lane], min(self.sequence, sequences - 1)
        return View(
            newest_lanes=self.lanes,
            lanes=self.shown,
            lane=self.lane,
            unit=min(self.unit, self.trainer.experiment.hidden_size - 1),
            step=self.step if self.step is not None and self.step < steps else None,
            sequence=sequence,
            position=min(self.walk, len(Walk(shown, sequence)) - 1),
            loss_step=self.loss_step if self.loss_step is not None and self.loss_step < steps else None,
            horizon=self.horizon,
            column=self.column,
            untrained=self.untrained,
            sampling=self.sampling,
            dynamics=self.dynamics,
            cut=self.cut.within(self.trainer.experiment.hidden_size),
            one_unit=self.one_unit,
            what_if=self.what_if,
            sweep=self.sweep,
            reading=self.reading,
            parent=self.parent,
            explaining=self.explaining,
            bound_for=self.goal if self.sought is None else self.sought,
            is_barred=self.is_barred,
        )
