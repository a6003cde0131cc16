"""A batch: sequences that are learned together; shorter ones are filled up with zeros, which change nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from rnn.parameters import Array


@dataclass(frozen=True, eq=False)
class Batch:
    """B sequences of up to T steps.

    x (B, T, D), target (B, T, K)
    counted : (B, T) the steps at which the loss is taken, or None: at all of them
    lengths : (B,) how many steps of each sequence are real, the rest is padding, or None: all are
    """

    x: Array
    target: Array
    counted: Array | None = None
    lengths: Array | None = None

    def error_scale(self, slope: float) -> float | Array:
        """What turns e_t of a sum over time into that of the mean: slope / (steps that count), for each sequence."""
        if self.counted is None:
            return slope / int(self.x.shape[1])
        return np.asarray(slope / self.counted.sum(axis=1))

    def at_steps(self, steps: Array) -> Batch:
        """Counting only where `steps`, (T,) or (B, T), is true as well."""
        real = np.ones(self.x.shape[:2], dtype=bool) if self.counted is None else self.counted
        return replace(self, counted=real & steps)

    def at_last_step(self) -> Batch:
        """Counting only the last step of each sequence."""
        steps = self.x.shape[1]
        last = np.full(len(self.x), steps) if self.lengths is None else self.lengths
        return self.at_steps(np.arange(1, steps + 1) == last[:, None])


def padded(sequences: Sequence[tuple[Array, Array]]) -> Batch:
    """One batch of sequences, each (T_b, D) with its target (T_b, K), filled up with zeros to the longest."""
    lengths = np.array([len(x) for x, _ in sequences])
    x, target = (_filled(rows, lengths.max()) for rows in zip(*sequences, strict=True))
    if (lengths == lengths.max()).all():
        return Batch(x, target)
    return Batch(x, target, np.arange(lengths.max()) < lengths[:, None], lengths)


def shares(counted: Array) -> Array:
    """The share of each step in its sequence's mean, (B, T): 1 / (steps that count), and 0 where it does not count."""
    return np.asarray(counted / counted.sum(axis=1, keepdims=True))


def _filled(rows: Sequence[Array], steps: int) -> Array:
    """Sequences (T_b, n) as (B, steps, n), with zeros after the end of each."""
    filled = np.zeros((len(rows), steps, rows[0].shape[1]))
    for b, row in enumerate(rows):
        filled[b, : len(row)] = row
    return filled
