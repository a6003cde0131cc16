"""Trainer: an immutable state of a run; training returns the next one."""

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
MOST_AT_ONCE = 65_536  # epochs trained before history and snapshots are thinned again


@dataclass(frozen=True, eq=False)
class Trainer:
    """An experiment after `epoch` updates; at epoch 0 the network is untrained.

    checkpoint : weights and state of training after these updates
    history : loss and gradient norms of the epochs before this one; those of this epoch are in `latest`
    failed : why the next update is not finite; None if it is
    reached : the stop criterion of STOPS that is met; None if none is
    seconds : the training time so far
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
        """Return the untrained network of an experiment."""
        parameters = experiment.first_parameters()
        first = Checkpoint(parameters, np.zeros(experiment.optimizer_rule.state_size(len(parameters.vector))))
        return cls(experiment, 0, first, History.empty(), Snapshots.first(first.vector))

    @property
    def parameters(self) -> Parameters:
        """The weights; read-only."""
        return self.checkpoint.parameters

    @property
    def state(self) -> Array:
        """The state of the optimizer."""
        return self.checkpoint.state

    @property
    def status(self) -> Status:
        """Ready (untrained), running (may continue), stopped (by a criterion), diverged, or not finite (this epoch)."""
        if self.divergence:
            return "diverged" if self.failed else "not finite"
        if not self.can_train or seconds_left(self.experiment, self.seconds) <= 0:
            return "stopped"
        return "running" if self.epoch else "ready"

    @property
    def can_train(self) -> bool:
        """Whether the run may continue, apart from its limit of seconds."""
        last = self.experiment.stop_epoch
        return not (self.divergence or self.reached or (last is not None and self.epoch >= last))

    @property
    def can_advance(self) -> bool:
        """Whether `advance` would train."""
        return self.status in ("ready", "running")

    @cached_property
    def latest(self) -> Pass:
        """The pass of this epoch, with the present weights.

        If each epoch draws a fresh batch, the pass is over the probe batch.
        """
        return self.experiment.pass_at(self.epoch, self.parameters)

    @cached_property
    def divergence(self) -> Divergence | None:
        """Why the run is not finite; None if it is."""
        if self.failed or is_finite(self.latest):
            return self.failed
        return explain_first(self.experiment, self.epoch, self.latest)

    def advance(self, epochs: int | None = None, seconds: float | None = None, timed: bool = True) -> Trainer:
        """Train for `epochs` epochs or for `seconds` (at least one epoch), whichever ends first.

        It ends early by a stop criterion, or at the last finite epoch. Raises ValueError if nothing limits it.
        timed : whether the limit of seconds of the experiment applies
        """
        check_epochs(epochs)
        if not (self.can_advance if timed else self.can_train) or epochs == 0:
            return self
        began, left = clock.seconds(), seconds_left(self.experiment, self.seconds) if timed else math.inf
        deadline = began + min(left, math.inf if seconds is None else seconds)
        trainer, end = self, last_epoch(self.experiment, self.epoch, epochs, math.isfinite(deadline))
        while trainer.can_train and trainer.epoch < end:
            trainer = trainer._trained(min(end, trainer.epoch + MOST_AT_ONCE), deadline)
            if clock.seconds() > deadline:
                break
        trained = replace(trainer, seconds=self.seconds + clock.seconds() - began)
        return trained.settled()  # last, so that the pass that it looks at is remembered

    def settled(self) -> Trainer:
        """Return this run if its pass is finite, else the diverged run at the last finite epoch."""
        if self.failed or not self.epoch or is_finite(self.latest):
            return self
        return self._diverged("pass", None)

    def before(self, epoch: int) -> Trainer:
        """Return the run at its last snapshot up to `epoch`.

        Raises ValueError for an epoch that the run has not reached.
        """
        if not 0 <= operator.index(epoch) <= self.epoch:
            raise ValueError(f"Epoch {epoch} is not among the epochs so far, 0 to {self.epoch}.")
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
            seconds=self.seconds * nearest / self.epoch,  # assumes that all epochs take equally long
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
        """Return the run with other choices; as declared, each restarts it or is recorded as a change at this epoch."""
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
        failed = self.failed if len(unrecorded) == len(choices) else None  # else the next update is computed again
        return replace(self, experiment=experiment, failed=failed, reached=None)

    def rewound(self) -> Trainer:
        """Return the untrained network, with the present choices from epoch 0 on."""
        return Trainer.start(self.experiment.rewound(self.epoch))

    def _trained(self, last: float, deadline: float) -> Trainer:
        """Train to epoch `last` or the deadline."""
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
        """Return the last finite state: this epoch, or the one before if the pass of this epoch is not finite."""
        last = self if outcome == "update" else self.at(max(self.epoch - 1, 0))
        if last.divergence:
            return last
        following = None if outcome == "update" else self.latest
        return replace(last, failed=explain(self.experiment, last.epoch, last.latest, following, broken))
