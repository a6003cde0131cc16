"""Axes: with their titles, over ranges that do not jump while the network learns."""

from __future__ import annotations

from math import ceil, floor, log10
from typing import Any

import numpy as np

from rnn.network.parameters import Array

TIME = "time step t"
HIGHEST = 1e300
"""The largest number that is drawn."""


def axis(title: str, **settings: Any) -> dict[str, Any]:
    """An axis with its title; <sub> and <sup> are typeset."""
    return {"title": {"text": title}, **settings}


def time_axis(steps: int) -> dict[str, Any]:
    """Time steps 1 to `steps`, whole numbers only."""
    return axis(TIME, range=[0.5, steps + 0.5], tickformat="d", **({"dtick": 1} if steps <= 12 else {"nticks": 6}))


def unit_axis(units: int) -> dict[str, Any]:
    """Units 1 to `units` of the hidden state, whole numbers only."""
    ticks: dict[str, Any] = {"dtick": 1} if units <= 8 else {"nticks": 6}
    return axis("unit of h<sub>t</sub>", range=[0.5, units + 0.5], tickformat="d", **ticks)


def log_axis(title: str, values: Array, floor_at: float, step: int = 1) -> dict[str, Any]:
    """A log axis over whole steps of so many decades, so that it moves seldom; nothing below `floor_at`."""
    shown = values[drawable(values) & (values > floor_at)]
    lowest, highest = (float(shown.min()), float(shown.max())) if len(shown) else (floor_at, floor_at)
    if (values <= floor_at).any():
        lowest = floor_at
    low = step * floor(log10(lowest) / step)
    high = max(step * ceil(log10(highest) / step), low + step)
    return axis(
        title, type="log", range=[low - 0.05, high + 0.05], dtick=max(1, ceil((high - low) / 6)), exponentformat="power"
    )


def on_log_axis(values: Array, floor_at: float) -> Array:
    """What a log axis can draw: what is below its floor lies on it; what is not finite stays away, as nan."""
    return np.asarray(np.where(drawable(values), np.maximum(values, floor_at), np.nan))


def value_axis(title: str, values: Array) -> dict[str, Any]:
    """A linear axis over all values, rounded outward to whole steps, so that it moves seldom."""
    shown = values[drawable(values)]
    low, high = (float(np.min(shown)), float(np.max(shown))) if shown.size else (0.0, 0.0)
    size = max(abs(low), abs(high))
    spread = high - low if high - low > 1e-9 * size else size  # rounding alone is not worth a closer look
    step = _round_up(max(spread or 1.0, 1e-300) / 4)
    return axis(title, range=[(floor(low / step) - 0.3) * step, (ceil(high / step) + 0.3) * step], nticks=6)


def reach(values: Array, bound: float | None) -> float:
    """The end of a colour scale: the bound, or else a round number beyond all values, at least 1: it moves seldom."""
    if bound is not None:
        return bound
    finite = np.abs(values[drawable(values)])
    return _round_up(max(float(finite.max(initial=0.0)), 1.0))


def epoch_axis(newest: int) -> dict[str, Any]:
    """Epochs from 0 to a round number beyond the newest, so that it moves seldom."""
    end = _round_up(max(newest, 10))
    return axis("epoch", range=[-0.02 * end, 1.02 * end], nticks=6)


def _round_up(value: float) -> float:
    """The next of 1, 1.5, 2, 3, 4, 5, 6, 8 times a power of ten."""
    power = 10.0 ** floor(log10(value))
    enough = value / power * (1 - 1e-12)
    return power * next(mantissa for mantissa in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if mantissa >= enough)


def drawable(values: Array) -> Array:
    """Which numbers can be drawn; the arithmetic of an axis ends sooner than the numbers of a computer."""
    return np.abs(values) <= HIGHEST
