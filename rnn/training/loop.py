"""The training loop; the only place where weights are modified in place."""

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
    """Return the loss at which training stops, and the patience in epochs; -inf and inf if they are off."""
    loss, patience = experiment.stop_loss, experiment.stop_patience
    return -math.inf if loss is None else loss, math.inf if patience is None else patience


class Training:
    """The training of one network from `epoch` on.

    rows : the rows of the history, one per trained epoch
    state, lowest, lowest_epoch : as in `Checkpoint`
    work : the arrays of the forward and backward passes
    """

    def __init__(self, experiment: Experiment, epoch: int, start: Checkpoint) -> None:
        """Copy the weights and apply the settings of `epoch`."""
        self.experiment, self.epoch, self.state = experiment, epoch, start.state
        self.lowest, self.lowest_epoch = start.lowest, start.lowest_epoch
        self.rows: list[Row] = []
        self.change_epochs = {change.epoch for change in experiment.changes}
        self.work = self._workspace(start.parameters.copy(), experiment.options_at(epoch))
        self._take_settings()

    @property
    def checkpoint(self) -> Checkpoint:
        """The present state of training."""
        return Checkpoint(self.work.parameters.copy(), self.state, self.lowest, self.lowest_epoch)

    def next_change_after(self, epoch: int) -> float:
        """Return the next epoch at which a choice changes; inf if there is none."""
        return min((changed for changed in self.change_epochs if changed > epoch), default=math.inf)

    def train_in_stretches(self, snapshots: Snapshots, last: float, deadline: float) -> tuple[str, dict[int, Array]]:
        """Train to epoch `last` or the deadline, interrupted at each change and each snapshot.

        Returns the outcome as `train` does, and the new snapshots.
        """
        taken: dict[int, Array] = {}
        outcome = "finite"
        with np.errstate(all="ignore"):  # the loop checks for values that are not finite
            while outcome == "finite" and self.epoch < last and (not self.rows or clock.seconds() < deadline):
                snapshot = snapshots.next_after(self.epoch)
                outcome = self.train(int(min(last, self.next_change_after(self.epoch), snapshot)), deadline)
                if self.epoch == snapshot:
                    taken[snapshot] = self.checkpoint.vector
        return outcome, taken

    def train(self, last: int, deadline: float) -> str:
        """Train to epoch `last` or to the deadline; no choice may change before `last`.

        Returns "finite"; or what is not finite: "loss", "gradient", "update", or the pass over the "probe" batch;
        or one of STOPS, the stop criterion that is met before the update of this epoch.
        """
        if self.epoch in self.change_epochs:
            self._take_settings()
        work, rows, fresh = self.work, self.rows, self.experiment.always_fresh
        step = self._descend if self.plain else self._step
        for epoch in range(self.epoch, last):
            if fresh:
                batch = self.experiment.batch_at(epoch)
                work.load(batch, self.experiment.error_scale)
            loss = work.forward()
            gradient_norm = work.backward()
            if not (loss < CALM and gradient_norm < CALM) and (found := self._not_finite(loss, gradient_norm)):
                return found
            if loss <= self.stop_loss:
                return "loss reached"
            if not self._improves(epoch, work.held_out_loss if self.holds_out else loss):
                return "no improvement"
            clipped = step(gradient_norm)
            if clipped < 0:
                return "update"
            rows.append((loss, gradient_norm, clipped, work.held_out_loss))
            self.epoch = epoch + 1
            if clock.seconds() > deadline:
                break
        return "finite"

    def _not_finite(self, loss: float, gradient_norm: float) -> str:
        """Return what is not finite at this epoch, in the training pass or in the probe pass; "" if nothing."""
        if not (loss < LARGEST and gradient_norm < LARGEST):
            return "gradient" if loss < LARGEST else "loss"
        shown = self.experiment.pass_at(self.epoch, self.work.parameters) if self.experiment.always_fresh else None
        return "" if shown is None or is_finite(shown) else "probe"

    def _improves(self, epoch: int, loss: float) -> bool:
        """Whether the lowest loss so far lies within the patience."""
        if loss < self.lowest:
            self.lowest, self.lowest_epoch = loss, epoch
        return epoch - self.lowest_epoch < self.patience

    def _workspace(self, parameters: Parameters, options: Options) -> Workspace:
        return Workspace(parameters, self.experiment.batch_at(self.epoch), self.experiment.error_scale, options)

    def _take_settings(self) -> None:
        """Apply the choices of this epoch."""
        options = self.experiment.options_at(self.epoch)
        if options != self.work.options:
            self.work = self._workspace(self.work.parameters, options)
        self.settings = self.experiment.settings_at(self.epoch)
        self.rate = np.array(self.settings.learning_rate)
        self.norm_limit = self.experiment.value_at("clip_norm", self.epoch)
        self.value_limit = self.experiment.value_at("clip_value", self.epoch)
        self.stop_loss, self.patience = stop_rules(self.experiment)
        self.holds_out = self.experiment.held_out is not None
        self.plain = self.experiment.optimizer == "sgd" and self.value_limit is None

    def _descend(self, gradient_norm: float) -> float:
        """Apply one update of gradient descent; return the norm after clipping, or -1 if the result is not finite."""
        factor = factor_by_norm(gradient_norm, self.norm_limit)
        rate = self.rate if factor == 1.0 else np.array(self.rate * factor)
        return gradient_norm * factor if self.work.descend(rate) else -1.0

    def _step(self, gradient_norm: float) -> float:
        """Apply one update of any optimizer, with clipping by value before clipping by norm; return as `_descend`."""
        gradient = self.work.gradients.vector
        if self.value_limit is not None:
            gradient = by_value(gradient, self.value_limit)
            gradient_norm = norm(gradient)
        factor = factor_by_norm(gradient_norm, self.norm_limit)
        state, update = self.experiment.optimizer_rule.update(self.state, gradient * factor, self.settings)
        if not (np.isfinite(state).all() and self.work.move(update)):
            return -1.0
        self.state = state
        return gradient_norm * factor
