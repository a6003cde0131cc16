"""The axis of lags: how many time steps back."""

from __future__ import annotations

from typing import Any

from rnn.figures.card import axis


def lag_axis(lags: int) -> dict[str, Any]:
    """Lags 0 to lags - 1, whole numbers only."""
    ticks: dict[str, Any] = {"dtick": 1} if lags <= 12 else {"nticks": 6}
    return axis("lag k, time steps back", range=[-0.3, max(lags - 1, 1) + 0.3], tickformat="d", **ticks)
