"""Walk: forward t = 1 ... T, the loss, backward t = T ... 1, the update; each is computed when it is asked for."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rnn.lenses.walk.backward import backward_step, strengths
from rnn.lenses.walk.forward import forward_step
from rnn.lenses.walk.loss import loss_step
from rnn.lenses.walk.update import update_step
from rnn.lenses.walk.values import Phase, SubStep
from rnn.network.bptt import Pass
from rnn.network.parameters import Array
from rnn.training.trainer import Trainer


@dataclass(frozen=True, eq=False)
class Walk:
    """The 2T + 2 sub-steps of the pass and the update that `trainer` makes next, with one sequence of its batch.

    sequence, unit : whose numbers are written out, counted from 0
    """

    trainer: Trainer
    sequence: int = 0
    unit: int = 0

    @cached_property
    def steps(self) -> int:
        """T, without padding."""
        batch = self.trainer.experiment.batch
        return int(batch.x.shape[1] if batch.lengths is None else batch.lengths[self.sequence])

    @property
    def sequences(self) -> int:
        """How many sequences the batch has."""
        return len(self.trainer.experiment.batch.x)

    @cached_property
    def shown(self) -> Pass:
        """The pass of the sequence alone; its gradients are those of the whole batch."""
        return self.trainer.latest.alone(self.sequence)

    @cached_property
    @np.errstate(all="ignore")
    def strengths(self) -> tuple[Array, Array]:
        """Norms of the local and the carried terms, relative to the largest |dh_t|; entry t is step t."""
        return strengths(self.shown)

    def __len__(self) -> int:
        """How many sub-steps there are."""
        return 2 * self.steps + 2

    def place(self, position: int) -> tuple[Phase, int | None]:
        """Phase and time step of a sub-step, counted from 0. Raises IndexError for one that is not there."""
        if not 0 <= operator.index(position) < len(self):
            raise IndexError(f"Sub-step {position} is not among 0 to {len(self) - 1}.")
        if position < self.steps:
            return "forward", position + 1
        if self.steps < position < len(self) - 1:
            return "backward", len(self) - 1 - position
        return ("loss", None) if position == self.steps else ("update", None)

    def position(self, phase: Phase, step: int) -> int:
        """The sub-step that is forward or backward at time step `step` of 1 ... T, counted from 0."""
        return step - 1 if phase == "forward" else len(self) - 1 - step

    @np.errstate(all="ignore")
    def __getitem__(self, position: int) -> SubStep:
        """The sub-step at that position, counted from 0. Raises IndexError for one that is not there."""
        phase, step = self.place(position)
        if step is not None:
            return (forward_step if phase == "forward" else backward_step)(self.shown, step, self.unit)
        if phase == "loss":
            scale = self.trainer.experiment.error_scale
            return loss_step(self.shown, float(scale if isinstance(scale, float) else scale[self.sequence]))
        return update_step(self.trainer)
