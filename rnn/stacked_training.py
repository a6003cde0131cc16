"""Stacked training: epoch after epoch for many runs at once, with the settings of each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from rnn.checkpoint import Checkpoint
from rnn.clipping import by_value
from rnn.history import SERIES
from rnn.optimizers import Optimizer, Settings
from rnn.parameters import Array, Parameters, Sizes
from rnn.stack import Stack, lengths
from rnn.trainer import Trainer
from rnn.training import stop_rules


class Told(NamedTuple):
    """What holds for each run: optimizer settings (R, 1), and the limits of clipping, (R, 1) and (R,), or None.

    loss, patience : when each is to stop, (R,), as `stop_rules` says
    """

    settings: Settings
    largest: Array | None
    longest: Array | None
    loss: Array
    patience: Array


class State(NamedTuple):
    """What each run goes on from, as in Checkpoint: vectors (R, P), states (R, S), lowest and lowest_epoch (R,)."""

    vectors: Array
    states: Array
    lowest: Array
    lowest_epoch: Array

    @classmethod
    def of(cls, checkpoints: Sequence[Checkpoint]) -> State:
        """Those of single runs."""
        return cls(
            np.array([each.parameters.vector for each in checkpoints]),
            np.array([each.state for each in checkpoints]),
            np.array([each.lowest for each in checkpoints]),
            np.array([each.lowest_epoch for each in checkpoints]),
        )

    def checkpoint(self, r: int, sizes: Sizes) -> Checkpoint:
        """That of one run."""
        parameters = Parameters(sizes, self.vectors[r].copy())
        return Checkpoint(parameters, self.states[r].copy(), float(self.lowest[r]), int(self.lowest_epoch[r]))


class Epoch(NamedTuple):
    """Where one update leads: the next state, and a row of each history, (4, R).

    alone : (R,) which runs must go on alone, because their numbers are not finite or a rule stops them; then nothing
        of the update counts
    """

    state: State
    row: Array
    alone: Array


def train_together(trainers: Sequence[Trainer], last: int) -> tuple[list[Trainer], Array]:
    """Train to epoch `last`, or until a run must go on alone; says which runs must, (R,).

    Its numbers are not finite, or a rule stops it. It is left as it was before that epoch, and its trainer says why.
    """
    epoch, rows = trainers[0].epoch, []
    sizes, state = trainers[0].parameters.sizes, State.of([trainer.checkpoint for trainer in trainers])
    turns = {change.epoch for trainer in trainers for change in trainer.experiment.changes}
    strides = [trainer.snapshots.stride for trainer in trainers]
    least = min(strides)
    snapshots: list[dict[int, Array]] = [{} for _ in trainers]
    alone = np.zeros(len(trainers), dtype=bool)
    stack, told = _stack(trainers, state.vectors, epoch), _told(trainers, epoch)
    fresh, rule = trainers[0].experiment.always_fresh, trainers[0].experiment.optimizer_rule
    with np.errstate(all="ignore"):  # what is not finite is looked for instead
        while epoch < last:
            if epoch in turns:
                stack, told = _stack(trainers, state.vectors, epoch), _told(trainers, epoch)
            elif fresh:
                _load(stack, trainers, epoch)
            done = _epoch(stack, state, epoch, told, rule)
            alone = done.alone
            if alone.any():
                break
            state = done.state
            rows.append(done.row)
            epoch += 1
            if epoch % least == 0:
                for r, stride in enumerate(strides):
                    if epoch % stride == 0:
                        snapshots[r][epoch] = state.checkpoint(r, sizes).vector
    table = np.moveaxis(np.array(rows).reshape(-1, len(SERIES), len(trainers)), 2, 0)
    return [
        replace(
            trainer,
            epoch=epoch,
            checkpoint=state.checkpoint(r, sizes),
            history=trainer.history.extended(table[r]),
            snapshots=trainer.snapshots.extended(snapshots[r]),
        )
        for r, trainer in enumerate(trainers)
    ], alone


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
    loss, patience = np.array([stop_rules(trainer.experiment) for trainer in trainers]).T
    return Told(columns, None if largest is None else largest[:, None], limits("clip_norm"), loss, patience)


def _epoch(stack: Stack, state: State, epoch: int, told: Told, rule: Optimizer) -> Epoch:
    """One update of every run."""
    stack.vectors = state.vectors
    loss, length = stack.forward(), stack.backward()
    lowest, lowest_epoch = _lowest(state, epoch, loss if stack.held_out_shares is None else stack.held_out_loss)
    stops = (loss <= told.loss) | (epoch - lowest_epoch >= told.patience)
    gradient, clipped = stack.gradients, length
    if told.largest is not None:
        gradient = by_value(gradient, told.largest)
        clipped = lengths(gradient)
    if told.longest is not None:
        factor = np.where(clipped > told.longest, told.longest / np.maximum(clipped, told.longest), 1.0)
        gradient, clipped = gradient * factor[:, None], clipped * factor
    states, update = rule.update(state.states, gradient, told.settings)
    update += state.vectors
    row = np.array([loss, length, clipped, stack.held_out_loss])
    return Epoch(State(update, states, lowest, lowest_epoch), row, stops | _broken(row.T, update, states))


def _lowest(state: State, epoch: int, loss: Array) -> tuple[Array, Array]:
    """The lowest losses so far and their epochs, with those of this epoch."""
    if not (loss < state.lowest).any():
        return state.lowest, state.lowest_epoch
    return np.minimum(loss, state.lowest), np.where(loss < state.lowest, epoch, state.lowest_epoch)


def _broken(*arrays: Array) -> Array:
    """In which rows of any of the arrays (R, n) a number is not finite; one product says so where they all are."""
    broken = np.zeros(len(arrays[0]), dtype=bool)
    for array in arrays:
        flat = array.reshape(-1)
        if not flat.dot(flat) < math.inf:
            broken |= ~np.isfinite(array).all(axis=1)
    return broken
