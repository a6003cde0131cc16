"""Checkpoint: all that training goes on from, so that a run can be taken up again at any epoch to the same bits."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from rnn.network.parameters import Array, Parameters


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """A network before the pass of its epoch; never written to.

    state : what the optimizer remembers
    lowest, lowest_epoch : the lowest loss of the passes so far, and the first epoch that had it
    """

    parameters: Parameters
    state: Array
    lowest: float = math.inf
    lowest_epoch: int = 0

    @property
    def vector(self) -> Array:
        """Everything as one vector."""
        return np.concatenate([self.parameters.vector, self.state, [self.lowest, self.lowest_epoch]])

    def unpacked(self, vector: Array) -> Checkpoint:
        """Another epoch of the same network, from its vector."""
        size = len(self.parameters.vector)
        parameters = Parameters(self.parameters.sizes, vector[:size])
        return Checkpoint(parameters, vector[size:-2], float(vector[-2]), int(vector[-1]))
