"""Gradient clipping, by norm and by value."""

from __future__ import annotations

import numpy as np

from rnn.network.parameters import Array


def factor_by_norm(norm: float, limit: float | None) -> float:
    """Return the factor that clips a gradient of this norm at `limit`; None is no limit.

    The direction stays the same (Pascanu et al. 2013).
    """
    return limit / norm if limit is not None and norm > limit else 1.0


def by_value(gradient: Array, limit: float | Array) -> Array:
    """Clip every entry to [-limit, limit] (Mikolov 2012); the direction may change."""
    return np.asarray(np.clip(gradient, -limit, limit))
