"""Checkpoint: the state of training, from which a run continues bit for bit."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from rnn.network.parameters import Array, Parameters


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """The state of training before the pass of an epoch; read-only.

    state : the state of the optimizer
    lowest, lowest_epoch : the lowest loss so far, and the first epoch that reached it
    """

    parameters: Parameters
    state: Array
    lowest: float = math.inf
    lowest_epoch: int = 0

    @property
    def vector(self) -> Array:
        """The checkpoint as one vector."""
        return np.concatenate([self.parameters.vector, self.state, [self.lowest, self.lowest_epoch]])

    def unpacked(self, vector: Array) -> Checkpoint:
        """Return the checkpoint of the same network that `vector` holds."""
        size = len(self.parameters.vector)
        parameters = Parameters(self.parameters.sizes, vector[:size])
        return Checkpoint(parameters, vector[size:-2], float(vector[-2]), int(vector[-1]))
