"""Lags, how many time steps back: their axis, and a line over them."""

from __future__ import annotations

from typing import Any

from rnn.figures.axes import axis, on_log_axis
from rnn.figures.gradient import FLOOR
from rnn.network.parameters import Array


def lag_axis(lags: int) -> dict[str, Any]:
    """Lags 0 to lags - 1, whole numbers only."""
    ticks: dict[str, Any] = {"dtick": 1} if lags <= 12 else {"nticks": 6}
    return axis("lag k, time steps back", range=[-0.3, max(lags - 1, 1) + 0.3], tickformat="d", **ticks)


def lag_line(
    name: str, meta: str, lags: Array, values: Array, dash: str = "solid", mode: str = "lines"
) -> dict[str, Any]:
    """A line over lags on a log axis with the floor of gradients; the hover text has the exact values."""
    return {
        "type": "scatter",
        "mode": mode,
        "name": name,
        "meta": meta,
        "x": lags,
        "y": on_log_axis(values, FLOOR),
        "customdata": values,
        "line": {"width": 2, "dash": dash},
        "marker": {"size": 6},
        "hovertemplate": "k = %{x}: %{customdata:.3g}<extra>%{fullData.name}</extra>",
    }
