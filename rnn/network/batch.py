"""Batches of sequences, padded with zeros that affect neither loss nor gradient."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from rnn.network.parameters import Array


@dataclass(frozen=True, eq=False)
class Batch:
    """B sequences of up to T steps.

    x, target : (B, T, D) and (B, T, K)
    counted : (B, T) mask of the time steps that count in the loss; None: all
    lengths : (B,) number of time steps of each sequence without its padding; None: no padding
    held_out : (B, T) mask of the time steps that are held out for validation; None: none
    """

    x: Array
    target: Array
    counted: Array | None = None
    lengths: Array | None = None
    held_out: Array | None = None

    @property
    def counts(self) -> Array:
        """`counted`, or a mask of ones."""
        return np.ones(self.x.shape[:2], dtype=bool) if self.counted is None else self.counted

    @property
    def read(self) -> Array:
        """Mask, (B, T), of the time steps whose inputs are read to learn: neither padding nor held out."""
        steps = self.x.shape[1]
        inside = np.arange(steps) < np.reshape(self._lengths, (-1, 1))
        apart = np.zeros_like(inside) if self.held_out is None else self.held_out
        return np.asarray(inside & ~apart & self.counts.any(axis=1, keepdims=True))

    @property
    def _lengths(self) -> Array:
        return np.full(len(self.x), self.x.shape[1]) if self.lengths is None else self.lengths

    @property
    def learned(self) -> int:
        """The number of sequences with a step that counts."""
        return len(self.x) if self.counted is None else learned(self.counted)

    def error_scale(self, slope: float) -> float | Array:
        """Factor from e_t of the sum over time to e_t of the mean: slope / (steps that count), per sequence."""
        if self.counted is None:
            return slope / int(self.x.shape[1])
        return np.asarray(slope / np.maximum(self.counted.sum(axis=1), 1))

    def at_steps(self, steps: Array) -> Batch:
        """Return the batch with the loss restricted to the mask `steps`, (T,) or (B, T)."""
        return replace(self, counted=self.counts & steps)

    def at_last_step(self) -> Batch:
        """Return the batch with the loss restricted to the last step of each sequence."""
        return self.at_steps(np.arange(1, self.x.shape[1] + 1) == self._lengths[:, None])

    def without_last_steps(self, part: float) -> Batch:
        """Return the batch with the last `part` of the steps of each sequence held out: at least one, and never all."""
        return self._without(np.arange(self.x.shape[1]) >= begin_of_last(part, self._lengths)[:, None])

    def without_last_sequences(self, part: float) -> Batch:
        """Return the batch with the last `part` of the sequences held out: at least one, and never all."""
        return self.without_sequences(int(begin_of_last(part, len(self.x))))

    def without_sequences(self, begin: int) -> Batch:
        """Return the batch with the sequences from `begin` on held out, counted from 0."""
        count, steps, _ = self.x.shape
        return self._without(np.repeat(np.arange(count)[:, None] >= begin, steps, axis=1))

    def _without(self, steps: Array) -> Batch:
        return replace(self, counted=self.counts & ~steps, held_out=self.counts & steps)


def begin_of_last(part: float, count: int | Array) -> Array:
    """Return where the last `part` of so many begins: at least one is in it, and never all."""
    return np.asarray(count - np.clip(np.round(part * count), 1, count - 1))


def padded(sequences: Sequence[tuple[Array, Array]]) -> Batch:
    """Return a batch of pairs (x, target), each (T_b, D) and (T_b, K), padded with zeros to the longest."""
    lengths = np.array([len(x) for x, _ in sequences])
    x, target = (filled(rows, lengths.max()) for rows in zip(*sequences, strict=True))
    if (lengths == lengths.max()).all():
        return Batch(x, target)
    return Batch(x, target, np.arange(lengths.max()) < lengths[:, None], lengths)


def learned(counted: Array) -> int:
    """The number of sequences with a step that counts, from the mask (B, T)."""
    return int(np.count_nonzero(counted.any(axis=1)))


def shares(counted: Array) -> Array:
    """Weight of each step in the loss, (..., B, T): the mean over the steps of a sequence, then over the sequences."""
    sequences = np.count_nonzero(counted.any(axis=-1), axis=-1)
    at_steps = counted / np.maximum(counted.sum(axis=-1, keepdims=True), 1)
    return np.asarray(at_steps / np.reshape(sequences, (*np.shape(sequences), 1, 1)))


def filled(rows: Sequence[Array], steps: int) -> Array:
    """Stack sequences (T_b, n) into (B, steps, n), padded with zeros."""
    filled = np.zeros((len(rows), steps, rows[0].shape[1]))
    for b, row in enumerate(rows):
        filled[b, : len(row)] = row
    return filled
