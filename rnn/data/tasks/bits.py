"""Bit tasks: a small state that changes at every step."""

from __future__ import annotations

import numpy as np

from rnn.data.tasks.task import Dials, Drawn, column
from rnn.network.batch import Batch
from rnn.network.parameters import Array


def parity(generator: np.random.Generator, dials: Dials) -> Drawn:
    """A stream of bits; the target is whether the number of ones so far is odd."""
    bits = generator.integers(0, 2, size=(dials.sequences, dials.task_steps))
    odd = bits.cumsum(axis=1) % 2
    return Drawn(Batch(column(bits), column(odd)), odd)


def parity_at_end(generator: np.random.Generator, dials: Dials) -> Drawn:
    """Parity of all bits; the only target is at the last step."""
    batch, odd = parity(generator, dials)
    return Drawn(batch.at_last_step(), odd)


def temporal_xor(generator: np.random.Generator, dials: Dials) -> Drawn:
    """Bits in triples a, b, a xor b, one after the other; the target is the next bit (Elman 1990)."""
    triples = -(-(dials.task_steps + 1) // 3)
    pairs = generator.integers(0, 2, size=(dials.sequences, triples, 2))
    stream = np.concatenate([pairs, pairs.sum(axis=2, keepdims=True) % 2], axis=2).reshape(dials.sequences, -1)
    bits, following = stream[:, : dials.task_steps], stream[:, 1 : dials.task_steps + 1]
    return Drawn(Batch(column(bits), column(following)), following)


def only_third_bits(batch: Batch) -> Array:
    """Predict the third bit of each triple, the target at t = 2, 5, 8 ...; 1/2 for the random bits."""
    third = np.arange(batch.x.shape[1]) % 3 == 1
    return np.where(third[:, None], batch.target, 0.5)


def binary_addition(generator: np.random.Generator, dials: Dials) -> Drawn:
    """Two numbers in binary, low bit first; the target is their sum. At the last step both bits are 0: the carry."""
    bits = generator.integers(0, 2, size=(dials.sequences, dials.task_steps, 2))
    bits[:, -1] = 0
    total, carry = np.zeros(bits.shape[:2], dtype=int), np.zeros(dials.sequences, dtype=int)
    for t in range(dials.task_steps):
        ones = bits[:, t].sum(axis=1) + carry
        total[:, t], carry = ones % 2, ones // 2
    return Drawn(Batch(bits.astype(float), column(total)), total)
