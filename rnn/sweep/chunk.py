"""Chunk: runs of one shape that train as one stack, without history, each beside a twin that tells how far to trust it.

A stack adds up in another order than a run alone, and where training is lively, near the largest stable learning rate,
such rounding grows until the numbers are others. The twin begins with weights that differ by 10^-13, relative; a run
whose twin ends elsewhere is trained alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from rnn.network.norms import norms
from rnn.network.parameters import Array

NEVER = -1
NUDGE = 1e-13
SAME = 1e-11
"""The largest difference of the weights of a run and its twin at the end, relative to their norm."""


class End(NamedTuple):
    """A run that has left its stack at a finite epoch; `hit` is the first epoch at the target loss, or NEVER."""

    place: int
    epoch: int
    vector: Array
    hit: int
    outcome: str


@dataclass(frozen=True, eq=False)
class Chunk:
    """R runs at one epoch, and their twins behind them in every array but `places`.

    places : (R,) the number of each run in the sweep
    vectors, states : (2R, P) and (2R, S), the weights and the states of the optimizers
    lowest, lowest_epoch : (2R,), as in `Checkpoint`
    hits : (2R,) the first epoch whose loss is at most the target, or NEVER
    losses : (2R,) of the epoch before this one; nan at epoch 0
    """

    places: Array
    epoch: int
    vectors: Array
    states: Array
    lowest: Array
    lowest_epoch: Array
    hits: Array
    losses: Array

    @classmethod
    def start(cls, places: Sequence[int], vectors: Array, state_size: int) -> Chunk:
        """Return untrained runs with these weights, (R, P)."""
        rows = 2 * len(places)
        nudged = vectors * (1 + NUDGE * (-1.0) ** np.arange(vectors.shape[1]))
        states, lowest, hits = np.zeros((rows, state_size)), np.full(rows, math.inf), np.full(rows, NEVER)
        both = np.concatenate([vectors, nudged])
        return cls(np.array(places), 0, both, states, lowest, np.zeros(rows, dtype=int), hits, np.full(rows, math.nan))

    def only(self, which: Array) -> Chunk:
        """Return copies of the runs in the mask `which`, (R,)."""
        rows = (self.vectors, self.states, self.lowest, self.lowest_epoch, self.hits, self.losses)
        return Chunk(self.places[which], self.epoch, *(row[with_twins(which)] for row in rows))

    def ends(self, which: Array, outcome: str) -> tuple[list[End], list[int]]:
        """End the runs in the mask `which`, (R,), at this epoch.

        Returns those that equal their twins, and the places of the others, which are to be trained alone.
        """
        vectors, twins = halves(self.vectors)
        hits, hits_of_twins = halves(self.hits)
        with np.errstate(over="ignore"):
            trusted = (hits == hits_of_twins) & (norms(vectors - twins) <= SAME * norms(vectors))
        places = self.places.tolist()
        ends = [
            End(places[r], self.epoch, vectors[r].copy(), int(hits[r]), outcome)
            for r in np.flatnonzero(which & trusted)
        ]
        return ends, self.places[which & ~trusted].tolist()


def with_twins(which: Array) -> Array:
    """The mask of runs, (R,), for runs and twins, (2R,)."""
    return np.tile(which, 2)


def halves(rows: Array) -> tuple[Array, Array]:
    """Rows of the runs and rows of their twins, (R, ...) each, of (2R, ...)."""
    runs = len(rows) // 2
    return rows[:runs], rows[runs:]
