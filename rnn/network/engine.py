"""Fast BPTT: the arithmetic of `bptt.py` with one product per time step and no allocation inside an epoch."""

from __future__ import annotations

import math

import numpy as np

from rnn.network.aligned_memory import on_cache_lines
from rnn.network.batch import Batch, shares
from rnn.network.losses import LOSSES
from rnn.network.norms import norm
from rnn.network.options import PLAIN, Options
from rnn.network.parameters import Array, Parameters

WIDE = 16  # hidden units from which a product with W.T is faster on a contiguous copy


class Workspace:
    """Preallocated arrays to train one network on batches of one shape; every epoch overwrites them.

        z_t = [x_t; h_{t-1}; 1]      a_t = W z_t                          forward, one product per step
        r_t = [da_{t+1}; e_t]        dh_t = [W_hh | W_hy.T] r_t ...       backward, one product per step
        dW = sum_t da_t z_t.T        dV = sum_t e_t [h_t; 1].T            one product each after the loop

    `inputs` holds z_t in row t - 1, so that the activation writes h_t straight into the row of z_{t+1};
    `arriving` holds r_t in row t, so that da_t is written straight into the row of r_{t-1}.
    A batch of one drops its batch axis, and one output its output axis: NumPy is faster on vectors.
    At small sizes the overhead of the NumPy calls dominates. Therefore views and constants are created once, products
    are bound methods of their left operand (`times`, half the overhead of np.dot), and options are resolved outside
    the loops. There are no reference cycles, so that the memory is freed with the last reference.
    """

    def __init__(
        self, parameters: Parameters, batch: Batch, error_scale: float | Array, options: Options = PLAIN
    ) -> None:
        """Allocate the arrays for the shape of `batch` and load it; `parameters` is trained in place."""
        self.parameters, self.moved, self.gradients = parameters, parameters.zeros(), parameters.zeros()
        self.options, self.used, self.gain = options, parameters, options.gain
        self.activate, self.slope_into = options.activation.function, options.activation.slope
        count, steps, inputs = batch.x.shape
        self._lay_out(count, steps, inputs, parameters.sizes.hidden, parameters.sizes.output)
        self.plain_loss = options.loss is LOSSES["squared"] and batch.counted is None
        self.held_out_loss = 0.0  # if nothing is held out
        cuts = [options.cut_after(t, steps) for t in range(steps, 0, -1)]
        self.cuts = cuts if any(cuts[1:]) else None
        self.load(batch, error_scale)

    def _lay_out(self, batch: int, steps: int, inputs: int, hidden: int, output: int) -> None:
        """Allocate the arrays and create every view that an epoch needs."""
        self.difference, self.target = np.empty((steps * batch, output)), np.empty((steps, batch, output))
        z = on_cache_lines(steps + 1, batch, inputs + hidden + 1, column=inputs)
        z[:, :, -1] = 1.0
        r = on_cache_lines(steps + 1, batch, hidden + output)
        slope = on_cache_lines(steps, batch, hidden)
        flat_z, flat_r = z.reshape(-1, z.shape[-1]), r.reshape(-1, r.shape[-1])
        self.all_x, self.h_0, self.da_1 = z[:-1, :, :inputs], z[0, :, inputs:-1], r[0, :, :hidden]
        self.all_z, self.all_h1 = flat_z[:-batch], flat_z[batch:, inputs:]
        self.all_h, self.slope = self.all_h1[:, :-1], slope.reshape(-1, hidden)
        self.all_da, self.error = flat_r[:-batch, :hidden], flat_r[batch:, hidden:]
        self.all_daT, self.errorT = self.all_da.T, self.error.T
        self.flat_difference, self.flat_target = self.difference.ravel(), self.target.ravel()
        self.rows_target = self.target.reshape(-1, output)
        self.back = np.empty((hidden + output, hidden))
        self.back_hh, self.back_hy = self.back[:hidden], self.back[hidden:]
        self.buffer = np.empty((batch, hidden))
        self.rows_WT = np.empty((inputs + hidden + 1, hidden)) if hidden >= WIDE else None
        if batch == 1:
            z, r, slope, self.buffer = z[:, 0], r[:, 0], slope[:, 0], self.buffer[0]
        self.forward_rows = [(row.dot, h) for row, h in zip(z[:-1], z[1:, ..., inputs:-1], strict=True)]
        backward = zip(r[:0:-1], slope[::-1], r[-2::-1, ..., :hidden], strict=True)
        self.backward_rows = [(row.dot, slope_t, da) for row, slope_t, da in backward]
        self.error_rows = [error.dot for error in r[:0:-1, ..., hidden:]]

    def load(self, batch: Batch, error_scale: float | Array) -> None:
        """Load another batch of the same shape."""
        count, steps, _ = batch.x.shape
        self.all_x[...] = by_time(batch.x)
        self.target[...] = by_time(batch.target)
        self.loss_scale = 1.0 / (steps * count)
        scale = np.array(error_scale / batch.learned)
        self.padding: list[Array] | None = None
        self.loss_shares = np.array(self.loss_scale)
        if batch.counted is not None:
            self.loss_shares = by_time(shares(batch.counted)).ravel()
            scale = np.where(batch.counted, np.reshape(scale, (-1, 1)), 0.0)
            scale = np.repeat(by_time(scale).reshape(-1, 1), self.target.shape[2], axis=1)
        self.held_out_shares = None if batch.held_out is None else by_time(shares(batch.held_out)).ravel()
        if batch.lengths is not None:
            self.padding = [np.flatnonzero(batch.lengths < t) for t in range(1, steps + 1)]
        thin = (slice(None), 0) if self.target.shape[2] == 1 else ...
        factor = scale[thin] if scale.ndim else scale
        self.scaled: tuple[Array, Array, Array] | None = (self.difference[thin], factor, self.error[thin])
        self.residual = self.flat_difference
        if self.plain_loss and self.target.shape[2] == 1 and not scale.ndim and scale == 1.0:
            self.residual, self.scaled = self.error[:, 0], None  # yhat - y is the error already

    def forward(self) -> float:
        """Run the forward pass; return the shown loss."""
        self.used = parameters = self.parameters if self.gain == 1.0 else gained(self.parameters, self.gain)
        if parameters.h_0 is not None:
            self.h_0[...] = parameters.h_0.T
        activate, buffer, WT = self.activate, self.buffer, parameters.WT
        if self.rows_WT is not None:
            self.rows_WT[...], WT = WT, self.rows_WT
        if self.padding is None:
            for times, h in self.forward_rows:
                times(WT, buffer)
                activate(buffer, h)
        else:
            for (times, h), ended in zip(self.forward_rows, self.padding, strict=True):
                times(WT, buffer)
                activate(buffer, h)
                h[ended] = 0.0
        self.all_h1.dot(parameters.VT, self.difference)
        if not self.plain_loss:
            return self._measure_steps()
        residual = np.subtract(self.flat_difference, self.flat_target, self.residual)
        squares: float = residual.dot(residual)
        return float(squares * self.loss_scale)

    def _measure_steps(self) -> float:
        """Return the loss over the steps that count, for any loss; leave yhat - y in `difference`."""
        loss = self.options.loss
        yhat = loss.output(self.difference)
        at_steps = loss.at_steps(yhat, self.rows_target)
        np.subtract(yhat, self.rows_target, self.difference)
        if self.held_out_shares is not None:
            self.held_out_loss = float(np.multiply(at_steps, self.held_out_shares).sum())
        return float(np.multiply(at_steps, self.loss_shares).sum())

    def backward(self) -> float:
        """Run the backward pass after `forward`; fill `gradients` and return their norm."""
        if self.scaled is not None:
            np.multiply(*self.scaled)
        self.slope_into(self.all_h, self.slope)
        self.back_hh[...] = self.used.W_hh
        self.back_hy[...] = self.used.W_hy
        self._backpropagate() if self.cuts is None else self._backpropagate_in_chunks(self.cuts)
        self.all_daT.dot(self.all_z, self.gradients.W)
        self.errorT.dot(self.all_h1, self.gradients.V)
        if self.gain != 1.0:
            self.gradients.W_hh[...] *= self.gain
        if self.gradients.h_0 is not None:
            self.gradients.h_0[:, 0] = self.da_1.sum(axis=0) @ self.used.W_hh
        return norm(self.gradients.vector)

    def _backpropagate(self) -> None:
        """From the last step to the first."""
        multiply, buffer, back = np.multiply, self.buffer, self.back
        for times, slope, da in self.backward_rows:
            times(back, buffer)
            multiply(buffer, slope, da)

    def _backpropagate_in_chunks(self, cuts: list[bool]) -> None:
        """Truncated BPTT: the last step of a chunk receives no gradient from the next chunk."""
        multiply, buffer, back, back_hy = np.multiply, self.buffer, self.back, self.back_hy
        for (times, slope, da), error_times, cut in zip(self.backward_rows, self.error_rows, cuts, strict=True):
            if cut:
                error_times(back_hy, buffer)
            else:
                times(back, buffer)
            multiply(buffer, slope, da)

    def descend(self, rate: Array) -> bool:
        """Apply the update -rate * gradient if the new parameters are finite; return whether they are.

        rate : an array of shape (), since NumPy would convert a float at each call
        """
        moved = self.moved.vector
        np.multiply(self.gradients.vector, rate, moved)
        np.subtract(self.parameters.vector, moved, moved)
        return self._keep(moved)

    def move(self, update: Array) -> bool:
        """Add `update` to the parameters if the result is finite; return whether it is."""
        np.add(self.parameters.vector, update, self.moved.vector)
        return self._keep(self.moved.vector)

    def _keep(self, moved: Array) -> bool:
        if not (moved.dot(moved) < math.inf or np.isfinite(moved).all()):
            return False
        self.parameters, self.moved = self.moved, self.parameters
        return True


def gained(parameters: Parameters, gain: float) -> Parameters:
    """Return a copy of the parameters with W_hh multiplied by `gain`."""
    copy = parameters.copy()
    copy.W_hh[...] *= gain
    return copy


def by_time(array: Array) -> Array:
    """View (B, T, ...) as (T, B, ...)."""
    return np.moveaxis(array, 1, 0)
