"""Loss and gradient norm of many networks of one shape on the same sequences, computed as one stack."""

from __future__ import annotations

import numpy as np

from rnn.network.parameters import Array
from rnn.network.stacked_engine import Stack
from rnn.text.quantities import extent
from rnn.training.trainer import Trainer

MOST_BYTES = 8_000_000
"""Size of a stack; more networks than fit go through it one stack after another."""
MOST_SECONDS = 1.0


def losses_and_norms(
    trainer: Trainer, vectors: Array, gains: Array | None = None, with_norms: bool = True
) -> tuple[Array, Array]:
    """Return the shown loss, (N,), and the norm of the gradient that an update follows, (N,), of N networks.

    vectors : (N, P)  the parameters of each, a row laid out as in `Parameters`
    gains : (N,)  the gain on W_hh of each; None: that of the epoch
    with_norms : whether the gradients are computed; otherwise the norms are zero
    """
    experiment, options = trainer.experiment, trainer.experiment.options_at(trainer.epoch)
    gains = np.full(len(vectors), options.gain) if gains is None else gains
    runs = min(len(vectors), max(1, MOST_BYTES // _bytes_of(trainer)))
    stack = Stack(trainer.parameters.sizes, vectors[:runs].copy(), experiment.batch.x.shape[:2], options, [0.5] * runs)
    stack.load([experiment.batch] * runs, [experiment.error_scale] * runs)
    losses, norms = np.empty(len(vectors)), np.zeros(len(vectors))
    with np.errstate(all="ignore"):
        for begin in [*range(0, len(vectors) - runs, runs), len(vectors) - runs]:  # the last one overlaps
            part = slice(begin, begin + runs)
            stack.vectors[...], stack.gains = vectors[part], gains[part, None, None]
            losses[part] = stack.forward()
            if with_norms:
                norms[part] = stack.backward()
    return losses, norms


def seconds_of(trainer: Trainer, networks: int) -> float:
    """Guess how long `losses_and_norms` takes, from the size of the computation: the same on every machine."""
    sequences, steps, _ = trainer.experiment.batch.x.shape
    each = sequences * (2e-7 + 3e-10 * trainer.parameters.sizes.total)
    stacks = 1 + networks * _bytes_of(trainer) // MOST_BYTES
    return float(steps * (networks * each + stacks * 2e-5))


def why_too_dear(trainer: Trainer, networks: int) -> str | None:
    """Why so many losses are not computed; None where they are."""
    seconds = seconds_of(trainer, networks)
    if seconds <= MOST_SECONDS:
        return None
    sequences, steps, _ = trainer.experiment.batch.x.shape
    return (
        f"{networks:,} passes would take about {seconds:.0f} seconds, "
        f"with {extent(sequences, steps, trainer.parameters.sizes.hidden)}. Make one of the three smaller."
    )


def _bytes_of(trainer: Trainer) -> int:
    """Size of the arrays of one network in a stack."""
    (sequences, steps, inputs), sizes = trainer.experiment.batch.x.shape, trainer.parameters.sizes
    return int(8 * (steps + 1) * sequences * (inputs + 3 * sizes.hidden + 3 * sizes.output + 1))
