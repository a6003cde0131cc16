"""Decay of the gradient, its norms and the spectrum of W_hh, recomputed over a whole run."""

from __future__ import annotations

from dataclasses import dataclass

from rnn.lenses.flow import flow
from rnn.lenses.remembered import remembered
from rnn.network.norms import norm
from rnn.network.parameters import Array
from rnn.network.spectrum import eigenvalues, largest_singular_value
from rnn.training.trainer import Trainer

MOST_EPOCHS, FEWEST_EPOCHS = 32, 5
MOST_STEPS = 1600  # time steps looked at in all: 32 epochs up to T = 50, 16 at T = 100
MOST_LOSS_STEPS = 25


@dataclass(frozen=True, eq=False)
class Moment:
    """One epoch of a run, recomputed.

    left : (K,)  median fraction of the gradient norm left at each lag
    gradient_norms : |dL/d(parameter)| by name, of the update's gradient
    largest : the largest eigenvalue of W_hh with its gain
    largest_singular_value : of the same matrix
    """

    epoch: int
    left: Array
    gradient_norms: dict[str, float]
    largest: complex
    largest_singular_value: float


def moments(trainer: Trainer, sequence: int = 0) -> list[Moment]:
    """Recompute up to 32 evenly spaced epochs whose weights are kept, and the newest; fewer for long sequences.

    The spacing doubles as the run grows, so most of them are already known.
    """
    return [_moment(trainer, epoch, sequence) for epoch in epochs_looked_at(trainer)]


def epochs_looked_at(trainer: Trainer) -> list[int]:
    """Multiples of the spacing of the snapshots, as many as may be, and the newest epoch."""
    most = min(max(MOST_STEPS // trainer.experiment.x.shape[1], FEWEST_EPOCHS), MOST_EPOCHS)
    spacing = max(trainer.snapshots.stride, trainer.history.stride)
    while trainer.epoch > spacing * (most - 1):
        spacing *= 2
    return [*range(0, trainer.epoch, spacing), trainer.epoch]


def _moment(trainer: Trainer, epoch: int, sequence: int) -> Moment:
    kept = trainer.parameters.vector if epoch == trainer.epoch else trainer.snapshots.vectors[epoch]
    options = trainer.experiment.options_at(epoch)
    return remembered(kept, (options, sequence), lambda: _look(trainer.at(epoch), sequence))


def _look(trainer: Trainer, sequence: int) -> Moment:
    shown = trainer.latest
    W_hh = shown.options.gain * shown.parameters.W_hh
    return Moment(
        trainer.epoch,
        flow(shown, sequence, MOST_LOSS_STEPS).median,
        {name: norm(shown.gradients[name].ravel()) for name in shown.gradients.held},
        complex(eigenvalues(W_hh)[0]),
        largest_singular_value(W_hh),
    )
