"""Norms: the Euclidean length of vectors, also where a square would overflow or vanish."""

from __future__ import annotations

import math

import numpy as np

from rnn.network.parameters import Array


def norm(vector: Array) -> float:
    """The Euclidean length, also where a square would overflow; inf or nan only if an entry is."""
    with np.errstate(over="ignore"):
        length = math.sqrt(vector.dot(vector))
    if length < math.inf or not np.isfinite(vector).all():
        return length
    largest = float(np.abs(vector).max())
    return largest * float(np.linalg.norm(vector / largest))


def norms(vectors: Array) -> Array:
    """The Euclidean length along the last axis, as `norm` has it."""
    with np.errstate(all="ignore"):
        largest = np.abs(vectors).max(axis=-1, keepdims=True)
        scale = np.where((largest > 0) & (largest < math.inf), largest, 1.0)
        return np.asarray(scale[..., 0] * np.linalg.norm(vectors / scale, axis=-1))
