"""The runs of a lesson, each trained once as far as it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any

from rnn.experiment.link import Link
from rnn.training.trainer import Trainer

MOST_KEPT = 4
"""Runs at single epochs that are kept besides the newest of each; values are kept all."""


class LessonRuns:
    """The runs of the experiments of a lesson, by their names; each update and each value is computed once."""

    def __init__(self, experiments: Mapping[str, Link]) -> None:
        self.experiments = experiments
        self._newest: dict[tuple[str, int], Trainer] = {}
        self._at: dict[tuple[str, int, int], Trainer] = {}
        self._values: dict[Hashable, Any] = {}

    def at(self, name: str, epoch: int, lane: int = 0) -> Trainer:
        """Return a run at an epoch, or where it ended before; lanes count from 0. Raises KeyError for other names."""
        key = (name, lane, epoch)
        found = self._at.get(key)
        if found is None:
            found = self._trained(name, lane, epoch)
            self._at = {**dict(list(self._at.items())[1 - MOST_KEPT :]), key: found}
        return found

    def value(self, key: Hashable, compute: Callable[[], Any]) -> Any:
        """Return what was computed under this key before, or compute it."""
        if key not in self._values:
            self._values[key] = compute()
        return self._values[key]

    def _trained(self, name: str, lane: int, epoch: int) -> Trainer:
        run = (name, lane)
        newest = self._newest.get(run) or Trainer.start(self.experiments[name].experiments[lane])
        if newest.epoch < epoch:
            newest = newest.advance(epochs=epoch - newest.epoch, timed=False)
        self._newest[run] = newest
        return newest.at(epoch) if epoch < newest.epoch else newest
