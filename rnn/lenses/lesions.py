"""Lesions: the loss and the prediction of the network with one hidden unit clamped to zero, or to its mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rnn.lenses.remembered import remembered
from rnn.lenses.state_space import states_of
from rnn.network.batch import shares
from rnn.network.bptt import Pass
from rnn.network.parameters import Array
from rnn.training.trainer import Trainer

CLAMPS = ("zero", "its mean")
"""What a unit is clamped to: zero, or the mean of its state over the batch."""
MOST_WORK = 4e8
"""Bounds the sequences: as many as (units)^3 times steps times sequences stay below it, at least one."""


@dataclass(frozen=True, eq=False)
class Lesions:
    """The loss without each unit.

    losses : (H,), of the network with that unit clamped at every time step, h_0 included
    whole : the loss of the same sequences without a lesion
    sequences, of : how many sequences these are, and how many the batch has
    """

    losses: Array
    whole: float
    sequences: int
    of: int


def lesions(trainer: Trainer, clamp: int) -> Lesions:
    """Return the loss without each unit, computed once for each epoch; `clamp` is a place in CLAMPS."""
    shown = trainer.latest
    return remembered(
        trainer.parameters.vector, ("lesions", shown.options, clamp), lambda: losses_without(shown, clamp)
    )


@np.errstate(all="ignore")
def losses_without(shown: Pass, clamp: int) -> Lesions:
    """Run one network for each unit, all at once, and one without a lesion.

    h_t = f(W_xh x_t + g W_hh h_{t-1} + b_h), then h_t[i] = 0 or the mean of h[i]
    """
    batch, steps, _ = shown.x.shape
    units = np.arange(shown.parameters.sizes.hidden)
    most = max(1, int(MOST_WORK / (len(units) ** 3 * steps)))
    chosen = np.flatnonzero(shown.counts.any(axis=1))[:most]
    weights = shares(shown.counts[chosen])
    total = np.zeros(len(units) + 1)
    for t, h in enumerate(_clamped(shown, chosen, units, clamp_values(shown, clamp))):
        loss = shown.options.loss.at_steps(_outputs(shown, h), shown.target[chosen, t])
        total += np.sum(np.where(weights[:, t] > 0, weights[:, t] * loss, 0.0), axis=1)
    return Lesions(total[:-1], float(total[-1]), len(chosen), batch)


@np.errstate(all="ignore")
def prediction_without(shown: Pass, unit: int, clamp: int, sequence: int) -> Array:
    """Return the predictions for one sequence with `unit` clamped, (T, K), without its padding."""
    values = clamp_values(shown, clamp)
    found = [_outputs(shown, h)[0, 0] for h in _clamped(shown, np.array([sequence]), np.array([unit]), values)]
    return np.array(found[: len(shown.alone(sequence).yhat[0])])


def clamp_values(shown: Pass, clamp: int) -> Array:
    """Return what each unit is clamped to, (H,)."""
    return np.zeros(shown.parameters.sizes.hidden) if clamp == 0 else np.asarray(states_of(shown).mean(axis=0))


def _clamped(shown: Pass, sequences: Array, units: Array, values: Array) -> Iterator[Array]:
    """Yield the states at t = 1, 2, ..., (N + 1, B, H): of N networks with one unit clamped, and one without a lesion.

    sequences : (B,), of the batch; units : (N,)
    """
    parameters, rows = shown.parameters, np.arange(len(units))
    W_hh, x = shown.options.gain * parameters.W_hh, shown.x[sequences]
    h = np.zeros((len(units) + 1, len(sequences), parameters.sizes.hidden))
    if parameters.h_0 is not None:
        h[:] = parameters.h_0[:, 0]
    h[rows, :, units] = values[units, None]
    for t in range(x.shape[1]):
        a = h.reshape(-1, h.shape[2]) @ W_hh.T
        h = shown.options.activation.function(a.reshape(h.shape) + (x[:, t] @ parameters.W_xh.T + parameters.b_h.T))
        h[rows, :, units] = values[units, None]
        yield h


def _outputs(shown: Pass, h: Array) -> Array:
    return shown.options.loss.output(h @ shown.parameters.W_hy.T + shown.parameters.b_y.T)
