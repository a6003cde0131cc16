"""Fixed and slow points of the state under a held input, with the stability of each (Sussillo & Barak 2013)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnn.lenses.held_input import Map
from rnn.lenses.minimiser import minimise
from rnn.network.parameters import Array

FIXED = 1e-8
"""|F(h) - h| relative to 1 + |h|, up to which a point is fixed."""
SLOW = 0.01
"""|F(h) - h| relative to the typical norm of a state, up to which a point that is not fixed is slow."""
LARGEST = 1e6
"""Weights and states up to which points are searched; beyond, their squares leave no digits."""
APART = 0.01
"""Distance relative to the typical norm up to which two points are one."""
MOST_WORK = 200_000
"""Bounds the starts: as many as (units)^2 times starts stay below it, 16 to 96."""


@dataclass(frozen=True, eq=False)
class FixedPoints:
    """N points: first the fixed ones, the stable first, then the slow ones.

    h : (N, H)
    speed : (N,), |F(h) - h|, the norm of one step from there
    is_fixed : (N,), whether the point is fixed; the others are slow
    largest : (N,), absolute value of the largest eigenvalue of the Jacobian
    unstable : (N,), the number of eigenvalues outside the unit circle
    direction : (N, H), unit vector of the eigenvector of the largest eigenvalue, its real part where that is complex
    starts, steps : how many states the search began from, and how many steps it took from all of them together
    """

    h: Array
    speed: Array
    is_fixed: Array
    largest: Array
    unstable: Array
    direction: Array
    starts: int
    steps: int

    @property
    def stable(self) -> Array:
        """Mask of the stable fixed points, (N,): every eigenvalue is inside the unit circle."""
        return np.asarray(self.is_fixed & (self.largest < 1))

    @property
    def not_stable(self) -> Array:
        """Mask of the other fixed points, (N,)."""
        return np.asarray(self.is_fixed & ~self.stable)

    @property
    def slow(self) -> Array:
        """Mask of the slow points, (N,)."""
        return ~self.is_fixed


def most_starts(units: int) -> int:
    """The number of states that a search begins from."""
    return int(np.clip(MOST_WORK // units**2, 32, 96))


@np.errstate(all="ignore")
def fixed_points(network: Map, states: Array) -> FixedPoints | None:
    """Search from states (N, H) of a trajectory for minima of the speed; None where weights or states are too large.

        q(h) = |F(h) - h|^2 / 2,  dq/dh = (J - I).T (F(h) - h)     (Sussillo & Barak 2013)

    A fixed point has q = 0; a slow point is a minimum above 0. Every second start is moved at random by half of the
    spread of the states, since saddles lie between the states that are visited.
    """
    if not _within(network.W, network.b, states):
        return None
    starts = _starts(states)
    h, steps = minimise(network, starts)
    speed = np.linalg.norm(network.step(h) - h, axis=1)
    typical = float(np.sqrt(np.mean(np.sum(states**2, axis=1))))
    is_fixed = speed <= FIXED * (1 + np.linalg.norm(h, axis=1))
    kept = np.flatnonzero((is_fixed | (speed <= SLOW * typical)) & np.isfinite(h).all(axis=1))
    kept = kept[np.lexsort((speed[kept], ~is_fixed[kept]))]
    kept = _distinct(h, kept, APART * max(typical, 1e-6))
    return _described(network, h[kept], speed[kept], is_fixed[kept], len(starts), steps)


def _within(*arrays: Array) -> bool:
    return all(array.size > 0 and bool(np.abs(array).max() <= LARGEST) for array in arrays)


def _starts(states: Array) -> Array:
    count = min(len(states), most_starts(states.shape[1]))
    chosen: Array = states[np.round(np.linspace(0, len(states) - 1, count)).astype(int)]
    moved = 0.5 * states.std(axis=0) * np.random.default_rng(0).standard_normal(chosen.shape)
    return np.where(np.arange(count)[:, None] % 2, chosen + moved, chosen)


def _distinct(h: Array, order: Array, apart: float) -> Array:
    """Return the places of `order` without those that are close to an earlier one."""
    kept: list[int] = []
    for place in order:
        if not kept or np.linalg.norm(h[kept] - h[place], axis=1).min() > apart:
            kept.append(int(place))
    return np.array(kept, dtype=int)


def _described(network: Map, h: Array, speed: Array, is_fixed: Array, starts: int, steps: int) -> FixedPoints:
    values, vectors = np.linalg.eig(network.jacobian(network.step(h)))
    sizes = np.abs(values)
    first = sizes.argmax(axis=1) if len(h) else np.zeros(0, dtype=int)
    rows = np.arange(len(h))
    direction = vectors[rows, :, first].real
    direction = direction / np.maximum(np.linalg.norm(direction, axis=1, keepdims=True), 1e-300)
    largest, unstable = sizes[rows, first], (sizes > 1).sum(axis=1)
    order = np.lexsort((largest, unstable, ~is_fixed))
    return FixedPoints(
        h[order], speed[order], is_fixed[order], largest[order], unstable[order], direction[order], starts, steps
    )
