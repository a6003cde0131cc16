"""The training loop of many runs at once, each with its own settings."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from rnn.experiment.experiment import Experiment
from rnn.network.finite import CALM, LARGEST
from rnn.network.parameters import Array
from rnn.network.stacked_engine import Stack, row_norms
from rnn.training import clock
from rnn.training.stacked_record import Record
from rnn.training.trainer import Trainer
from rnn.updates.clipping import by_value
from rnn.updates.optimizers import Optimizer, Settings


class StackedSettings(NamedTuple):
    """Settings of each run.

    optimizer : (R, 1) each
    value_limit, norm_limit : (R, 1) and (R,), the clipping limits; None if no run clips
    """

    optimizer: Settings
    value_limit: Array | None
    norm_limit: Array | None


class Epoch(NamedTuple):
    """The result of one update: the next vectors (R, P) and states (R, S), and the rows of the histories, (4, R).

    broken : (R,) the runs that are not finite; their update is discarded
    """

    vectors: Array
    states: Array
    row: Array
    broken: Array


def train_together(
    trainers: Sequence[Trainer], last: int, deadline: float = math.inf, timed: bool = True
) -> tuple[list[Trainer], Array]:
    """Train to epoch `last` or the deadline, or until a run must continue alone.

    Returns the trainers and which of the runs must, (R,).

    A run continues alone if it is not finite, if it is so large that a fresh probe batch may not be, or if it meets a
    stop criterion. It stays before that epoch, and its own trainer determines the reason.
    """
    epoch, record = trainers[0].epoch, Record(trainers, timed)
    vectors = np.array([trainer.parameters.vector for trainer in trainers])
    states = np.array([trainer.state for trainer in trainers])
    experiments = [trainer.experiment for trainer in trainers]
    change_epochs = {change.epoch for experiment in experiments for change in experiment.changes}
    stack, settings = stack_of(experiments, vectors, epoch), settings_of(experiments, epoch)
    fresh, rule = any(each.always_fresh for each in experiments), experiments[0].optimizer_rule
    alone = np.zeros(len(trainers), dtype=bool)
    with np.errstate(all="ignore"):  # the loop checks for values that are not finite
        while epoch < last:
            if epoch in change_epochs:
                stack, settings = stack_of(experiments, vectors, epoch), settings_of(experiments, epoch)
            elif fresh:
                load(stack, experiments, epoch)
            done = one_epoch(stack, vectors, states, settings, rule)
            alone = done.broken | record.stops(epoch, done.row)
            if fresh:
                alone |= (done.row[:2] > CALM).any(axis=0)
            if alone.any():
                break
            vectors, states, epoch = done.vectors, done.states, epoch + 1
            record.add(epoch, done.row, vectors, states)
            if clock.seconds() > deadline:
                break
    return record.advanced(vectors, states), alone


def stack_of(experiments: Sequence[Experiment], vectors: Array, epoch: int) -> Stack:
    """Allocate the arrays for these runs, (R, P) weights, with the options and the batches of `epoch`."""
    options = [experiment.options_at(epoch) for experiment in experiments]
    count, steps, _ = experiments[0].x.shape
    stack = Stack(experiments[0].sizes, vectors, (count, steps), options[0], [each.gain for each in options])
    load(stack, experiments, epoch)
    return stack


def load(stack: Stack, experiments: Sequence[Experiment], epoch: int | None) -> None:
    """Load the batch that each run trains on at `epoch`; None: the batch that is shown."""
    batches = [each.batch if epoch is None else each.batch_at(epoch) for each in experiments]
    stack.load(batches, [each.error_scale for each in experiments])


def settings_of(experiments: Sequence[Experiment], epoch: int) -> StackedSettings:
    """Return the settings of each run at `epoch`."""
    each = [experiment.settings_at(epoch) for experiment in experiments]

    def limits(name: str) -> Array | None:
        values = [experiment.value_at(name, epoch) for experiment in experiments]
        if all(value is None for value in values):
            return None
        return np.array([math.inf if value is None else value for value in values])

    value_limit = limits("clip_value")
    columns = Settings(*(np.array(column)[:, None] for column in zip(*each, strict=True)))
    return StackedSettings(columns, None if value_limit is None else value_limit[:, None], limits("clip_norm"))


def one_epoch(stack: Stack, vectors: Array, states: Array, settings: StackedSettings, rule: Optimizer) -> Epoch:
    """Compute one update of every run."""
    stack.vectors = vectors
    loss, gradient_norm = stack.forward(), stack.backward()
    gradient, clipped = stack.gradients, gradient_norm
    if settings.value_limit is not None:
        gradient = by_value(gradient, settings.value_limit)
        clipped = row_norms(gradient)
    if settings.norm_limit is not None:
        factor = np.where(
            clipped > settings.norm_limit, settings.norm_limit / np.maximum(clipped, settings.norm_limit), 1.0
        )
        gradient, clipped = gradient * factor[:, None], clipped * factor
    states, update = rule.update(states, gradient, settings.optimizer)
    update += vectors
    row = np.array([loss, gradient_norm, clipped, stack.held_out_loss])
    return Epoch(update, states, row, _broken(row.T, update, states) | infinite(loss, gradient_norm))


def infinite(loss: Array, gradient_norm: Array) -> Array:
    """Return which runs count as not finite in `Training`, (R,)."""
    return ~((loss < LARGEST) & (gradient_norm < LARGEST))


def not_finite(trainers: Sequence[Trainer]) -> Array:
    """Which of these runs, all at one epoch, have a shown pass that is not finite, (R,)."""
    epoch, experiments = trainers[0].epoch, [trainer.experiment for trainer in trainers]
    with np.errstate(all="ignore"):
        stack = stack_of(experiments, np.array([trainer.parameters.vector for trainer in trainers]), epoch)
        load(stack, experiments, None)
        return infinite(stack.forward(), stack.backward())


def _broken(*arrays: Array) -> Array:
    """Which rows of the arrays (R, n) are not finite, (R,); one product per array suffices if all are finite."""
    broken = np.zeros(len(arrays[0]), dtype=bool)
    for array in arrays:
        flat = array.reshape(-1)
        if not flat.dot(flat) < math.inf:
            broken |= ~np.isfinite(array).all(axis=1)
    return broken
