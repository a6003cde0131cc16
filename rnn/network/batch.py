"""A batch: sequences that are learned together; shorter ones are filled up with zeros, which change nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from rnn.network.parameters import Array


@dataclass(frozen=True, eq=False)
class Batch:
    """B sequences of up to T steps.

    x (B, T, D), target (B, T, K)
    counted : (B, T) the steps at which the loss is taken, or None: at all of them
    lengths : (B,) how many steps of each sequence are real, the rest is padding, or None: all are
    held_out : (B, T) the steps that are not learned, to see how well they are answered all the same, or None
    """

    x: Array
    target: Array
    counted: Array | None = None
    lengths: Array | None = None
    held_out: Array | None = None

    @property
    def learned(self) -> int:
        """How many sequences have a step that counts."""
        return len(self.x) if self.counted is None else learned(self.counted)

    def error_scale(self, slope: float) -> float | Array:
        """What turns e_t of a sum over time into that of the mean: slope / (steps that count), for each sequence."""
        if self.counted is None:
            return slope / int(self.x.shape[1])
        return np.asarray(slope / np.maximum(self.counted.sum(axis=1), 1))

    def at_steps(self, steps: Array) -> Batch:
        """Counting only where `steps`, (T,) or (B, T), is true as well."""
        real = np.ones(self.x.shape[:2], dtype=bool) if self.counted is None else self.counted
        return replace(self, counted=real & steps)

    def at_last_step(self) -> Batch:
        """Counting only the last step of each sequence."""
        steps = self.x.shape[1]
        last = np.full(len(self.x), steps) if self.lengths is None else self.lengths
        return self.at_steps(np.arange(1, steps + 1) == last[:, None])

    def without_last_steps(self, part: float) -> Batch:
        """The last steps of each sequence held out, that part of it, but neither none nor all."""
        count, steps, _ = self.x.shape
        lengths = np.full(count, steps) if self.lengths is None else self.lengths
        begin = lengths - np.clip(np.round(part * lengths), 1, lengths - 1)
        return self._without(np.arange(steps) >= begin[:, None])

    def without_last_sequences(self, part: float) -> Batch:
        """The last sequences held out, that part of them, but neither none nor all."""
        count, steps, _ = self.x.shape
        begin = count - np.clip(round(part * count), 1, count - 1)
        return self._without(np.repeat(np.arange(count)[:, None] >= begin, steps, axis=1))

    def _without(self, steps: Array) -> Batch:
        counted = np.ones(self.x.shape[:2], dtype=bool) if self.counted is None else self.counted
        return replace(self, counted=counted & ~steps, held_out=counted & steps)


def padded(sequences: Sequence[tuple[Array, Array]]) -> Batch:
    """One batch of sequences, each (T_b, D) with its target (T_b, K), filled up with zeros to the longest."""
    lengths = np.array([len(x) for x, _ in sequences])
    x, target = (_filled(rows, lengths.max()) for rows in zip(*sequences, strict=True))
    if (lengths == lengths.max()).all():
        return Batch(x, target)
    return Batch(x, target, np.arange(lengths.max()) < lengths[:, None], lengths)


def learned(counted: Array) -> int:
    """How many sequences have a step that counts."""
    return int(np.count_nonzero(counted.any(axis=1)))


def shares(counted: Array) -> Array:
    """The share of each step in the loss, (B, T): it is a mean over steps first, then over the sequences that count."""
    return np.asarray(counted / np.maximum(counted.sum(axis=1, keepdims=True), 1) / learned(counted))


def _filled(rows: Sequence[Array], steps: int) -> Array:
    """Sequences (T_b, n) as (B, steps, n), with zeros after the end of each."""
    filled = np.zeros((len(rows), steps, rows[0].shape[1]))
    for b, row in enumerate(rows):
        filled[b, : len(row)] = row
    return filled
