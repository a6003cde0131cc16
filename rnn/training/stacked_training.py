"""Stacked training: epoch after epoch for many runs at once, with the settings of each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from rnn.network.finite import CALM, LARGEST
from rnn.network.parameters import Array
from rnn.network.stacked_engine import Stack, lengths
from rnn.training.stacked_record import Record
from rnn.training.trainer import Trainer
from rnn.updates.clipping import by_value
from rnn.updates.optimizers import Optimizer, Settings


class Told(NamedTuple):
    """What holds for each run: optimizer settings (R, 1), and the limits of clipping, (R, 1) and (R,), or None."""

    settings: Settings
    largest: Array | None
    longest: Array | None


class Epoch(NamedTuple):
    """Where one update leads: the next vectors (R, P) and states (R, S), and a row of each history, (4, R).

    broken : (R,) whose numbers are not finite; then nothing of the update counts
    """

    vectors: Array
    states: Array
    row: Array
    broken: Array


def train_together(trainers: Sequence[Trainer], last: int) -> tuple[list[Trainer], Array]:
    """Train to epoch `last`, or until a run must go on alone; says which runs must, (R,).

    Its numbers are not finite, or too large for fresh batches to be alike, or a rule stops it. It is left as it was
    before that epoch, and its trainer says why.
    """
    epoch, record = trainers[0].epoch, Record(trainers)
    vectors = np.array([trainer.parameters.vector for trainer in trainers])
    states = np.array([trainer.state for trainer in trainers])
    turns = {change.epoch for trainer in trainers for change in trainer.experiment.changes}
    stack, told = _stack(trainers, vectors, epoch), _told(trainers, epoch)
    fresh, rule = trainers[0].experiment.always_fresh, trainers[0].experiment.optimizer_rule
    alone = np.zeros(len(trainers), dtype=bool)
    with np.errstate(all="ignore"):  # what is not finite is looked for instead
        while epoch < last:
            if epoch in turns:
                stack, told = _stack(trainers, vectors, epoch), _told(trainers, epoch)
            elif fresh:
                _load(stack, trainers, epoch)
            done = _epoch(stack, vectors, states, told, rule)
            alone = done.broken | record.stops(epoch, done.row)
            if fresh:
                alone |= (done.row[:2] > CALM).any(axis=0)
            if alone.any():
                break
            vectors, states, epoch = done.vectors, done.states, epoch + 1
            record.add(epoch, done.row, vectors, states)
    return record.advanced(vectors, states), alone


def _stack(trainers: Sequence[Trainer], vectors: Array, epoch: int) -> Stack:
    """Memory for these runs, with the options that hold at `epoch`."""
    options = [trainer.experiment.options_at(epoch) for trainer in trainers]
    batch = trainers[0].experiment.x.shape
    gains = [each.gain for each in options]
    stack = Stack(trainers[0].parameters.sizes, vectors, (batch[0], batch[1]), options[0], gains)
    _load(stack, trainers, epoch)
    return stack


def _load(stack: Stack, trainers: Sequence[Trainer], epoch: int) -> None:
    experiments = [trainer.experiment for trainer in trainers]
    stack.load([each.batch_at(epoch) for each in experiments], [each.error_scale for each in experiments])


def _told(trainers: Sequence[Trainer], epoch: int) -> Told:
    """What each run is told at `epoch`."""
    settings = [trainer.experiment.settings_at(epoch) for trainer in trainers]

    def limits(name: str) -> Array | None:
        values = [trainer.experiment.value_at(name, epoch) for trainer in trainers]
        if all(value is None for value in values):
            return None
        return np.array([math.inf if value is None else value for value in values])

    largest = limits("clip_value")
    columns = Settings(*(np.array(column)[:, None] for column in zip(*settings, strict=True)))
    return Told(columns, None if largest is None else largest[:, None], limits("clip_norm"))


def _epoch(stack: Stack, vectors: Array, states: Array, told: Told, rule: Optimizer) -> Epoch:
    """One update of every run."""
    stack.vectors = vectors
    loss, length = stack.forward(), stack.backward()
    gradient, clipped = stack.gradients, length
    if told.largest is not None:
        gradient = by_value(gradient, told.largest)
        clipped = lengths(gradient)
    if told.longest is not None:
        factor = np.where(clipped > told.longest, told.longest / np.maximum(clipped, told.longest), 1.0)
        gradient, clipped = gradient * factor[:, None], clipped * factor
    states, update = rule.update(states, gradient, told.settings)
    update += vectors
    row = np.array([loss, length, clipped, stack.held_out_loss])
    return Epoch(update, states, row, _broken(row.T, update, states) | _infinite(loss, length))


def _infinite(loss: Array, length: Array) -> Array:
    """Which runs the single training would find not finite, (R,)."""
    return ~((loss < LARGEST) & (length < LARGEST))


def not_finite(trainers: Sequence[Trainer]) -> Array:
    """Of which of these runs, all at one epoch, the pass that is shown is not finite, (R,)."""
    epoch = trainers[0].epoch
    with np.errstate(all="ignore"):
        stack = _stack(trainers, np.array([trainer.parameters.vector for trainer in trainers]), epoch)
        experiments = [trainer.experiment for trainer in trainers]
        stack.load([each.batch for each in experiments], [each.error_scale for each in experiments])
        return _infinite(stack.forward(), stack.backward())


def _broken(*arrays: Array) -> Array:
    """In which rows of any of the arrays (R, n) a number is not finite; one product says so where they all are."""
    broken = np.zeros(len(arrays[0]), dtype=bool)
    for array in arrays:
        flat = array.reshape(-1)
        if not flat.dot(flat) < math.inf:
            broken |= ~np.isfinite(array).all(axis=1)
    return broken
