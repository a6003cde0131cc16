"""Saturation: at which time steps the units are flat, so that next to no gradient passes them."""

from __future__ import annotations

import numpy as np

from rnn.network.bptt import Pass
from rnn.network.parameters import Array

FLAT = 0.19
"""The part of the steepest slope below which a unit is called flat: tanh beyond ±0.9, for one."""


def flat_share(shown: Pass, sequence: int = 0) -> Array:
    """The share of units whose slope is below FLAT times the steepest, at each time step, (T,); of ReLU, those off."""
    shown = shown.alone(sequence)
    return np.asarray(np.mean(shown.slope[0] < FLAT * shown.options.activation.look.steepest, axis=1))
