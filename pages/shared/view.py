"""View: what one visitor has on the screen, as values; the next state of things is a new one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from functools import cached_property

from rnn import Trainer
from rnn.bptt import Pass
from rnn.walk import Walk


@dataclass(frozen=True)
class Session:
    """The run, what is looked at, and how training is paced.

    held : the past of the run that is looked at, or None to follow the newest epoch
    unit : the selected hidden unit, counted from 0
    walk : the sub-step at which the walk through a pass stands, counted from 0
    done : the number of the last command that was carried out
    clock, debt : until when training got the epochs that the pace owes it, and the part of an epoch left over
    began : the epoch at which Play began
    recent : the trainers behind the last frames sent, so that Pause can stop at the one on the screen
    drawing : seconds and bytes that the last frame took
    """

    trainer: Trainer
    held: Trainer | None = None
    unit: int = 0
    walk: int = 0
    playing: bool = False
    pace: str = "10"
    done: int = 0
    clock: float = 0.0
    debt: float = 0.0
    began: int = 0
    recent: tuple[Trainer, ...] = ()
    drawing: tuple[float, int] = (0.002, 20_000)
    visitor: str = field(default_factory=lambda: uuid.uuid4().hex)

    def past(self, epoch: int) -> Trainer:
        """The run as it was at `epoch`: one that was just on the screen, or computed again."""
        known = next((trainer for trainer in self.recent if trainer.epoch == epoch), None)
        return known if known is not None else self.trainer.at(epoch)

    @property
    def view(self) -> View:
        """What the charts are drawn from."""
        shown = self.held or self.trainer
        unit = min(self.unit, self.trainer.experiment.hidden_size - 1)
        return View(self.trainer, shown, unit, min(self.walk, len(Walk(shown)) - 1))


@dataclass(frozen=True)
class View:
    """What is looked at: the run, the run at the epoch shown, and the selected unit and sub-step, counted from 0."""

    newest: Trainer
    shown: Trainer
    unit: int
    position: int = 0

    @cached_property
    def walk(self) -> Walk:
        """The way through the pass of the epoch shown; `position` is a sub-step of it."""
        return Walk(self.shown, unit=self.unit)

    @property
    def shown_pass(self) -> Pass:
        """Every array of the epoch shown."""
        return self.shown.latest
