"""Training: epoch after epoch, inside one call of the trainer; the only place where weights are written over."""

from __future__ import annotations

import math

import numpy as np

from rnn.experiment.experiment import Experiment
from rnn.network.engine import Workspace
from rnn.network.finite import CALM, LARGEST, is_finite
from rnn.network.norms import norm
from rnn.network.options import Options
from rnn.network.parameters import Array, Parameters
from rnn.training import clock
from rnn.training.checkpoint import Checkpoint
from rnn.training.history import Row
from rnn.training.snapshots import Snapshots
from rnn.updates.clipping import by_value, factor_by_norm

STOPS = ("loss reached", "no improvement")


def stop_rules(experiment: Experiment) -> tuple[float, float]:
    """The loss at which training stops, and for how many epochs it goes on without a lower one."""
    loss, patience = experiment.stop_loss, experiment.stop_patience
    return -math.inf if loss is None else loss, math.inf if patience is None else patience


class Training:
    """One network on its way from `epoch` on.

    rows : what History keeps of each epoch done
    state, lowest, lowest_epoch : as in Checkpoint
    work : the memory that forward and backward write to
    """

    def __init__(self, experiment: Experiment, epoch: int, start: Checkpoint) -> None:
        """Copy the weights; what is chosen at `epoch` holds."""
        self.experiment, self.epoch, self.state = experiment, epoch, start.state
        self.lowest, self.lowest_epoch = start.lowest, start.lowest_epoch
        self.rows: list[Row] = []
        self.turns = {change.epoch for change in experiment.changes}
        self.work = self._workspace(start.parameters.copy(), experiment.options_at(epoch))
        self._take_settings()

    @property
    def checkpoint(self) -> Checkpoint:
        """Where training is now, as a value."""
        return Checkpoint(self.work.parameters.copy(), self.state, self.lowest, self.lowest_epoch)

    def turn_after(self, epoch: int) -> float:
        """The next epoch at which a choice changes."""
        return min((turn for turn in self.turns if turn > epoch), default=math.inf)

    def train_in_stretches(self, snapshots: Snapshots, last: float, deadline: float) -> tuple[str, dict[int, Array]]:
        """Train to epoch `last` or the deadline, in stretches without a change or a snapshot inside.

        Returns what `train` returns, and the snapshots on the way.
        """
        taken: dict[int, Array] = {}
        outcome = "finite"
        with np.errstate(all="ignore"):  # what is not finite is looked for instead
            while outcome == "finite" and self.epoch < last and (not self.rows or clock.seconds() < deadline):
                snapshot = snapshots.next_after(self.epoch)
                outcome = self.train(int(min(last, self.turn_after(self.epoch), snapshot)), deadline)
                if self.epoch == snapshot:
                    taken[snapshot] = self.checkpoint.vector
        return outcome, taken

    def train(self, last: int, deadline: float) -> str:
        """Train to epoch `last` or to the deadline; no choice may change on the way.

        Returns "finite", or else what was not finite: "loss", "gradient", "update", or the pass over the "probe" batch;
        or the rule by which training stops before the update of this epoch: one of STOPS.
        """
        if self.epoch in self.turns:
            self._take_settings()
        work, rows, fresh = self.work, self.rows, self.experiment.always_fresh
        step = self._descend if self.plain else self._step
        for epoch in range(self.epoch, last):
            if fresh:
                batch = self.experiment.batch_at(epoch)
                work.load(batch, self.experiment.error_scale)
            loss = work.forward()
            length = work.backward()
            if not (loss < CALM and length < CALM) and (found := self._not_finite(loss, length)):
                return found
            if loss <= self.loss_asked:
                return "loss reached"
            if not self._improves(epoch, work.held_out_loss if self.holds_out else loss):
                return "no improvement"
            clipped = step(length)
            if clipped < 0:
                return "update"
            rows.append((loss, length, clipped, work.held_out_loss))
            self.epoch = epoch + 1
            if clock.seconds() > deadline:
                break
        return "finite"

    def _not_finite(self, loss: float, length: float) -> str:
        """What is not finite of the pass of this epoch, or else of the one shown of fresh batches; "" is nothing."""
        if not (loss < LARGEST and length < LARGEST):
            return "gradient" if loss < LARGEST else "loss"
        shown = self.experiment.pass_at(self.epoch, self.work.parameters) if self.experiment.always_fresh else None
        return "" if shown is None or is_finite(shown) else "probe"

    def _improves(self, epoch: int, loss: float) -> bool:
        """Whether this loss, or one of the last so many epochs, is the lowest so far."""
        if loss < self.lowest:
            self.lowest, self.lowest_epoch = loss, epoch
        return epoch - self.lowest_epoch < self.patience

    def _workspace(self, parameters: Parameters, options: Options) -> Workspace:
        return Workspace(parameters, self.experiment.batch_at(self.epoch), self.experiment.error_scale, options)

    def _take_settings(self) -> None:
        """What was chosen for this epoch holds."""
        options = self.experiment.options_at(self.epoch)
        if options != self.work.options:
            self.work = self._workspace(self.work.parameters, options)
        self.settings = self.experiment.settings_at(self.epoch)
        self.rate = np.array(self.settings.learning_rate)
        self.longest = self.experiment.value_at("clip_norm", self.epoch)
        self.largest = self.experiment.value_at("clip_value", self.epoch)
        self.loss_asked, self.patience = stop_rules(self.experiment)
        self.holds_out = self.experiment.held_out is not None
        self.plain = self.experiment.optimizer == "sgd" and self.largest is None

    def _descend(self, length: float) -> float:
        """One plain update; returns the norm after clipping, or -1 if the parameters would not be finite."""
        factor = factor_by_norm(length, self.longest)
        rate = self.rate if factor == 1.0 else np.array(self.rate * factor)
        return length * factor if self.work.descend(rate) else -1.0

    def _step(self, length: float) -> float:
        """The same with any optimizer, and clipping by value before that by norm."""
        gradient = self.work.gradients.vector
        if self.largest is not None:
            gradient = by_value(gradient, self.largest)
            length = norm(gradient)
        factor = factor_by_norm(length, self.longest)
        state, update = self.experiment.optimizer_rule.update(self.state, gradient * factor, self.settings)
        if not (np.isfinite(state).all() and self.work.move(update)):
            return -1.0
        self.state = state
        return length * factor
