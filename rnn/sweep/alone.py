"""Alone: a run that its stack does not hold, or not to the last digits, is trained by itself, as a Trainer does."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from rnn.experiment.experiment import Experiment
from rnn.network.parameters import Parameters
from rnn.sweep.chunk import NEVER, End
from rnn.training.divergence import Divergence
from rnn.training.history import MOST_ROWS, History
from rnn.training.trainer import Trainer


class Unexplained(Trainer):
    """A Trainer that does not say why it diverges, since that would take longer than the run."""

    def _diverged(self, outcome: str, broken: Parameters | None) -> Trainer:
        last = self if outcome == "update" else self.at(max(self.epoch - 1, 0))
        return last if last.divergence else replace(last, failed=Divergence(last.epoch, "", ""))


@dataclass(frozen=True, eq=False)
class Alone:
    """A run by itself; `hit` as in `End`. The history of its trainer is only that of the last epochs."""

    place: int
    trainer: Trainer
    hit: int = NEVER

    @classmethod
    def start(cls, place: int, experiment: Experiment) -> Alone:
        """Return the untrained run."""
        return cls(place, Unexplained.start(experiment))

    def goes_on(self, last: int) -> bool:
        """Whether the run has not ended before epoch `last`."""
        return self.trainer.can_train and self.trainer.epoch < last

    def advance(self, last: int, target: float | None, seconds: float) -> Alone:
        """Train towards epoch `last` for so many seconds, and at most as long as each epoch has a row of its own."""
        begin = self.trainer.epoch
        trainer = replace(self.trainer, history=History.empty())
        trainer = trainer.advance(min(last - begin, MOST_ROWS), seconds, timed=False)
        low = trainer.history.low[: trainer.epoch - begin, 0]
        found = np.flatnonzero(low <= (-1.0 if target is None else target))
        hit = begin + int(found[0]) if self.hit == NEVER and len(found) else self.hit
        return Alone(self.place, trainer, hit)

    @property
    def end(self) -> End:
        """The end of the run."""
        trainer = self.trainer
        outcome = trainer.reached or "trained"
        if trainer.divergence:
            outcome = "diverged" if trainer.failed else "not finite"
        return End(self.place, trainer.epoch, trainer.parameters.vector, self.hit, outcome)
