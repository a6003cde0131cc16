"""State space: the hidden states of a batch, and the principal components in which they are seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnn.lenses.fixed_points import FixedPoints, fixed_points
from rnn.lenses.held_input import Map, held_input, real_steps
from rnn.lenses.remembered import remembered
from rnn.network.bptt import Pass
from rnn.network.parameters import Array
from rnn.training.trainer import Trainer

COLOURS = ("time step", "target")
"""By what states are coloured."""
MOST_STATES = 2000
"""States that are drawn; of a larger batch, its first sequences."""
MOST_PATTERNS = 16
"""Different targets up to which targets of several numbers are numbered."""
MOST_COMPONENTS = 10


@dataclass(frozen=True, eq=False)
class Components:
    """Principal components of the states of a batch, K of H, by descending variance.

    mean : (H,); axes : (K, H), orthonormal
    fractions : (K,), of the variance that each holds; zeros where the states do not differ
    """

    mean: Array
    axes: Array
    fractions: Array

    @np.errstate(all="ignore")
    def at(self, h: Array) -> Array:
        """Return the coordinates (N, K) of states (N, H)."""
        return np.asarray((h - self.mean) @ self.axes.T)


@dataclass(frozen=True, eq=False)
class Trajectories:
    """States h_0 ... h_T of one or several sequences, one after the other.

    h : (N, H); step, sequence : (N,), the step counted from 1 (0 is the initial state), the sequence from 0
    target : (N,), a number that stands for the target; at h_0 that of the first step
    sequences, of : how many sequences these are, and how many the batch has
    """

    h: Array
    step: Array
    sequence: Array
    target: Array
    sequences: int
    of: int


@np.errstate(all="ignore")
def components(shown: Pass) -> Components | None:
    """Return the principal components of all states of the batch without its padding; None if a state is not finite."""
    h = states_of(shown)
    mean = h.mean(axis=0)
    away = h - mean
    scale = float(np.abs(away).max())
    if not np.isfinite(scale):
        return None
    away = away / (scale or 1.0)
    values, vectors = np.linalg.eigh(away.T @ away)
    values, axes = np.maximum(values[::-1], 0.0)[:MOST_COMPONENTS], vectors.T[::-1][:MOST_COMPONENTS]
    whole = float(np.sum(away**2))
    signs = np.sign(axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)])  # so that axes do not flip between epochs
    return Components(mean, axes * signs[:, None], values / whole if whole else np.zeros_like(values))


def states_of(shown: Pass) -> Array:
    """Return the states h_1 ... h_T of all sequences without padding, (N, H)."""
    return np.asarray(shown.h[:, 1:][real_steps(shown)])


def trajectories(shown: Pass, sequence: int | None) -> Trajectories:
    """Return the states of one sequence, or of as many as MOST_STATES allow; None stands for all."""
    batch, steps, _ = shown.x.shape
    numbers = _targets(shown)
    chosen = range(min(batch, max(1, MOST_STATES // (steps + 1)))) if sequence is None else (sequence,)
    lengths = np.full(batch, steps) if shown.lengths is None else shown.lengths
    ends = [(b, int(lengths[b])) for b in chosen]
    return Trajectories(
        np.concatenate([shown.h[b, : end + 1] for b, end in ends]),
        np.concatenate([np.arange(end + 1) for _, end in ends]),
        np.concatenate([np.full(end + 1, b) for b, end in ends]),
        np.concatenate([np.append(numbers[b, 0], numbers[b, :end]) for b, end in ends]),
        len(ends),
        batch,
    )


def _targets(shown: Pass) -> Array:
    """Return one number for the target at each step, (B, T): itself, its class, or the number of its pattern."""
    batch, steps, outputs = shown.target.shape
    if outputs == 1:
        return np.asarray(shown.target[..., 0])
    if np.isin(shown.target, (0, 1)).all() and (shown.target.sum(axis=2) <= 1).all():
        return np.asarray(shown.target.argmax(axis=2) + 1.0)
    patterns, which = np.unique(shown.target.reshape(-1, outputs), axis=0, return_inverse=True)
    if len(patterns) <= MOST_PATTERNS:
        return np.asarray(which.reshape(batch, steps) + 1.0)
    return np.asarray(shown.target[..., 0])


def map_of(trainer: Trainer, which: int, sequence: int, step: int | None) -> Map:
    """Return the map of the network under an input held, chosen as in `held_input`."""
    shown = trainer.latest
    with np.errstate(all="ignore"):
        return Map.of(shown.parameters, shown.options, held_input(shown, which, sequence, step))


def points_of(trainer: Trainer, which: int, sequence: int, step: int | None) -> FixedPoints | None:
    """Return the fixed and slow points under an input held, searched once for each epoch; as `fixed_points`."""
    shown = trainer.latest
    key = ("fixed points", shown.options, which, *((sequence, step) if which == 2 else ()))
    network = map_of(trainer, which, sequence, step)
    return remembered(trainer.parameters.vector, key, lambda: fixed_points(network, states_of(shown)))
