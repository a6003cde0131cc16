"""The textbook's loop with every option, one sequence and one column at a time; imports nothing of what it checks."""

from __future__ import annotations

import numpy as np

FUNCTIONS = {
    "tanh": (lambda a: np.sinh(a) / np.cosh(a), lambda a: 1 / np.cosh(a) ** 2),
    "relu": (lambda a: np.where(a.real > 0, a, 0 * a), lambda a: np.where(a.real > 0, 1.0, 0.0)),
    "linear": (lambda a: a, lambda a: np.ones_like(a)),
    "logistic": (lambda a: 1 / (1 + np.exp(-a)), lambda a: np.exp(-a) / (1 + np.exp(-a)) ** 2),
}


def answer(o, loss):
    """What the output column o says."""
    return o if loss == "squared" else np.exp(o) / np.exp(o).sum()


def step_loss(yhat, y, loss):
    """Half the squared distance, or the cross-entropy: both have dL/do = yhat - y."""
    return ((yhat - y) ** 2).sum() / 2 if loss == "squared" else -(y * np.log(yhat)).sum()


def states(weights, x, activation, gain, h_0):
    """All a_t and h_t of the input columns x; h has h_0 first."""
    W_xh, W_hh, _, b_h, _ = weights
    h, a = [h_0], []
    for x_t in x:
        a.append(W_xh @ x_t + gain * W_hh @ h[-1] + b_h)
        h.append(FUNCTIONS[activation][0](a[-1]))
    return a, h


def total_loss(weights, x, y, counted, activation, loss, gain, h_0):
    """The sum over the steps that count; may be complex."""
    _, h = states(weights, x, activation, gain, h_0)
    _, _, W_hy, _, b_y = weights
    steps = zip(h[1:], y, counted, strict=True)
    return sum(step_loss(answer(W_hy @ h_t + b_y, loss), y_t, loss) for h_t, y_t, counts in steps if counts)


def gradients(weights, x, y, counted, activation, loss, gain, h_0, chunk):
    """Gradients of `total_loss` for W_xh, W_hh, W_hy, b_h, b_y and h_0, and dh and da of each step.

    Nothing comes back from a step to the one before it where a chunk ends between them.
    """
    W_xh, W_hh, W_hy, b_h, b_y = weights
    a, h = states(weights, x, activation, gain, h_0)
    found = [np.zeros_like(weight) for weight in (W_xh, W_hh, W_hy, b_h, b_y, h_0)]
    dh, da, coming = [], [], np.zeros_like(b_h)
    for t in range(len(x), 0, -1):
        if chunk and t % chunk == 0:
            coming = np.zeros_like(b_h)
        error = (answer(W_hy @ h[t] + b_y, loss) - y[t - 1]) * counted[t - 1]
        dh.insert(0, W_hy.T @ error + coming)
        da.insert(0, FUNCTIONS[activation][1](a[t - 1]) * dh[0])
        coming = gain * W_hh.T @ da[0]
        terms = (da[0] @ x[t - 1].T, gain * da[0] @ h[t - 1].T, error @ h[t].T, da[0], error)
        for sum_so_far, term in zip(found, terms, strict=False):
            sum_so_far += term
    found[5] += coming
    return found, np.array(dh), np.array(da)
