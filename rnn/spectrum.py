"""Spectrum: how much W_hh stretches what it is handed from one time step to the next."""

from __future__ import annotations

import numpy as np

from rnn.parameters import Array


def spectral_radius(W_hh: Array) -> float:
    """The size of the largest eigenvalue: what a linear network's state is multiplied with in the long run."""
    return float(np.abs(np.linalg.eigvals(W_hh)).max())


def largest_singular_value(W_hh: Array) -> float:
    """The most that any vector is stretched in one step; it bounds what the gradient is multiplied with."""
    return float(np.linalg.norm(W_hh, 2))
