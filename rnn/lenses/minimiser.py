"""Minimiser of the speed |F(h) - h|^2 of a map, from many states at once (Levenberg 1944, Marquardt 1963)."""

from __future__ import annotations

import numpy as np

from rnn.lenses.held_input import Map
from rnn.network.parameters import Array

MOST_STEPS = 40
"""Steps from one start at most."""
ENOUGH = 1e-11
"""|F(h) - h| relative to 1 + |h| at which a search ends."""
LEAST, MOST_DAMPING = 1e-12, 1e8
STALLED = 1e-7
"""Relative decrease of a step below which a search ends: it has reached a minimum."""


def minimise(network: Map, starts: Array) -> tuple[Array, int]:
    """Return the states (N, H) that a search from `starts` ends at, and the number of its steps in all.

    (A.T A + m I) d = -A.T g     g = F(h) - h, A = J - I; m falls where a step d succeeds, and rises where not
    """
    h, units = starts.copy(), starts.shape[1]
    identity = np.eye(units)
    following = network.step(h)
    g = following - h
    damping, q = np.full(len(h), 1e-2), np.einsum("ij,ij->i", g, g)
    open_, steps = np.isfinite(q), 0
    for _ in range(MOST_STEPS):
        places = np.flatnonzero(open_ & (q > _enough(h)))
        if not len(places):
            break
        steps += len(places)
        A = network.jacobian(following[places]) - identity
        normal = A.mT @ A + damping[places, None, None] * identity
        trial = h[places] - _solved(normal, np.einsum("nij,ni->nj", A, g[places]))
        then = network.step(trial)
        change = then - trial
        size = np.einsum("ij,ij->i", change, change)
        better = size < q[places]
        open_[places[better & (size > (1 - STALLED) * q[places])]] = False
        damping[places] = np.where(better, np.maximum(damping[places] / 10, LEAST), damping[places] * 10)
        open_[places[damping[places] > MOST_DAMPING]] = False
        moved = places[better]
        h[moved], following[moved], g[moved], q[moved] = (part[better] for part in (trial, then, change, size))
    return h, steps


def _enough(h: Array) -> Array:
    return np.asarray((ENOUGH * (1 + np.linalg.norm(h, axis=1))) ** 2)


def _solved(matrices: Array, right: Array) -> Array:
    """Return the solutions (N, H); nan, which no search accepts, where a matrix is singular to the last digit."""
    try:
        return np.asarray(np.linalg.solve(matrices, right[..., None])[..., 0])
    except np.linalg.LinAlgError:
        return np.full_like(right, np.nan)
