"""History: loss and gradient norms of every epoch, in bounded memory.

Up to 4,096 epochs have one row each. In longer runs neighbouring rows are merged in pairs, repeatedly. A row keeps the
minimum, mean and maximum of its epochs, so that spikes stay visible.
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

    first, count : (n,)   the first epoch and the number of epochs of each row
    low, mean, high : (n, 4)   minimum, mean and maximum of SERIES; the held-out loss is 0 if nothing is held out
    untrained : (4,)   SERIES at epoch 0, which a long history merges with its neighbours; (0,) if empty
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
        """Return a history without epochs."""
        nothing = np.zeros((0, len(SERIES)))
        return cls(1, np.zeros(0, dtype=int), np.zeros(0, dtype=int), nothing, nothing, nothing, np.zeros(0))

    @property
    def epochs(self) -> int:
        """The number of recorded epochs."""
        return int(self.first[-1] + self.count[-1]) if len(self.first) else 0

    def extended(self, rows: Sequence[Row] | Array) -> History:
        """Append the next epochs, each a row with the values of SERIES."""
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
        """Return the epochs before `epoch`. Raises ValueError if `epoch` lies inside a row."""
        rows = int(np.searchsorted(self.first, epoch))
        if rows and self.first[rows - 1] + self.count[rows - 1] > epoch:
            raise ValueError(f"Epoch {epoch} lies inside a row of {self.stride} epochs.")
        if not rows:
            return History.empty()
        first, count, low, mean, high = (column[:rows] for column in self._columns())
        return History(self.stride, first, count, low, mean, high, self.untrained)

    def merged(self, stride: int) -> History:
        """Merge the rows into rows of `stride` epochs."""
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
        """Merge the rows into at most `most` rows."""
        stride = self.stride
        while self.epochs > stride * most:
            stride *= 2
        return self.merged(stride)

    def series(self, name: str) -> tuple[Array, Array, Array]:
        """Return minimum, mean and maximum of one series, each (n,)."""
        column = SERIES.index(name)
        return self.low[:, column], self.mean[:, column], self.high[:, column]

    def _columns(self) -> tuple[Array, ...]:
        return self.first, self.count, self.low, self.mean, self.high
