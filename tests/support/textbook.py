"""The network as a textbook writes it, one column vector at a time; imports nothing of what it is there to check."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Weights(NamedTuple):
    W_xh: np.ndarray
    W_hh: np.ndarray
    W_hy: np.ndarray
    b_h: np.ndarray
    b_y: np.ndarray


def forward(weights, x):
    """h_t = tanh(W_xh x_t + W_hh h_{t-1} + b_h), yhat_t = W_hy h_t + b_y; x (T, D, 1) gives T+1 h and T yhat."""
    W_xh, W_hh, W_hy, b_h, b_y = weights
    h, yhat = [np.zeros((len(W_hh), 1))], []
    for x_t in x:
        h.append(np.tanh(W_xh @ x_t + W_hh @ h[-1] + b_h))
        yhat.append(W_hy @ h[-1] + b_y)
    return h, yhat


def backward(weights, x, y, h, yhat):
    """The gradients of (1/2) sum_t |yhat_t - y_t|^2, and dL/dh_t and dL/da_t for t = 1 ... T."""
    W_xh, W_hh, W_hy, b_h, b_y = weights
    dW_xh, dW_hh, dW_hy = np.zeros_like(W_xh), np.zeros_like(W_hh), np.zeros_like(W_hy)
    db_h, db_y = np.zeros_like(b_h), np.zeros_like(b_y)
    dh, da, da_next = [], [], np.zeros_like(b_h)
    for t in reversed(range(len(x))):
        error = yhat[t] - y[t]
        dW_hy += error @ h[t + 1].T
        db_y += error
        dh_t = W_hy.T @ error + W_hh.T @ da_next
        da_next = (1 - h[t + 1] ** 2) * dh_t
        dW_xh += da_next @ x[t].T
        dW_hh += da_next @ h[t].T
        db_h += da_next
        dh.append(dh_t)
        da.append(da_next)
    return Weights(dW_xh, dW_hh, dW_hy, db_h, db_y), dh[::-1], da[::-1]


def epoch(weights, x, y, learning_rate):
    """Forward, backward and one update of the weights in place."""
    h, yhat = forward(weights, x)
    gradients, _, _ = backward(weights, x, y, h, yhat)
    for weight, gradient in zip(weights, gradients, strict=True):
        weight -= learning_rate * gradient


def nudged_loss(weights, x, y, nudge_h, nudge_a):
    """(1/2) sum_t |yhat_t - y_t|^2 with nudge_a[t] added inside the tanh and nudge_h[t] after it; may be complex."""
    W_xh, W_hh, W_hy, b_h, b_y = weights
    h, loss = np.zeros((len(W_hh), 1)), 0.0
    for t in range(len(x)):
        h = np.tanh(W_xh @ x[t] + W_hh @ h + b_h + nudge_a[t]) + nudge_h[t]
        loss = loss + ((W_hy @ h + b_y - y[t]) ** 2).sum() / 2
    return loss
