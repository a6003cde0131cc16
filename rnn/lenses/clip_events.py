"""Clip events: which updates of a run were clipped, and by what factor."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnn.experiment.experiment import Experiment
from rnn.network.parameters import Array
from rnn.training.history import History

ROUNDING = 1e-12


@dataclass(frozen=True, eq=False)
class ClipEvents:
    """One row for each row of the history, a stretch of `stride` epochs.

    epochs, count : (n,)  the middle of each stretch, and how many updates it has
    raw, clipped : (n,)   mean gradient norm before and after clipping
    limit : (n,)          the norm they were clipped at, nan where that was off
    """

    stride: int
    epochs: Array
    count: Array
    raw: Array
    clipped: Array
    limit: Array

    @property
    def happened(self) -> Array:
        """In which stretches at least one update was clipped, (n,)."""
        return np.asarray(self.clipped < self.raw * (1 - ROUNDING))

    @property
    def factor(self) -> Array:
        """Clipping factor, (n,): 1 where nothing was clipped."""
        return np.asarray(np.where(self.happened, self.clipped / np.where(self.raw > 0, self.raw, 1.0), 1.0))

    @property
    def updates(self) -> int:
        """How many updates there were."""
        return int(self.count.sum())

    @property
    def number(self) -> int:
        """How many of them were clipped; where a stretch is longer than one epoch, how many are in such stretches."""
        return int(self.count[self.happened].sum())

    @property
    def hardest(self) -> float:
        """The smallest factor; 1 where nothing was clipped."""
        return float(self.factor.min(initial=1.0))


def clip_events(experiment: Experiment, history: History) -> ClipEvents:
    """Compare the norms before and after clipping, for each row of the history."""
    raw, clipped = (history.series(name)[1] for name in ("gradient_norm", "clipped_norm"))
    return ClipEvents(
        history.stride,
        history.first + (history.count - 1) / 2,
        history.count,
        raw,
        clipped,
        _limits(experiment, history.first),
    )


def _limits(experiment: Experiment, epochs: Array) -> Array:
    """The clip norm that holds at each of these epochs."""
    epochs_of_changes = sorted({0, *(change.epoch for change in experiment.changes if change.field == "clip_norm")})
    limits = [experiment.value_at("clip_norm", epoch) for epoch in epochs_of_changes]
    held = np.array([np.nan if limit is None else limit for limit in limits])
    return np.asarray(held[np.searchsorted(epochs_of_changes, epochs, side="right") - 1])
