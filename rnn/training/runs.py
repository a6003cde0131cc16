"""Runs: many experiments of one shape that train as one computation."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from rnn.experiment.experiment import Experiment
from rnn.training import clock
from rnn.training.stacked_training import not_finite, train_together
from rnn.training.stopping import check_epochs, last_epoch
from rnn.training.trainer import Trainer

MOST_EPOCHS = 4096  # trained before the histories are merged


@dataclass(frozen=True, eq=False)
class Runs:
    """Trainers whose experiments differ only in choices that keep the shape of the computation.

    These are seed, learning rate, optimizer settings, clipping, initialization, gain on W_hh and the data values.
    """

    trainers: tuple[Trainer, ...]

    @classmethod
    def start(cls, experiments: Iterable[Experiment]) -> Runs:
        """Return the untrained networks. Raises ValueError if there is none, or if their shapes differ."""
        experiments = tuple(experiments)
        if not experiments:
            raise ValueError("Runs: give at least one experiment.")
        for place, experiment in enumerate(experiments, start=1):
            for what, value in shape_of(experiment).items():
                first = shape_of(experiments[0])[what]
                if value != first:
                    raise ValueError(
                        f"Runs: experiment {place} has another {what} than the first: {value}, not {first}."
                    )
        return cls(tuple(Trainer.start(experiment) for experiment in experiments))

    def advance(self, epochs: int | None = None, seconds: float | None = None, timed: bool = True) -> Runs:
        """Train each run for `epochs` epochs, or all for `seconds` (at least one epoch), whichever ends first.

        A run that diverges or meets a stop criterion ends sooner. Those that start at one epoch and may continue end at
        one epoch. Raises ValueError if nothing limits them.
        timed : whether the limits of seconds of the experiments apply
        """
        check_epochs(epochs)
        trainers, alone = list(self.trainers), set[int]()
        deadline = math.inf if seconds is None else clock.seconds() + seconds
        ends = [last_epoch(each.experiment, each.epoch, epochs, seconds is not None) for each in trainers]
        while active := [r for r, each in enumerate(trainers) if r not in alone and _goes_on(each, ends[r])]:
            epoch = min(trainers[r].epoch for r in active)
            together = [r for r in active if trainers[r].epoch == epoch]
            bounds = [ends[r] for r in together] + [trainers[r].epoch for r in active if trainers[r].epoch > epoch]
            last = int(min(*bounds, epoch + MOST_EPOCHS))
            later, fell_out = train_together([trainers[r] for r in together], last, deadline, timed)
            for r, trainer, is_alone in zip(together, later, fell_out, strict=True):
                trainers[r] = trainer
                alone |= {r} if is_alone else set()
            if clock.seconds() > deadline:
                ends = [min(end, max(trainers[r].epoch for r in together)) for end in ends]
        for r in sorted(alone):
            trainers[r] = _advanced_alone(trainers[r], ends[r], deadline, timed)
            if ends[r] == math.inf and trainers[r].can_train:
                ends = [min(end, trainers[r].epoch) for end in ends]
        return Runs(tuple(_settled(trainers)))


def _advanced_alone(trainer: Trainer, end: float, deadline: float, timed: bool) -> Trainer:
    """Train a run that left the stack to epoch `end`, or if there is none to the deadline."""
    if end < math.inf:
        return trainer.advance(int(end) - trainer.epoch, timed=timed)
    return trainer.advance(seconds=max(deadline - clock.seconds(), 0.0), timed=timed)


def _goes_on(trainer: Trainer, end: float) -> bool:
    """Whether the run may continue, as far as is known without a pass."""
    return not trainer.failed and not trainer.reached and trainer.epoch < end


def _settled(trainers: list[Trainer]) -> list[Trainer]:
    """Return each run at its last epoch with a finite pass; one stacked pass per epoch finds the others."""
    settled = list(trainers)
    for epoch in {trainer.epoch for trainer in trainers if not trainer.failed and trainer.epoch}:
        places = [r for r, trainer in enumerate(trainers) if trainer.epoch == epoch and not trainer.failed]
        for place, broken in zip(places, not_finite([trainers[r] for r in places]), strict=True):
            if broken:
                settled[place] = trainers[place].settled()
    return settled


def shape_of(experiment: Experiment) -> dict[str, object]:
    """What all experiments of one `Runs` must have in common."""
    changes = [change for change in experiment.changes if change.field == "truncation"]
    return {
        "network size": tuple(experiment.sizes),
        "number of sequences and time steps": experiment.x.shape[:2],
        "activation": experiment.activation,
        "loss": experiment.loss,
        "holding out": experiment.held_out is not None,
        "initial state": experiment.initial_state,
        "optimizer": experiment.optimizer,
        "truncation": [experiment.truncation, *(tuple(change) for change in changes)],
    }
