"""Backpropagation through time, as textbooks write it.

Every figure shows the arrays of this readable form; training runs the faster `engine.py`; a test compares both.
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
    """Run the network over the inputs, from h_0 (zeros, or learned).

        h_t = f(W_xh x_t + g W_hh h_{t-1} + b_h)     f = tanh and g = 1 by default
        yhat_t = W_hy h_t + b_y                      (Elman 1990); then softmax with cross-entropy

    x : (B, T, D)   inputs of B sequences
    lengths : (B,)  number of time steps of each without its padding, where the states are zero; None: no padding
    Returns h (B, T+1, H), where h[:, 0] is the initial state, and yhat (B, T, K).
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
    return h, options.loss.output(h[:, 1:] @ W_hy.T + parameters.b_y.T)


def backward(
    parameters: Parameters, x: Array, h: Array, error: Array, options: Options = PLAIN, sequences: int | None = None
) -> tuple[Array, Array, Parameters]:
    """Backpropagate the error through time to every parameter.

        dh_t = W_hy.T e_t + g W_hh.T da_{t+1}        without the second term at the last step of a chunk
        da_t = f'(a_t) * dh_t                        (Werbos 1990); f' = 1 - h_t**2 for tanh
        dW_hh = g sum_t da_t h_{t-1}.T, and likewise for the other parameters
        dh_0 = g W_hh.T da_1

    x : (B, T, D)      inputs
    h : (B, T+1, H)    hidden states, where h[:, 0] is the initial state
    error : (B, T, K)  e_t = dL/do_t, where o_t = W_hy h_t + b_y; zero at steps that do not count
    sequences : the number of sequences with a step that counts; None: all B
    Returns dh and da, both (B, T, H), and the gradients, summed over time and averaged over these sequences.
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
    """Every array of one forward and one backward pass.

    x : (B, T, D); target, yhat, error : (B, T, K), where error = dL/do
    h : (B, T+1, H), where h[:, 0] is the initial state
    dh, da : (B, T, H), the gradients with respect to h_t and a_t
    counted, lengths, held_out : as in `Batch`
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
        """Return the pass of one sequence, without its padding; `gradients` remain those of the whole batch."""
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
        """Mask of the time steps that count in the loss, (B, T)."""
        return np.ones(self.yhat.shape[:2], dtype=bool) if self.counted is None else self.counted

    @cached_property
    @np.errstate(all="ignore")
    def loss(self) -> float:
        """Mean over the steps that count, averaged over the batch; independent of `error_scale`.

        Squared error: MSE = (1/T) sum_t |yhat_t - y_t|^2.
        """
        at_steps = self.options.loss.at_steps(self.yhat, self.target)
        return float(np.mean(at_steps) if self.counted is None else np.sum(shares(self.counted) * at_steps))

    @cached_property
    @np.errstate(all="ignore")
    def held_out_loss(self) -> float:
        """Mean over the held-out steps, averaged over the batch; nan if none are held out."""
        if self.held_out is None:
            return math.nan
        return float(np.sum(shares(self.held_out) * self.options.loss.at_steps(self.yhat, self.target)))

    @cached_property
    def truncation_error(self) -> Parameters:
        """The full gradient minus the truncated one."""
        whole = replace(self.options, truncation=None)
        sequences = None if self.counted is None else learned(self.counted)
        _, _, gradients = backward(self.parameters, self.x, self.h, self.error, whole, sequences)
        gradients.vector -= self.gradients.vector
        return gradients

    @cached_property
    def gradient_norm(self) -> float:
        """Euclidean norm of the gradient of all parameters."""
        return norm(self.gradients.vector)

    @cached_property
    def dh_norm(self) -> Array:
        """Norm |dL/dh_t| of each sequence and step, (B, T)."""
        return norms(self.dh)

    @cached_property
    def da_norm(self) -> Array:
        """Norm |dL/da_t| of each sequence and step, (B, T); a_t is the net input of the activation."""
        return norms(self.da)

    @cached_property
    def slope(self) -> Array:
        """Derivative dh_t/da_t of each unit, (B, T, H); 1 - h_t^2 for tanh."""
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
    """Run forward and backward over a batch; counted, lengths and held_out are as in `Batch`.

    error_scale : e_t = error_scale (yhat_t - y_t), zero at steps that do not count; a number, or one per sequence, (B,)
    """
    h, yhat = forward(parameters, x, options, lengths)
    error = np.reshape(error_scale, (-1, 1, 1)) * (yhat - target)
    if counted is not None:
        error[~counted] = 0
    dh, da, gradients = backward(parameters, x, h, error, options, None if counted is None else learned(counted))
    return Pass(parameters, x, target, h, yhat, error, dh, da, gradients, options, counted, lengths, held_out)
