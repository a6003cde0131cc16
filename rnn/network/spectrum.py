"""Spectrum: how much W_hh stretches what it is handed from one time step to the next."""

from __future__ import annotations

import numpy as np

from rnn.network.parameters import Array


def spectral_radius(W_hh: Array) -> float:
    """The size of the largest eigenvalue: what a linear network's state is multiplied with in the long run."""
    return float(np.abs(np.linalg.eigvals(W_hh)).max())


def largest_singular_value(W_hh: Array) -> float:
    """The most that any vector is stretched in one step; it bounds what the gradient is multiplied with."""
    return float(np.linalg.norm(W_hh, 2))


def eigenvalues(W_hh: Array) -> Array:
    """All eigenvalues, the largest first; of a complex pair the one above the real axis comes before the other."""
    values = np.linalg.eigvals(W_hh).astype(complex)
    sizes = np.abs(values)
    rounded = (sizes / max(float(sizes.max()), 1e-300)).round(12)  # the two of a pair count as equal
    return np.asarray(values[np.lexsort((-values.imag, -rounded))])


def singular_values(W_hh: Array) -> Array:
    """How much W_hh stretches along each of its main directions, the largest first."""
    return np.asarray(np.linalg.svd(W_hh, compute_uv=False))
