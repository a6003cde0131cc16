"""The same BPTT as `bptt.py`, made fast: one product per time step, and no new array inside an epoch."""

from __future__ import annotations

import math

import numpy as np

from rnn.bptt import norm
from rnn.parameters import Array, Parameters, Sizes


class Workspace:
    """All memory that one network needs to train on one batch; it is written over at every epoch.

        z_t = [x_t; h_{t-1}; 1]      a_t = W z_t                          forward, one product a step
        r_t = [da_{t+1}; e_t]        dh_t = [W_hh | W_hy.T] r_t ...       backward, one product a step
        dW = sum_t da_t z_t.T        dV = sum_t e_t [h_t; 1].T            one product each, after the loop

    `inputs` holds z_t in row t - 1, so that tanh writes h_t straight into the row of z_{t+1};
    `arriving` holds r_t in row t, so that da_t is written straight into the row of r_{t-1}.
    A batch of one drops its batch axis, and one output its output axis: NumPy is faster on vectors.
    At small sizes an epoch is the overhead of its NumPy calls, so views and constants are made here, once, and
    products are called as methods, which costs half of what np.dot does.
    """

    def __init__(self, parameters: Parameters, x: Array, target: Array, error_scale: float) -> None:
        """Lay out memory for x (B, T, D) and target (B, T, K); `parameters` is trained in place."""
        batch, steps, inputs = x.shape
        hidden, output = parameters.sizes.hidden, parameters.sizes.output
        self.parameters = parameters
        self.moved = Parameters(parameters.sizes)
        self.gradients = Parameters(parameters.sizes)
        self.error_scale, self.one = np.array(error_scale / batch), np.array(1.0)
        self.loss_scale = 1.0 / (steps * batch)
        self.flat_target = x_by_time(target).ravel()
        self.difference = np.empty((steps * batch, output))

        z = np.zeros((steps + 1, batch, inputs + hidden + 1))
        z[:-1, :, :inputs] = x_by_time(x)
        z[:, :, -1] = 1.0
        r = np.zeros((steps + 1, batch, hidden + output))
        slope = np.empty((steps, batch, hidden))
        flat_z, flat_r = z.reshape(-1, z.shape[-1]), r.reshape(-1, r.shape[-1])
        self.all_z, self.all_h1 = flat_z[:-batch], flat_z[batch:, inputs:]
        self.all_h, self.slope = self.all_h1[:, :-1], slope.reshape(-1, hidden)
        self.all_da, self.error = flat_r[:-batch, :hidden], flat_r[batch:, hidden:]

        self.flat_difference = self.difference.ravel()
        thin = (slice(None), 0) if output == 1 else ...
        self.scaled = (self.difference[thin], self.error_scale, self.error[thin])
        self.all_daT, self.errorT = self.all_da.T, self.error.T

        self.back = np.empty((hidden + output, hidden))
        self.back_hh, self.back_hy = self.back[:hidden], self.back[hidden:]
        self.buffer = np.empty((batch, hidden))
        if batch == 1:
            z, r, slope, self.buffer = z[:, 0], r[:, 0], slope[:, 0], self.buffer[0]
        self.forward_rows = [(z[t], z[t + 1][..., inputs:-1]) for t in range(steps)]
        self.backward_rows = [(r[t + 1], slope[t], r[t][..., :hidden]) for t in reversed(range(steps))]

    def forward(self) -> float:
        """Run the network over its inputs; returns the MSE."""
        tanh, buffer, WT = np.tanh, self.buffer, self.parameters.WT
        for z, h in self.forward_rows:
            z.dot(WT, buffer)
            tanh(buffer, h)
        self.all_h1.dot(self.parameters.VT, self.difference)
        np.subtract(self.flat_difference, self.flat_target, self.flat_difference)
        squares: float = self.flat_difference.dot(self.flat_difference)
        return float(squares * self.loss_scale)

    def backward(self) -> float:
        """Carry the error of the last forward run back; fills `gradients`, returns their norm."""
        multiply, buffer, back = np.multiply, self.buffer, self.back
        multiply(*self.scaled)
        np.square(self.all_h, self.slope)
        np.subtract(self.one, self.slope, self.slope)
        self.back_hh[...] = self.parameters.W_hh
        self.back_hy[...] = self.parameters.W_hy
        for r, slope, da in self.backward_rows:
            r.dot(back, buffer)
            multiply(buffer, slope, da)
        self.all_daT.dot(self.all_z, self.gradients.W)
        self.errorT.dot(self.all_h1, self.gradients.V)
        return norm(self.gradients.vector)

    def descend(self, rate: float) -> bool:
        """Move the parameters by -rate times the gradient, unless that is not finite; returns whether it moved them."""
        moved = self.moved.vector
        np.multiply(self.gradients.vector, rate, moved)
        np.subtract(self.parameters.vector, moved, moved)
        if not (moved.dot(moved) < math.inf or np.isfinite(moved).all()):
            return False
        self.parameters, self.moved = self.moved, self.parameters
        return True


def x_by_time(x: Array) -> Array:
    """(B, T, n) seen as (T, B, n)."""
    return np.moveaxis(x, 1, 0)


def seconds_of_an_epoch(sizes: Sizes, steps: int) -> float:
    """A rough guess from timings of networks of 5 to 128 units: the calls of a time step, and its products."""
    seconds: float = 6e-6 + steps * (1.3e-6 + 3.5e-10 * sizes.total)
    return seconds
