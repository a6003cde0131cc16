"""View: what one visitor has on the screen, as values; the next state of things is a new one."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from rnn import Trainer
from rnn.data.tasks import TASKS
from rnn.lenses.walk import Walk
from rnn.lenses.what_if import what_if
from rnn.network.bptt import Pass


@dataclass(frozen=True)
class WhatIf:
    """A what-if: the gain on W_hh and the input scale with which a pass is recomputed; nothing is trained."""

    gain: float
    input_scale: float


@dataclass(frozen=True)
class LastRun:
    """A run that another took the place of, with all that belongs to it.

    name, parent : as in Session
    """

    trainer: Trainer
    parent: Trainer | None
    name: str


def _new_name() -> str:
    return uuid.uuid4().hex


@dataclass(frozen=True)
class Session:
    """The run, what is looked at, and how training is paced.

    held : the past of the run that is looked at, or None to follow the newest epoch
    sought : the epoch that `held` is on its way to, where computing it again takes a while
    goal : the epoch that the run trains to as fast as it goes, whatever the pace
    parent : the run that this one branched from
    name : what the browser's history calls the run; another one when it takes the place of a run that was trained
    last : the run that can be brought back: the last trained one that another took the place of
    arrived : the page on which the browser is known to stand, with all of its widgets
    what_if : the what-if that is shown in place of the trained network, until something is trained or chosen
    unit, step, sequence : the selected hidden unit, time step (or None) and sequence of the batch, counted from 0
    loss_step : the time step whose loss is looked at alone, counted from 0, or None
    untrained : whether the loss of the untrained network is drawn as a line
    walk : the sub-step at which the walk through a pass stands, counted from 0
    done : the number of the last command that was carried out
    clock, debt : until when training got the epochs that the pace owes it, and the part of an epoch left over
    began : the epoch at which Play began
    recent : the trainers behind the last frames sent, so that Pause can stop at the one on the screen
    drawing : seconds and bytes that the last frame took
    """

    trainer: Trainer
    held: Trainer | None = None
    sought: int | None = None
    goal: int | None = None
    parent: Trainer | None = None
    name: str = field(default_factory=_new_name)
    last: LastRun | None = None
    arrived: str = ""
    what_if: WhatIf | None = None
    unit: int = 0
    step: int | None = None
    sequence: int = 0
    loss_step: int | None = None
    untrained: bool = False
    walk: int = 0
    playing: bool = False
    pace: str = "10"
    done: int = 0
    clock: float = 0.0
    debt: float = 0.0
    began: int = 0
    recent: tuple[Trainer, ...] = ()
    drawing: tuple[float, int] = (0.002, 20_000)
    visitor: str = field(default_factory=_new_name)

    @property
    def busy(self) -> bool:
        """Whether something goes on by itself."""
        return self.playing or self.sought is not None

    def starting(self, trainer: Trainer) -> Session:
        """With another run in place of the present one, which is kept if it was trained; it waits to be played."""
        still = replace(self, playing=False, held=None, sought=None, goal=None, parent=None, recent=(), debt=0.0)
        other = replace(still, trainer=trainer, what_if=None)
        return replace(other, name=_new_name(), last=self._as_last()) if self.trainer.epoch else other

    def with_last_back(self) -> Session:
        """With the last run and the present one in each other's place."""
        if self.last is None:
            return self
        back = self.starting(self.last.trainer)
        return replace(back, parent=self.last.parent, name=self.last.name, last=self._as_last())

    def _as_last(self) -> LastRun:
        # A copy, since the trainer remembers the arrays of its latest pass.
        return LastRun(replace(self.trainer), self.parent, self.name)

    def past(self, epoch: int) -> Trainer:
        """The run as it was at `epoch`: one that was just on the screen, or computed again."""
        known = next((trainer for trainer in self.recent if trainer.epoch == epoch), None)
        return known if known is not None else self.trainer.at(epoch)

    @property
    def view(self) -> View:
        """What the charts are drawn from."""
        sequences, steps, _ = self.trainer.experiment.x.shape
        shown, sequence = self.held or self.trainer, min(self.sequence, sequences - 1)
        return View(
            newest=self.trainer,
            shown=shown,
            unit=min(self.unit, self.trainer.experiment.hidden_size - 1),
            step=self.step if self.step is not None and self.step < steps else None,
            sequence=sequence,
            position=min(self.walk, len(Walk(shown, sequence)) - 1),
            loss_step=self.loss_step if self.loss_step is not None and self.loss_step < steps else None,
            untrained=self.untrained,
            what_if=self.what_if,
            parent=self.parent,
            bound_for=self.goal if self.sought is None else self.sought,
        )


@dataclass(frozen=True)
class View:
    """What is looked at.

    newest, shown : the run, and the run at the epoch shown
    unit, step, sequence : the selected hidden unit, time step (or None) and sequence of the batch, counted from 0
    loss_step : the time step whose loss is looked at alone, counted from 0, or None
    untrained : whether the loss of the untrained network is drawn as a line
    what_if : the what-if that is shown in place of the trained network, or None
    parent : the run that this one branched from
    position : the sub-step of the walk, counted from 0
    bound_for : the epoch that something computes its way to
    """

    newest: Trainer
    shown: Trainer
    unit: int
    step: int | None = None
    sequence: int = 0
    position: int = 0
    loss_step: int | None = None
    untrained: bool = False
    what_if: WhatIf | None = None
    parent: Trainer | None = None
    bound_for: int | None = None

    @property
    def symbols(self) -> Sequence[str]:
        """The names of one-hot inputs, where the task has some."""
        task = self.newest.experiment.task
        return TASKS[task].letters if task in TASKS else ()

    @cached_property
    def walk(self) -> Walk:
        """The way through the pass of the epoch shown; `position` is a sub-step of it."""
        return Walk(self.shown, self.sequence, self.unit)

    @cached_property
    def shown_pass(self) -> Pass:
        """Every array of the pass at the epoch shown, recomputed where a what-if is in force."""
        if self.what_if is None:
            return self.shown.latest
        return what_if(self.shown, self.what_if.gain, self.what_if.input_scale)
