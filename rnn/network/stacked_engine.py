"""Fast BPTT for many networks of one shape at once: `engine.py` with an additional axis for the runs."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from rnn.network.batch import Batch, shares
from rnn.network.losses import LOSSES
from rnn.network.norms import norm
from rnn.network.options import Options
from rnn.network.parameters import Array, Parameters, Sizes


class Stack:
    """Preallocated arrays to train R networks of one shape on one batch each; every epoch overwrites them.

    vectors, gradients : (R, P)  one row for each network, in the order of `Parameters.vector`
    Rows are as in `engine.Workspace`: z (T+1, R, B, D+H+1) and r (T+1, R, B, H+K), contiguous for each time step.
    """

    def __init__(
        self, sizes: Sizes, vectors: Array, batch: tuple[int, int], options: Options, gains: Sequence[float]
    ) -> None:
        """Allocate the arrays for (B, T) sequences and steps; `vectors` is not written to; `gains` has one per run."""
        (count, steps), runs = batch, len(vectors)
        inputs, hidden, output = sizes
        self.sizes, self.options, self.vectors, self.gradients = sizes, options, vectors, np.zeros_like(vectors)
        self.gains = None if set(gains) == {1.0} else np.reshape(np.array(gains), (runs, 1, 1))
        self.named_gradients = Parameters(sizes, self.gradients)
        z = np.zeros((steps + 1, runs, count, inputs + hidden + 1))
        z[..., -1] = 1.0
        r = np.zeros((steps + 1, runs, count, hidden + output))
        slope = np.empty((steps, runs, count, hidden))
        self.h, self.slope = z[1:, ..., inputs:-1], slope
        self.x, self.h_0, self.da_1 = by_run(z[:-1, ..., :inputs]), z[0, ..., inputs:-1], r[0, ..., :hidden]
        self.z, self.h1 = by_run(z[:-1]), by_run(z[1:, ..., inputs:])
        self.da, self.error = by_run(r[:-1, ..., :hidden]), by_run(r[1:, ..., hidden:])
        self.target = np.empty((runs, steps, count, output))
        self.held_out_loss = np.zeros(runs)  # if nothing is held out
        self.WT = np.empty((runs, inputs + hidden + 1, hidden))
        self.back = np.empty((runs, hidden + output, hidden))
        self.buffer = np.empty((runs, count, hidden))
        self.product: np.ufunc = np.matmul
        if count == 1:
            z, r, slope, self.buffer = z[:, :, 0], r[:, :, 0], slope[:, :, 0], self.buffer[:, 0]
            self.product = np.vecmat  # half the time of np.matmul for one row
        self.forward_rows = [(z[t], z[t + 1][..., inputs:-1]) for t in range(steps)]
        begins = [hidden if options.cut_after(t + 1, steps) else 0 for t in range(steps)]
        self.backward_rows = [
            (r[t + 1][..., begin:], self.back[:, begin:], slope[t], r[t][..., :hidden])
            for t, begin in reversed(list(enumerate(begins)))
        ]

    def load(self, batches: Sequence[Batch], error_scales: Sequence[float | Array]) -> None:
        """Load the batch of each run."""
        counted = np.ones((len(batches), *batches[0].x.shape[:2]), dtype=bool)
        self.padding: Array | None = None
        if len(self.buffer.shape) == 3 and any(batch.lengths is not None for batch in batches):  # one is never padded
            self.padding = np.zeros((counted.shape[2], *counted.shape[:2]), dtype=bool)
        for r, batch in enumerate(batches):
            self.x[r], self.target[r] = np.moveaxis(batch.x, 1, 0), np.moveaxis(batch.target, 1, 0)
            if batch.counted is not None:
                counted[r] = batch.counted
            if batch.lengths is not None and self.padding is not None:
                self.padding[:, r] = np.arange(counted.shape[2])[:, None] >= batch.lengths
        scales = np.array([np.broadcast_to(scale, counted.shape[1]) for scale in error_scales])
        self.shares = _by_run_and_step(counted)
        held_out = [batch.held_out for batch in batches if batch.held_out is not None]
        self.held_out_shares = _by_run_and_step(held_out) if held_out else None
        self.plain_loss = self.options.loss is LOSSES["squared"] and bool(counted.all())
        learned = np.reshape([batch.learned for batch in batches], (-1, 1, 1))
        self.error_scale = np.swapaxes(counted * scales[..., None] / learned, 1, 2)[..., None]

    def forward(self) -> Array:
        """Run all forward passes; return the shown losses, (R,)."""
        weights, (inputs, hidden, _) = Parameters(self.sizes, self.vectors), self.sizes
        self.WT[...] = weights.WT
        self.back[:, :hidden] = weights.W_hh
        self.back[:, hidden:] = weights.W_hy
        if self.gains is not None:
            self.WT[:, inputs:-1] *= self.gains
            self.back[:, :hidden] *= self.gains
        if weights.h_0 is not None:
            self.h_0[...] = weights.h_0.mT
        product, activate, buffer, WT = self.product, self.options.activation.function, self.buffer, self.WT
        for t, (z, h) in enumerate(self.forward_rows):
            product(z, WT, buffer)
            activate(buffer, h)
            if self.padding is not None:
                h[self.padding[t]] = 0.0
        loss, runs = self.options.loss, len(self.target)
        yhat = loss.output((_rows(self.h1) @ weights.VT).reshape(self.target.shape))
        difference = yhat - self.target
        np.multiply(difference, self.error_scale, self.error)
        if self.plain_loss:
            squares = difference.reshape(runs, -1)
            return np.asarray(np.vecdot(squares, squares) * self.shares[:, 0])
        at_steps = loss.at_steps(yhat, self.target).reshape(runs, -1)
        if self.held_out_shares is not None:
            self.held_out_loss = np.vecdot(at_steps, self.held_out_shares)
        return np.asarray(np.vecdot(at_steps, self.shares))

    def backward(self) -> Array:
        """Run all backward passes after `forward`; fill `gradients` and return their norms, (R,)."""
        product, multiply, buffer, hidden = self.product, np.multiply, self.buffer, self.sizes.hidden
        self.options.activation.slope(self.h, self.slope)
        for r, back, slope, da in self.backward_rows:
            product(r, back, buffer)
            multiply(buffer, slope, da)
        named = self.named_gradients
        np.matmul(_rows(self.da).swapaxes(1, 2), _rows(self.z), named.W)
        np.matmul(_rows(self.error).swapaxes(1, 2), _rows(self.h1), named.V)
        if self.gains is not None:
            named.W_hh *= self.gains
        if named.h_0 is not None:
            named.h_0[...] = (self.da_1.sum(axis=1, keepdims=True) @ self.back[:, :hidden]).mT
        return row_norms(self.gradients)


def row_norms(vectors: Array) -> Array:
    """Euclidean norm of each row (R, n), without overflow of the squares."""
    found = np.sqrt(np.vecdot(vectors, vectors))
    if not found.sum() < math.inf:
        for r in np.flatnonzero(~np.isfinite(found)):
            found[r] = norm(vectors[r])
    return np.asarray(found)


def by_run(array: Array) -> Array:
    """View (T, R, ...) as (R, T, ...)."""
    return np.moveaxis(array, 1, 0)


def _by_run_and_step(chosen: Sequence[Array] | Array) -> Array:
    """Loss weights of the chosen steps of each run, from masks (B, T), as (R, T B)."""
    return np.moveaxis(shares(np.array(chosen)), 1, 2).reshape(len(chosen), -1)


def _rows(array: Array) -> Array:
    """Reshape (R, T, B, n) to (R, T B, n): a view for one sequence, else a copy."""
    return array.reshape(len(array), -1, array.shape[-1])
