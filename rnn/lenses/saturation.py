"""Saturation: share of units at each time step whose slope lets next to no gradient pass."""

from __future__ import annotations

import numpy as np

from rnn.network.bptt import Pass
from rnn.network.parameters import Array

SATURATED = 0.19
"""Fraction of the steepest slope below which a unit is saturated: tanh beyond ±0.9, for one."""


def saturated_share(shown: Pass, sequence: int = 0) -> Array:
    """Share of units whose slope is below SATURATED times the steepest, (T,); for ReLU, of the units that are off."""
    shown = shown.alone(sequence)
    return np.asarray(np.mean(shown.slope[0] < SATURATED * shown.options.activation.look.steepest, axis=1))
