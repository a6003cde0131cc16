"""Session and View: the state of one visitor, and what the charts are drawn from, as immutable values."""

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
    """The run before the present one.

    name, parent : as in Session
    """

    trainer: Trainer
    parent: Trainer | None
    name: str


def _new_name() -> str:
    return uuid.uuid4().hex


@dataclass(frozen=True)
class Session:
    """The run, what is shown of it, and the pace of training.

    held : the run at the past epoch that is shown, or None to follow the newest epoch
    sought : the epoch that `held` approaches, where recomputing it takes several ticks
    goal : the epoch that the run trains to at full speed, whatever the pace
    parent : the run that this one branched from
    name : key of the run in the browser's history; a new one when a trained run is replaced
    last : the run that can be brought back: the last trained one that was replaced
    arrived : the page that the browser has loaded, with all of its widgets
    what_if : the what-if that is shown in place of the trained network, until something is trained or chosen
    unit, step, sequence : the selected hidden unit, time step (or None) and sequence of the batch, counted from 0
    loss_step : the time step whose loss is shown alone, counted from 0, or None
    untrained : whether the loss of the untrained network is drawn as a line
    walk : the present sub-step of the walk through a pass, counted from 0
    done : the number of the last executed command
    clock, debt : time up to which the epochs due by the pace were trained, and the fraction of an epoch left over
    began : the epoch at which Play began
    recent : the trainers behind the last frames sent, so that Pause can stop at the one on the screen
    drawing : seconds and bytes of the last frame
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
        """Whether training or seeking is in progress."""
        return self.playing or self.sought is not None

    def starting(self, trainer: Trainer) -> Session:
        """Return the session with another run, paused; the present run becomes the last one if it was trained."""
        still = replace(self, playing=False, held=None, sought=None, goal=None, parent=None, recent=(), debt=0.0)
        other = replace(still, trainer=trainer, what_if=None)
        return replace(other, name=_new_name(), last=self._as_last()) if self.trainer.epoch else other

    def with_last_back(self) -> Session:
        """Return the session with the last run and the present one swapped."""
        if self.last is None:
            return self
        back = self.starting(self.last.trainer)
        return replace(back, parent=self.last.parent, name=self.last.name, last=self._as_last())

    def _as_last(self) -> LastRun:
        # A copy, since the trainer remembers the arrays of its latest pass.
        return LastRun(replace(self.trainer), self.parent, self.name)

    def past(self, epoch: int) -> Trainer:
        """Return the run at `epoch`, from the recent frames or recomputed."""
        known = next((trainer for trainer in self.recent if trainer.epoch == epoch), None)
        return known if known is not None else self.trainer.at(epoch)

    @property
    def view(self) -> View:
        """Return what the charts are drawn from."""
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
    """What the charts are drawn from.

    newest, shown : the run at its newest epoch, and at the epoch shown
    unit, step, sequence : the selected hidden unit, time step (or None) and sequence of the batch, counted from 0
    loss_step : the time step whose loss is shown alone, counted from 0, or None
    untrained : whether the loss of the untrained network is drawn as a line
    what_if : the what-if that is shown in place of the trained network, or None
    parent : the run that this one branched from
    position : the sub-step of the walk, counted from 0
    bound_for : the epoch that training or seeking is heading for, or None
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
        """Names of the one-hot inputs, where the task has any."""
        task = self.newest.experiment.task
        return TASKS[task].letters if task in TASKS else ()

    @cached_property
    def walk(self) -> Walk:
        """The walk through the pass at the epoch shown; `position` is a sub-step of it."""
        return Walk(self.shown, self.sequence, self.unit)

    @cached_property
    def shown_pass(self) -> Pass:
        """Every array of the pass at the epoch shown, recomputed where a what-if is in force."""
        if self.what_if is None:
            return self.shown.latest
        return what_if(self.shown, self.what_if.gain, self.what_if.input_scale)
