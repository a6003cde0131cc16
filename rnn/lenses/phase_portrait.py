"""Phase portrait of two hidden units under a held input: where each state moves, and where one unit does not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnn.lenses.held_input import Map
from rnn.network.parameters import Array

ARROWS = 15
"""Arrows along each axis."""
FINE = 81
"""Grid lines along each axis on which nullclines are found."""


@dataclass(frozen=True, eq=False)
class PhasePortrait:
    """A window on the state space of two units.

    low, high : (2,), its corners
    origin, change : (N, 2), states on a grid, and F(h) - h there
    nullclines : points (M, 2) at which the first unit keeps its value, F_1(h) = h_1, and the same of the second
    """

    low: Array
    high: Array
    origin: Array
    change: Array
    nullclines: tuple[Array, Array]


@np.errstate(all="ignore")
def phase_portrait(network: Map, states: Array) -> PhasePortrait:
    """Return the portrait over the range of the activation, or where it has none, over that of the states (N, 2)."""
    look = network.activation.look
    if look.lowest is not None and look.highest is not None:
        low, high = np.full(2, look.lowest), np.full(2, look.highest)
    else:
        low, high = states.min(axis=0), states.max(axis=0)
    margin = np.maximum(0.15 * (high - low), 1e-3 * (1 + np.abs(low)))
    low, high = low - margin, high + margin
    coarse = [np.linspace(low[i], high[i], ARROWS) for i in range(2)]
    origin = np.stack(np.meshgrid(*coarse), axis=-1).reshape(-1, 2)
    change = network.step(origin) - origin
    fine = [np.linspace(low[i], high[i], FINE) for i in range(2)]
    grid = np.stack(np.meshgrid(*fine, indexing="ij"), axis=-1)
    moves = network.step(grid) - grid
    return PhasePortrait(low, high, origin, change, (_zeros(grid, moves[..., 0]), _zeros(grid, moves[..., 1])))


def _zeros(grid: Array, values: Array) -> Array:
    """Return where `values` changes its sign between neighbours of a grid, between them by linear interpolation."""
    found = []
    for axis in range(2):
        before, after = (np.take(values, range(begin, FINE - 1 + begin), axis) for begin in range(2))
        here, there = (np.take(grid, range(begin, FINE - 1 + begin), axis) for begin in range(2))
        crosses = (before <= 0) != (after <= 0)
        part = (before / (before - after))[crosses][:, None]
        found.append(here[crosses] + part * (there - here)[crosses])
    points = np.concatenate(found)
    return np.asarray(points[np.isfinite(points).all(axis=1)])
