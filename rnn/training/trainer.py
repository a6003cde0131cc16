"""Trainer: a network somewhere in its training, as a value; training returns the next value and changes nothing."""

from __future__ import annotations

import math
import operator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np

from rnn.experiment.experiment import CHOICES, Experiment
from rnn.network.bptt import Pass
from rnn.network.finite import is_finite
from rnn.network.parameters import Array, Parameters
from rnn.training import clock
from rnn.training.checkpoint import Checkpoint
from rnn.training.divergence import Divergence, explain, explain_first
from rnn.training.history import History
from rnn.training.loop import STOPS, Training
from rnn.training.snapshots import Snapshots
from rnn.training.stopping import check_epochs, last_epoch, seconds_left

Status = Literal["ready", "running", "stopped", "diverged", "not finite"]
LONGEST = 65_536  # epochs trained before history and snapshots are thinned again


@dataclass(frozen=True, eq=False)
class Trainer:
    """An experiment after `epoch` updates; at epoch 0 the network is untrained.

    checkpoint : the weights after that many updates, and what else training goes on from
    history : loss and gradient norms at the epochs before this one; those of this one are in `latest`
    failed : what of the next update is not finite, or None
    reached : which rule of STOPS it has stopped by, or None
    seconds : how long it was trained so far
    """

    experiment: Experiment
    epoch: int
    checkpoint: Checkpoint
    history: History
    snapshots: Snapshots
    failed: Divergence | None = None
    reached: str | None = None
    seconds: float = 0.0

    @classmethod
    def start(cls, experiment: Experiment) -> Trainer:
        """The untrained network."""
        parameters = experiment.first_parameters()
        first = Checkpoint(parameters, np.zeros(experiment.optimizer_rule.state_size(len(parameters.vector))))
        return cls(experiment, 0, first, History.empty(), Snapshots.first(first.vector))

    @property
    def parameters(self) -> Parameters:
        """The weights; never written to."""
        return self.checkpoint.parameters

    @property
    def state(self) -> Array:
        """What the optimizer remembers."""
        return self.checkpoint.state

    @property
    def status(self) -> Status:
        """Ready (untrained), running (may go on), stopped (by a rule), diverged, or not finite: this very epoch."""
        if self.divergence:
            return "diverged" if self.failed else "not finite"
        if not self.can_train or seconds_left(self.experiment, self.seconds) <= 0:
            return "stopped"
        return "running" if self.epoch else "ready"

    @property
    def can_train(self) -> bool:
        """Whether everything but the time lets it go on."""
        last = self.experiment.stop_epoch
        return not (self.divergence or self.reached or (last is not None and self.epoch >= last))

    @property
    def can_advance(self) -> bool:
        """Whether `advance` would do anything."""
        return self.status in ("ready", "running")

    @cached_property
    def latest(self) -> Pass:
        """Every array of one pass with the present weights: the numbers of this epoch.

        Where each epoch has a fresh batch it is a pass over the probe batch, so that looking again shows the same.
        """
        return self.experiment.pass_at(self.epoch, self.parameters)

    @cached_property
    def divergence(self) -> Divergence | None:
        """Why it cannot go on, or None."""
        if self.failed or is_finite(self.latest):
            return self.failed
        return explain_first(self.experiment, self.epoch, self.latest)

    def advance(self, epochs: int | None = None, seconds: float | None = None, timed: bool = True) -> Trainer:
        """Train for that many epochs, or for as many as fit the time (at least one), or until the first of both.

        It ends early by a rule of the experiment, or at the last epoch whose numbers are all finite.
        timed : whether the rule of seconds holds; it does not on the way to an epoch that was asked for
        """
        check_epochs(epochs)
        if not (self.can_advance if timed else self.can_train) or epochs == 0:
            return self
        began, left = clock.seconds(), seconds_left(self.experiment, self.seconds) if timed else math.inf
        deadline = began + min(left, math.inf if seconds is None else seconds)
        trainer, end = self, last_epoch(self.experiment, self.epoch, epochs, math.isfinite(deadline))
        while trainer.can_train and trainer.epoch < end:
            trainer = trainer._trained(min(end, trainer.epoch + LONGEST), deadline)
            if clock.seconds() > deadline:
                break
        return replace(trainer.settled(), seconds=self.seconds + clock.seconds() - began)

    def settled(self) -> Trainer:
        """The run where every number of its pass is finite: here, or else at an epoch before, diverged."""
        if self.failed or not self.epoch or is_finite(self.latest):
            return self
        return self._diverged("pass", None)

    def before(self, epoch: int) -> Trainer:
        """The run at the nearest epoch up to that one that can be taken up at once: it has a snapshot.

        Raises ValueError for an epoch that it has not reached.
        """
        if not 0 <= operator.index(epoch) <= self.epoch:
            raise ValueError(f"Epoch {epoch} is not among the {self.epoch + 1} epochs so far, 0 to {self.epoch}.")
        if epoch == self.epoch:
            return self
        stride = max(self.snapshots.stride, self.history.stride)
        nearest = epoch // stride * stride
        return replace(
            self,
            epoch=nearest,
            checkpoint=self.checkpoint.unpacked(self.snapshots.vectors[nearest]),
            history=self.history.before(nearest),
            snapshots=self.snapshots.before(nearest),
            failed=None,
            reached=None,
            seconds=self.seconds * nearest / self.epoch,  # as if each epoch took as long
        )

    def at(self, epoch: int) -> Trainer:
        """The run at an earlier epoch, computed again from the nearest snapshot; no stop rule ends it on the way."""
        past, rules = self.before(epoch), {"stop_loss": None, "stop_patience": None}
        if epoch == past.epoch:
            return past
        if any(getattr(self.experiment, rule) is not None for rule in rules):
            past = replace(past, experiment=self.experiment.replaced(**rules))
        there, seconds = past._trained(epoch, math.inf).settled(), self.seconds * epoch / self.epoch
        return replace(there, experiment=self.experiment, seconds=seconds)

    def choose(self, **choices: object) -> Trainer:
        """With other choices: each starts anew, or is recorded and holds from this epoch on, as declared."""
        experiment = self.experiment
        kinds = {name: CHOICES[name].when_changed if name in CHOICES else "start anew" for name in choices}
        for name, value in choices.items():
            if kinds[name] == "record":
                experiment = experiment.changed(self.epoch, name, value)  # type: ignore[arg-type]
        unrecorded = {name: value for name, value in choices.items() if kinds[name] != "record"}
        experiment = experiment.replaced(**unrecorded) if unrecorded else experiment
        shaping = (name for name in unrecorded if kinds[name] != "keep")
        if any(getattr(experiment, name) != getattr(self.experiment, name) for name in shaping):
            return Trainer.start(experiment.rewound(self.epoch))
        failed = self.failed if len(unrecorded) == len(choices) else None  # else it is tried again
        return replace(self, experiment=experiment, failed=failed, reached=None)

    def rewound(self) -> Trainer:
        """At epoch 0 with the same initial weights; the present choices hold from the start."""
        return Trainer.start(self.experiment.rewound(self.epoch))

    def _trained(self, last: float, deadline: float) -> Trainer:
        """Train up to epoch `last` or the deadline."""
        training = Training(self.experiment, self.epoch, self.checkpoint)
        outcome, snapshots = training.train_in_stretches(self.snapshots, last, deadline)
        trained = replace(
            self,
            epoch=training.epoch,
            checkpoint=training.checkpoint,
            history=self.history.extended(training.rows),
            snapshots=self.snapshots.extended(snapshots),
            reached=outcome if outcome in STOPS else None,
        )
        broken = {"gradient": training.work.gradients, "update": training.work.moved}.get(outcome)
        return trained if outcome in ("finite", *STOPS) else trained._diverged(outcome, broken)

    def _diverged(self, outcome: str, broken: Parameters | None) -> Trainer:
        """The last state in which everything is finite: one epoch back if it is the pass of this epoch that is not."""
        last = self if outcome == "update" else self.at(max(self.epoch - 1, 0))
        if last.divergence:
            return last
        following = None if outcome == "update" else self.latest
        return replace(last, failed=explain(self.experiment, last.epoch, last.latest, following, broken))
