"""Euclidean norms without overflow or underflow of the squares."""

from __future__ import annotations

import math

import numpy as np

from rnn.network.parameters import Array

SMALLEST, LARGEST = 1e-280, 1e280
"""Sums of squares between these have lost nothing to underflow or overflow."""


def norm(vector: Array) -> float:
    """Euclidean norm of a vector; inf or nan only if an entry is."""
    with np.errstate(over="ignore"):
        value = math.sqrt(vector.dot(vector))
    if value < math.inf or not np.isfinite(vector).all():
        return value
    largest = float(np.abs(vector).max())
    return largest * float(np.linalg.norm(vector / largest))


def norms(vectors: Array) -> Array:
    """Euclidean norms along the last axis."""
    with np.errstate(all="ignore"):
        squares = np.einsum("...i,...i->...", vectors, vectors)
        if squares.size and squares.min() > SMALLEST and squares.max() < LARGEST:
            return np.asarray(np.sqrt(squares))
        largest = np.abs(vectors).max(axis=-1, keepdims=True)
        scale = np.where((largest > 0) & (largest < math.inf), largest, 1.0)
        return np.asarray(scale[..., 0] * np.linalg.norm(vectors / scale, axis=-1))
