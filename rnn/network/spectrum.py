"""Eigenvalues and singular values of W_hh."""

from __future__ import annotations

import math

import numpy as np

from rnn.network.parameters import Array


def spectral_radius(W_hh: Array) -> float:
    """Largest absolute eigenvalue, the asymptotic growth per step of the state of a linear network."""
    return float(np.abs(eigenvalues(W_hh)).max())


def largest_singular_value(W_hh: Array) -> float:
    """Spectral norm of W_hh, the upper bound of the growth of any vector per step."""
    return float(singular_values(W_hh)[0])


def eigenvalues(W_hh: Array) -> Array:
    """Eigenvalues by descending absolute value; of a complex pair the one with positive imaginary part first.

    All nan if W_hh is not finite.
    """
    scaled, scale = _scaled(W_hh)
    if scale == math.inf:
        return np.full(len(W_hh), complex(math.nan, math.nan))
    values = np.linalg.eigvals(scaled).astype(complex) * scale
    sizes = np.abs(values)
    rounded = (sizes / max(float(sizes.max()), 1e-300)).round(12)  # the two of a pair count as equal
    return np.asarray(values[np.lexsort((-values.imag, -rounded))])


def singular_values(W_hh: Array) -> Array:
    """Singular values in descending order; all nan if W_hh is not finite."""
    scaled, scale = _scaled(W_hh)
    return np.full(len(W_hh), math.nan) if scale == math.inf else np.linalg.svd(scaled, compute_uv=False) * scale


def _scaled(W_hh: Array) -> tuple[Array, float]:
    """W_hh divided by a scale that keeps its squares finite, and the scale; inf if W_hh is not finite."""
    largest = float(np.abs(W_hh).max())
    if not largest < math.inf:
        return W_hh, math.inf
    return (W_hh, 1.0) if largest < 1e100 else (W_hh / largest, largest)
