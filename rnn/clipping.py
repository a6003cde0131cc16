"""Clipping: a gradient that is too long is shortened before it is used."""

from __future__ import annotations


def factor_by_norm(length: float, limit: float | None) -> float:
    """What to multiply a gradient of that length with, so that it is no longer than `limit`; None is no limit.

    The direction stays, because every entry is multiplied with the same number (Pascanu et al. 2013).
    """
    return limit / length if limit is not None and length > limit else 1.0
