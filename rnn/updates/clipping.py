"""Clipping: a gradient that is too long, or has too large an entry, is made smaller before it is used."""

from __future__ import annotations

import numpy as np

from rnn.network.parameters import Array


def factor_by_norm(length: float, limit: float | None) -> float:
    """What to multiply a gradient of that length with, so that it is no longer than `limit`; None is no limit.

    The direction stays, because every entry is multiplied with the same number (Pascanu et al. 2013).
    """
    return limit / length if limit is not None and length > limit else 1.0


def by_value(gradient: Array, limit: float | Array) -> Array:
    """Every entry between -limit and limit (Mikolov 2012); this bends the direction."""
    return np.asarray(np.clip(gradient, -limit, limit))
