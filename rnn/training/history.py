"""History: loss and gradient norms of every epoch so far, in bounded memory.

Up to 4,096 epochs each has a row of its own. After that neighbouring rows are merged two by two, again and again,
and a row keeps the lowest, the mean and the highest of its epochs: a spike survives, however long the run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from rnn.network.parameters import Array

SERIES = ("loss", "gradient_norm", "clipped_norm", "held_out_loss")
MOST_ROWS = 4096
Row = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class History:
    """One row for every `stride` epochs; the last row may not be full yet.

    first, count : (n,)   the first epoch of each row, and how many epochs it stands for
    low, mean, high : (n, 4)   over those epochs, of the series in SERIES; the last is 0 where nothing is held out
    untrained : (4,)   the series at epoch 0, which a long history would merge with its neighbours; none yet: (0,)
    """

    stride: int
    first: Array
    count: Array
    low: Array
    mean: Array
    high: Array
    untrained: Array

    @classmethod
    def empty(cls) -> History:
        """No epoch yet."""
        nothing = np.zeros((0, len(SERIES)))
        return cls(1, np.zeros(0, dtype=int), np.zeros(0, dtype=int), nothing, nothing, nothing, np.zeros(0))

    @property
    def epochs(self) -> int:
        """How many epochs are recorded: 0, 1, ... epochs - 1."""
        return int(self.first[-1] + self.count[-1]) if len(self.first) else 0

    def extended(self, rows: Sequence[Row] | Array) -> History:
        """With the next epochs after it, each with a number for each of SERIES."""
        if not len(rows):
            return self
        new = np.array(rows)
        longer = History(
            self.stride,
            np.concatenate([self.first, np.arange(self.epochs, self.epochs + len(new))]),
            np.concatenate([self.count, np.ones(len(new), dtype=int)]),
            np.concatenate([self.low, new]),
            np.concatenate([self.mean, new]),
            np.concatenate([self.high, new]),
            self.untrained if self.epochs else new[0],
        )
        stride = self.stride
        while longer.epochs > stride * MOST_ROWS:
            stride *= 2
        return longer.merged(stride)

    def before(self, epoch: int) -> History:
        """Only the epochs before `epoch`. Raises ValueError where that would cut a row in two."""
        rows = int(np.searchsorted(self.first, epoch))
        if rows and self.first[rows - 1] + self.count[rows - 1] > epoch:
            raise ValueError(f"Epoch {epoch} lies inside a row of {self.stride} epochs.")
        if not rows:
            return History.empty()
        first, count, low, mean, high = (column[:rows] for column in self._columns())
        return History(self.stride, first, count, low, mean, high, self.untrained)

    def merged(self, stride: int) -> History:
        """The same history in rows of `stride` epochs."""
        group = self.first // stride
        starts = np.flatnonzero(np.diff(group, prepend=-1))
        if len(starts) == len(group):
            return replace(self, stride=stride)
        count = np.add.reduceat(self.count, starts)
        share = self.count / np.repeat(count, np.diff(starts, append=len(group)))
        mean = np.add.reduceat(self.mean * share[:, None], starts)
        low, high = np.minimum.reduceat(self.low, starts), np.maximum.reduceat(self.high, starts)
        return History(stride, self.first[starts], count, low, mean, high, self.untrained)

    def condensed(self, most: int) -> History:
        """At most `most` rows, for drawing."""
        stride = self.stride
        while self.epochs > stride * most:
            stride *= 2
        return self.merged(stride)

    def series(self, name: str) -> tuple[Array, Array, Array]:
        """Lowest, mean and highest of each row of one series, each (n,)."""
        column = SERIES.index(name)
        return self.low[:, column], self.mean[:, column], self.high[:, column]

    def _columns(self) -> tuple[Array, ...]:
        return self.first, self.count, self.low, self.mean, self.high
