"""Spectrum: how much W_hh stretches what it is handed from one time step to the next."""

from __future__ import annotations

import math

import numpy as np

from rnn.network.parameters import Array


def spectral_radius(W_hh: Array) -> float:
    """The size of the largest eigenvalue: what a linear network's state is multiplied with in the long run."""
    return float(np.abs(eigenvalues(W_hh)).max())


def largest_singular_value(W_hh: Array) -> float:
    """The most that any vector is stretched in one step; it bounds what the gradient is multiplied with."""
    return float(singular_values(W_hh)[0])


def eigenvalues(W_hh: Array) -> Array:
    """All eigenvalues, the largest first; of a complex pair the one above the real axis comes before the other.

    nan where W_hh is not finite.
    """
    scaled, scale = _scaled(W_hh)
    if scale == math.inf:
        return np.full(len(W_hh), complex(math.nan, math.nan))
    values = np.linalg.eigvals(scaled).astype(complex) * scale
    sizes = np.abs(values)
    rounded = (sizes / max(float(sizes.max()), 1e-300)).round(12)  # the two of a pair count as equal
    return np.asarray(values[np.lexsort((-values.imag, -rounded))])


def singular_values(W_hh: Array) -> Array:
    """How much W_hh stretches along each of its main directions, the largest first; nan where it is not finite."""
    scaled, scale = _scaled(W_hh)
    return np.full(len(W_hh), math.nan) if scale == math.inf else np.linalg.svd(scaled, compute_uv=False) * scale


def _scaled(W_hh: Array) -> tuple[Array, float]:
    """W_hh divided by a number that leaves its squares finite, and that number; inf where it is not finite."""
    largest = float(np.abs(W_hh).max())
    if not largest < math.inf:
        return W_hh, math.inf
    return (W_hh, 1.0) if largest < 1e100 else (W_hh / largest, largest)
