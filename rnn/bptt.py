"""Backpropagation through time, as in a textbook: forward through the sequence, then the error back through it.

This is the form to read, and the one that every picture is drawn from. Training runs the same arithmetic
without making new arrays (`engine.py`); a test holds the two together.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rnn.parameters import Array, Parameters


def forward(parameters: Parameters, x: Array) -> tuple[Array, Array]:
    """Run the network over its inputs, from h_0 = 0.

        h_t = tanh(W_xh x_t + W_hh h_{t-1} + b_h)
        yhat_t = W_hy h_t + b_y                      (Elman 1990)

    x : (B, T, D)  inputs of B sequences
    Returns h (B, T+1, H), with h[:, 0] the initial state, and yhat (B, T, K).
    """
    W_xh, W_hh, W_hy = parameters.W_xh, parameters.W_hh, parameters.W_hy
    batch, steps, _ = x.shape
    h = np.zeros((batch, steps + 1, parameters.sizes.hidden), dtype=parameters.vector.dtype)
    for t in range(1, steps + 1):
        h[:, t] = np.tanh(x[:, t - 1] @ W_xh.T + h[:, t - 1] @ W_hh.T + parameters.b_h.T)
    return h, h[:, 1:] @ W_hy.T + parameters.b_y.T


def backward(parameters: Parameters, x: Array, h: Array, error: Array) -> tuple[Array, Array, Parameters]:
    """Carry the error back through time to every parameter.

        dh_t = W_hy.T e_t + W_hh.T da_{t+1}
        da_t = (1 - h_t**2) * dh_t                   (Werbos 1990)
        dW_hh = sum_t da_t h_{t-1}.T, and likewise for the others

    x : (B, T, D)      inputs
    h : (B, T+1, H)    hidden states, h[:, 0] the initial one
    error : (B, T, K)  e_t = dL/dyhat_t
    Returns dh and da, both (B, T, H), and the gradients, summed over time, averaged over the batch.
    """
    batch, steps, _ = x.shape
    dh = error @ parameters.W_hy
    da = np.empty_like(dh)
    for t in reversed(range(steps)):
        if t + 1 < steps:
            dh[:, t] += da[:, t + 1] @ parameters.W_hh
        da[:, t] = (1 - h[:, t + 1] ** 2) * dh[:, t]
    gradients = Parameters.gather(
        W_xh=_sum_of_products(da, x),
        W_hh=_sum_of_products(da, h[:, :-1]),
        W_hy=_sum_of_products(error, h[:, 1:]),
        b_h=da.sum(axis=(0, 1))[:, None],
        b_y=error.sum(axis=(0, 1))[:, None],
    )
    gradients.vector /= batch
    return dh, da, gradients


def _sum_of_products(left: Array, right: Array) -> Array:
    """Sum left[b, t] right[b, t].T over sequences b and steps t; (B, T, m) and (B, T, n) give (m, n)."""
    product: Array = left.reshape(-1, left.shape[-1]).T @ right.reshape(-1, right.shape[-1])
    return product


@dataclass(frozen=True, eq=False)
class Pass:
    """Every array of one forward and one backward pass, for one set of parameters; nothing is accumulated.

    x (B, T, D), target and yhat (B, T, K), h (B, T+1, H), error = dL/dyhat (B, T, K), dh and da (B, T, H).
    """

    parameters: Parameters
    x: Array
    target: Array
    h: Array
    yhat: Array
    error: Array
    dh: Array
    da: Array
    gradients: Parameters

    @cached_property
    def loss(self) -> float:
        """MSE = (1/T) sum_t |yhat_t - y_t|^2, averaged over the batch, whatever the scaling of the update."""
        return float(np.mean(np.sum(np.square(self.yhat - self.target), axis=2)))

    @cached_property
    def gradient_norm(self) -> float:
        """The Euclidean length of all gradients taken as one vector."""
        with np.errstate(over="ignore"):
            return norm(self.gradients.vector)

    @cached_property
    def dh_norm(self) -> Array:
        """|dL/dh_t| of each sequence and step, (B, T)."""
        return _lengths(self.dh)

    @cached_property
    def da_norm(self) -> Array:
        """|dL/da_t| of each sequence and step, (B, T); a_t is what enters the tanh."""
        return _lengths(self.da)

    @cached_property
    def slope(self) -> Array:
        """da_t/dh_t's factor 1 - h_t^2 of each unit, (B, T, H): 1 passes the gradient on, 0 stops it."""
        return np.asarray(1 - self.h[:, 1:] ** 2)


def run_pass(parameters: Parameters, x: Array, target: Array, error_scale: float = 1.0) -> Pass:
    """Forward and backward over x (B, T, D) with target (B, T, K); e_t = error_scale (yhat_t - y_t)."""
    h, yhat = forward(parameters, x)
    error = error_scale * (yhat - target)
    dh, da, gradients = backward(parameters, x, h, error)
    return Pass(parameters, x, target, h, yhat, error, dh, da, gradients)


def norm(vector: Array) -> float:
    """The Euclidean length, also where a square would overflow; inf or nan only if an entry is."""
    length = math.sqrt(vector.dot(vector))
    if length < math.inf or not np.isfinite(vector).all():
        return length
    largest = float(np.abs(vector).max())
    return largest * float(np.linalg.norm(vector / largest))


def _lengths(vectors: Array) -> Array:
    """The Euclidean length along the last axis, also where a square would overflow or vanish."""
    largest = np.abs(vectors).max(axis=-1, keepdims=True)
    scale = np.where(largest > 0, largest, 1.0)
    return np.asarray(scale[..., 0] * np.linalg.norm(vectors / scale, axis=-1))
