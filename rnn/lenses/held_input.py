"""Held input: the network as an autonomous map of its state, with the same input at every step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnn.network.activations import Activation
from rnn.network.bptt import Pass
from rnn.network.options import Options
from rnn.network.parameters import Array, Parameters

HELD_INPUTS = ("zero", "mean", "of the time step")
"""Which input is held: zero, the mean over the batch, or that of the selected time step."""


@dataclass(frozen=True, eq=False)
class Map:
    """One step of the state under a held input, F(h) = f(g W_hh h + W_xh x + b_h).

    W : (H, H), g W_hh; b : (H,), W_xh x + b_h
    """

    W: Array
    b: Array
    activation: Activation

    @classmethod
    def of(cls, parameters: Parameters, options: Options, x: Array) -> Map:
        """Return the map of a network under the input x, (D,)."""
        b = parameters.W_xh @ x + parameters.b_h[:, 0]
        return cls(options.gain * parameters.W_hh, b, options.activation)

    def step(self, h: Array) -> Array:
        """Return F(h) for states (..., H)."""
        return self.activation.function(h @ self.W.T + self.b)

    def jacobian(self, following: Array) -> Array:
        """Return dF/dh = diag(f'(a)) g W_hh, (..., H, H), at the states whose next states are `following`."""
        return np.asarray(self.activation.slope(following)[..., None] * self.W)


def held_input(shown: Pass, which: int, sequence: int, step: int | None) -> Array:
    """Return the input that is held, (D,); `which` is a place in HELD_INPUTS.

    step : counted from 0; None is the first
    """
    if which == 0:
        return np.zeros(shown.x.shape[2])
    if which == 1:
        return np.asarray(shown.x[real_steps(shown)].mean(axis=0))
    return np.asarray(shown.x[sequence, step or 0])


def real_steps(shown: Pass) -> Array:
    """Return the mask of the time steps that are no padding, (B, T)."""
    batch, steps, _ = shown.x.shape
    lengths = np.full(batch, steps) if shown.lengths is None else shown.lengths
    return np.asarray(np.arange(steps) < lengths[:, None])
