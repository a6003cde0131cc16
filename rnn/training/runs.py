"""Runs: many experiments of one shape that train as one computation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rnn.experiment.experiment import Experiment
from rnn.training.stacked_training import not_finite, train_together
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

    def advance(self, epochs: int) -> Runs:
        """Train each run for `epochs` epochs, or until it diverges or meets a stop criterion."""
        trainers, ended = list(self.trainers), set[int]()
        ends = [_end(trainer, epochs) for trainer in trainers]
        while active := [r for r, trainer in enumerate(trainers) if r not in ended and _goes_on(trainer, ends[r])]:
            epoch = min(trainers[r].epoch for r in active)
            together = [r for r in active if trainers[r].epoch == epoch]
            bounds = [ends[r] for r in together] + [trainers[r].epoch for r in active if trainers[r].epoch > epoch]
            later, fell_out = train_together([trainers[r] for r in together], min(*bounds, epoch + MOST_EPOCHS))
            for r, trainer, alone in zip(together, later, fell_out, strict=True):
                trainers[r] = trainer.advance(epochs=ends[r] - trainer.epoch) if alone else trainer
                ended |= {r} if alone else set()
        return Runs(tuple(_settled(trainers)))


def _goes_on(trainer: Trainer, end: int) -> bool:
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


def _end(trainer: Trainer, epochs: int) -> int:
    stop = trainer.experiment.stop_epoch
    return trainer.epoch + epochs if stop is None else min(trainer.epoch + epochs, stop)
