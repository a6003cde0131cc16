"""The textbook's loops over single numbers, compiled by Numba: what the engine could be if it were not NumPy."""

from __future__ import annotations

from time import perf_counter

import numpy as np

from rnn import Experiment, Parameters
from tests.benchmarks.peers import Train


def loops(experiment: Experiment, parameters: Parameters) -> Train | None:
    """Made like the other peers; None where Numba is missing."""
    try:
        import numba
    except ImportError:
        return None
    run, carry = numba.njit(forward), numba.njit(backward)
    weights = [np.array(parameters[name] if name[0] == "W" else parameters[name][:, 0]) for name in Parameters.names]
    x, y, rate = experiment.x[0], experiment.y[0], experiment.learning_rate

    def train(epochs):
        losses, start = [], perf_counter()
        for _ in range(epochs):
            h, error = run(x, y, *weights)
            gradients = carry(x, h, error, *weights[:3])
            for weight, gradient in zip(weights, gradients, strict=True):
                weight -= rate * gradient
            losses.append(float(np.vdot(error, error)) / len(x))
        return perf_counter() - start

    train(5)
    return train


def forward(x, y, W_xh, W_hh, W_hy, b_h, b_y):
    """Hidden states (T+1, H) and errors (T, K); rows are walked along, never columns."""
    steps, inputs, hidden, outputs = len(x), x.shape[1], len(b_h), len(b_y)
    h, error = np.zeros((steps + 1, hidden)), np.empty((steps, outputs))
    for t in range(steps):
        for i in range(hidden):
            a = b_h[i]
            for j in range(inputs):
                a += W_xh[i, j] * x[t, j]
            for j in range(hidden):
                a += W_hh[i, j] * h[t, j]
            h[t + 1, i] = np.tanh(a)
        for k in range(outputs):
            error[t, k] = b_y[k] - y[t, k]
            for i in range(hidden):
                error[t, k] += W_hy[k, i] * h[t + 1, i]
    return h, error


def backward(x, h, error, W_xh, W_hh, W_hy):
    """The five gradients."""
    (hidden, inputs), outputs = W_xh.shape, len(W_hy)
    dW_xh, dW_hh, dW_hy = np.zeros_like(W_xh), np.zeros_like(W_hh), np.zeros_like(W_hy)
    db_h, db_y, carried = np.zeros(hidden), np.zeros(outputs), np.zeros(hidden)
    for t in range(len(x) - 1, -1, -1):
        for k in range(outputs):
            db_y[k] += error[t, k]
            for i in range(hidden):
                carried[i] += W_hy[k, i] * error[t, k]
                dW_hy[k, i] += error[t, k] * h[t + 1, i]
        dh, carried = carried, np.zeros(hidden)
        for i in range(hidden):
            da = (1 - h[t + 1, i] ** 2) * dh[i]
            db_h[i] += da
            for j in range(inputs):
                dW_xh[i, j] += da * x[t, j]
            for j in range(hidden):
                dW_hh[i, j] += da * h[t, j]
                carried[j] += W_hh[i, j] * da
    return dW_xh, dW_hh, dW_hy, db_h, db_y
