"""Backpropagation through time, as in a textbook: forward through the sequence, then the error back through it.

This is the form to read, and the one that every picture is drawn from. Training runs the same arithmetic
without making new arrays (`engine.py`); a test holds the two together.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from rnn.network.batch import learned, shares
from rnn.network.norms import norm, norms
from rnn.network.options import PLAIN, Options
from rnn.network.parameters import Array, Parameters


def forward(
    parameters: Parameters, x: Array, options: Options = PLAIN, lengths: Array | None = None
) -> tuple[Array, Array]:
    """Run the network over its inputs, from h_0: zeros, or learned.

        h_t = f(W_xh x_t + g W_hh h_{t-1} + b_h)     f = tanh, g = 1 unless the options say otherwise
        yhat_t = W_hy h_t + b_y                      (Elman 1990); its softmax where the loss is cross-entropy

    x : (B, T, D)   inputs of B sequences
    lengths : (B,)  how many steps of each are real; the states of the rest (padding) are zero. None: all are
    Returns h (B, T+1, H), with h[:, 0] the initial state, and yhat (B, T, K).
    """
    W_xh, W_hh, W_hy = parameters.W_xh, options.gain * parameters.W_hh, parameters.W_hy
    batch, steps, _ = x.shape
    h = np.zeros((batch, steps + 1, parameters.sizes.hidden), dtype=parameters.vector.dtype)
    if parameters.h_0 is not None:
        h[:, 0] = parameters.h_0.T
    for t in range(1, steps + 1):
        h[:, t] = options.activation.function(x[:, t - 1] @ W_xh.T + h[:, t - 1] @ W_hh.T + parameters.b_h.T)
        if lengths is not None:
            h[lengths < t, t] = 0
    return h, options.loss.answer(h[:, 1:] @ W_hy.T + parameters.b_y.T)


def backward(
    parameters: Parameters, x: Array, h: Array, error: Array, options: Options = PLAIN, sequences: int | None = None
) -> tuple[Array, Array, Parameters]:
    """Carry the error back through time to every parameter.

        dh_t = W_hy.T e_t + g W_hh.T da_{t+1}        no second term after the last step of a chunk
        da_t = f'(a_t) * dh_t                        (Werbos 1990); f' = 1 - h_t**2 for tanh
        dW_hh = g sum_t da_t h_{t-1}.T, and likewise for the others
        dh_0 = g W_hh.T da_1

    x : (B, T, D)      inputs
    h : (B, T+1, H)    hidden states, h[:, 0] the initial one
    error : (B, T, K)  e_t = dL/do_t, where o_t = W_hy h_t + b_y; zero where the loss does not count a step
    sequences : how many of them have an error, or None: all
    Returns dh and da, both (B, T, H), and the gradients, summed over time, averaged over these sequences.
    """
    batch, steps, _ = x.shape
    W_hh = options.gain * parameters.W_hh
    dh = error @ parameters.W_hy
    da = np.empty_like(dh)
    slope = options.activation.slope(h[:, 1:])
    for t in reversed(range(steps)):
        if not options.cut_after(t + 1, steps):
            dh[:, t] += da[:, t + 1] @ W_hh
        da[:, t] = slope[:, t] * dh[:, t]
    gradients = Parameters.gather(
        W_xh=_sum_of_products(da, x),
        W_hh=options.gain * _sum_of_products(da, h[:, :-1]),
        W_hy=_sum_of_products(error, h[:, 1:]),
        b_h=da.sum(axis=(0, 1))[:, None],
        b_y=error.sum(axis=(0, 1))[:, None],
        h_0=None if parameters.h_0 is None else (da[:, 0] @ W_hh).sum(axis=0),
    )
    gradients.vector /= batch if sequences is None else sequences
    return dh, da, gradients


def _sum_of_products(left: Array, right: Array) -> Array:
    """Sum left[b, t] right[b, t].T over sequences b and steps t; (B, T, m) and (B, T, n) give (m, n)."""
    product: Array = left.reshape(-1, left.shape[-1]).T @ right.reshape(-1, right.shape[-1])
    return product


@dataclass(frozen=True, eq=False)
class Pass:
    """Every array of one forward and one backward pass, for one set of parameters; nothing is accumulated.

    x (B, T, D), target and yhat (B, T, K), h (B, T+1, H), error = dL/do (B, T, K), dh and da (B, T, H).
    counted (B, T) : the steps that the loss counts, or None: all; lengths (B,) : the real steps, or None: all.
    held_out (B, T) : the steps that are not learned, or None.
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
    options: Options = PLAIN
    counted: Array | None = None
    lengths: Array | None = None
    held_out: Array | None = None

    def alone(self, sequence: int) -> Pass:
        """One sequence of the batch, without its padding; its `gradients` are still those of the whole batch."""
        if self.lengths is None and len(self.x) == 1:
            return self
        end = self.x.shape[1] if self.lengths is None else int(self.lengths[sequence])
        x, target, yhat, error, dh, da = (
            array[[sequence], :end] for array in (self.x, self.target, self.yhat, self.error, self.dh, self.da)
        )
        counted = None if self.counted is None else self.counted[[sequence], :end]
        held_out = None if self.held_out is None else self.held_out[[sequence], :end]
        h = self.h[[sequence], : end + 1]
        return replace(
            self, x=x, target=target, h=h, yhat=yhat, error=error, dh=dh, da=da,
            counted=counted, lengths=None, held_out=held_out,
        )  # fmt: skip

    @property
    def counts(self) -> Array:
        """At which steps of each sequence the loss is taken, (B, T)."""
        return np.ones(self.yhat.shape[:2], dtype=bool) if self.counted is None else self.counted

    @cached_property
    @np.errstate(all="ignore")
    def loss(self) -> float:
        """The mean over the steps that count, averaged over the batch, whatever the scaling of the update.

        Squared error: MSE = (1/T) sum_t |yhat_t - y_t|^2.
        """
        at_steps = self.options.loss.at_steps(self.yhat, self.target)
        return float(np.mean(at_steps) if self.counted is None else np.sum(shares(self.counted) * at_steps))

    @cached_property
    @np.errstate(all="ignore")
    def held_out_loss(self) -> float:
        """The same mean over the steps that are held out; nan where none are."""
        if self.held_out is None:
            return math.nan
        return float(np.sum(shares(self.held_out) * self.options.loss.at_steps(self.yhat, self.target)))

    @cached_property
    def lost(self) -> Parameters:
        """The gradient that truncation loses: the whole gradient without what is left of it."""
        whole = replace(self.options, truncation=None)
        sequences = None if self.counted is None else learned(self.counted)
        _, _, gradients = backward(self.parameters, self.x, self.h, self.error, whole, sequences)
        gradients.vector -= self.gradients.vector
        return gradients

    @cached_property
    def gradient_norm(self) -> float:
        """The Euclidean length of all gradients taken as one vector."""
        return norm(self.gradients.vector)

    @cached_property
    def dh_norm(self) -> Array:
        """|dL/dh_t| of each sequence and step, (B, T)."""
        return norms(self.dh)

    @cached_property
    def da_norm(self) -> Array:
        """|dL/da_t| of each sequence and step, (B, T); a_t is what enters the activation."""
        return norms(self.da)

    @cached_property
    def slope(self) -> Array:
        """The factor dh_t/da_t of each unit, (B, T, H), 1 - h_t^2 for tanh: 1 passes the gradient on, 0 stops it."""
        return self.options.activation.slope(self.h[:, 1:])


def run_pass(
    parameters: Parameters,
    x: Array,
    target: Array,
    error_scale: float | Array = 1.0,
    options: Options = PLAIN,
    counted: Array | None = None,
    lengths: Array | None = None,
    held_out: Array | None = None,
) -> Pass:
    """Forward and backward over x (B, T, D) with target (B, T, K); e_t = error_scale (yhat_t - y_t), 0 if not counted.

    error_scale is one number, or one for each sequence, (B,).
    """
    h, yhat = forward(parameters, x, options, lengths)
    error = np.reshape(error_scale, (-1, 1, 1)) * (yhat - target)
    if counted is not None:
        error[~counted] = 0
    dh, da, gradients = backward(parameters, x, h, error, options, None if counted is None else learned(counted))
    return Pass(parameters, x, target, h, yhat, error, dh, da, gradients, options, counted, lengths, held_out)
