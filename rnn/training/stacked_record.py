"""History and snapshots of many runs that train as one computation."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from rnn.network.parameters import Array
from rnn.training import clock
from rnn.training.history import SERIES
from rnn.training.loop import stop_rules
from rnn.training.stopping import seconds_left
from rnn.training.trainer import Trainer


class Record:
    """History, snapshots and stop criteria of R runs.

    rows : for each trained epoch the rows of all histories, (4, R)
    lowest, lowest_epoch : (R,), as in `Checkpoint`, over the rows that `_look` has seen
    """

    def __init__(self, trainers: Sequence[Trainer], timed: bool = True) -> None:
        """Start an empty record of these runs; `timed` as in `Runs.advance`."""
        self.trainers, self.begin, self.looked_at = trainers, trainers[0].epoch, 0
        self.strides = [trainer.snapshots.stride for trainer in trainers]
        self.least = min(self.strides)
        self.rows: list[Array] = []
        self.snapshots: list[dict[int, Array]] = [{} for _ in trainers]
        self.lowest = np.array([trainer.checkpoint.lowest for trainer in trainers])
        self.lowest_epoch = np.array([trainer.checkpoint.lowest_epoch for trainer in trainers])
        self.stop_loss, self.patience = np.array([stop_rules(trainer.experiment) for trainer in trainers]).T
        self.began = clock.seconds()
        left = [seconds_left(trainer.experiment, trainer.seconds) if timed else math.inf for trainer in trainers]
        self.seconds_left = np.array(left)
        self.rules = bool(np.isfinite([self.stop_loss, self.patience, self.seconds_left]).any())
        self.judged = SERIES.index("loss" if trainers[0].experiment.held_out is None else "held_out_loss")

    def add(self, epoch: int, row: Array, vectors: Array, states: Array) -> None:
        """Record the update that led to `epoch`."""
        self.rows.append(row)
        if epoch % self.least == 0:
            packed = self._packed(vectors, states)
            for r, stride in enumerate(self.strides):
                if epoch % stride == 0:
                    self.snapshots[r][epoch] = packed[r].copy()

    def stops(self, epoch: int, row: Array) -> Array | bool:
        """Return which runs meet a stop criterion before the update of this epoch, (R,)."""
        if not self.rules:
            return False
        self._look()
        in_vain = (row[self.judged] >= self.lowest) & (epoch - self.lowest_epoch >= self.patience)
        return np.asarray((row[0] <= self.stop_loss) | in_vain | (self._seconds() >= self.seconds_left))

    def advanced(self, vectors: Array, states: Array) -> list[Trainer]:
        """Return the trainers of all runs at the present epoch."""
        packed, epoch, seconds = self._packed(vectors, states), self.begin + len(self.rows), self._seconds()
        rows = np.moveaxis(np.array(self.rows).reshape(-1, len(SERIES), len(self.trainers)), 2, 0)
        return [
            replace(
                trainer,
                epoch=epoch,
                checkpoint=trainer.checkpoint.unpacked(packed[r].copy()),
                history=trainer.history.extended(rows[r]),
                snapshots=trainer.snapshots.extended(self.snapshots[r]),
                seconds=trainer.seconds + seconds,
            )
            for r, trainer in enumerate(self.trainers)
        ]

    def _seconds(self) -> float:
        """The seconds since the record began, counted in full for each run."""
        return clock.seconds() - self.began

    def _packed(self, vectors: Array, states: Array) -> Array:
        """The checkpoint vectors of all runs, (R, n)."""
        self._look()
        return np.concatenate([vectors, states, np.array([self.lowest, self.lowest_epoch]).T], axis=1)

    def _look(self) -> None:
        """Update the lowest losses from the rows that were not seen yet."""
        new = np.array([row[self.judged] for row in self.rows[self.looked_at :]])
        if not len(new):
            return
        lowest, when = new.min(axis=0), self.begin + self.looked_at + new.argmin(axis=0)
        lower = lowest < self.lowest
        self.lowest, self.lowest_epoch = np.where(lower, lowest, self.lowest), np.where(lower, when, self.lowest_epoch)
        self.looked_at = len(self.rows)
