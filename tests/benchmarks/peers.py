"""What else a person would train the same network with; each trains for some epochs and says how long it took.

PyTorch and JAX keep the loss of every epoch as a number, as the trainer does (which also checks that everything is
finite, and keeps the gradient's norm). The functions are handed (experiment, parameters) and give back
`train(epochs) -> seconds`, compiled and warm. PyTorch and JAX are not needed by the app: where one is missing, its
function gives back None.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import numpy as np

from rnn import Experiment, Parameters
from tests.support import textbook

Train = Callable[[int], float]


def textbook_loop(experiment: Experiment, parameters: Parameters) -> Train:
    """The loop over column vectors."""
    weights = textbook.Weights(*(parameters[name].copy() for name in Parameters.names))
    x, y, rate = list(experiment.x[0][..., None]), list(experiment.y[0][..., None]), experiment.learning_rate

    def train(epochs):
        start = perf_counter()
        for _ in range(epochs):
            textbook.epoch(weights, x, y, rate)
        return perf_counter() - start

    return train


def pytorch(experiment: Experiment, parameters: Parameters) -> Train | None:
    """nn.RNN, nn.Linear and SGD in float64, eager."""
    try:
        import torch
    except ImportError:
        return None
    torch.set_num_threads(1)
    sizes, batch = parameters.sizes, len(experiment.x)
    rnn = torch.nn.RNN(sizes.input, sizes.hidden, batch_first=True, dtype=torch.float64)
    readout = torch.nn.Linear(sizes.hidden, sizes.output, dtype=torch.float64)
    with torch.no_grad():
        rnn.bias_hh_l0.zero_()
        weights = (rnn.weight_ih_l0, rnn.weight_hh_l0, readout.weight, rnn.bias_ih_l0, readout.bias)
        for weight, name in zip(weights, Parameters.names, strict=True):
            weight.copy_(torch.tensor(parameters[name].reshape(weight.shape)))
    x, y = torch.tensor(experiment.x), torch.tensor(experiment.y)
    optimizer = torch.optim.SGD([*rnn.parameters(), *readout.parameters()], lr=experiment.learning_rate)

    def train(epochs):
        losses, start = [], perf_counter()
        for _ in range(epochs):
            optimizer.zero_grad()
            loss = ((readout(rnn(x)[0]) - y) ** 2).sum() / (2 * batch)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        return perf_counter() - start

    train(5)
    return train


def jax_scan(experiment: Experiment, parameters: Parameters) -> Train | None:
    """One jitted update with lax.scan over time, float64, on the CPU."""
    try:
        import jax
    except ImportError:
        return None
    jax.config.update("jax_enable_x64", True)
    jnp = jax.numpy
    x, y, rate = jnp.array(experiment.x[0]), jnp.array(experiment.y[0]), experiment.learning_rate

    def loss(weights):
        W_xh, W_hh, W_hy, b_h, b_y = weights

        def step(h, x_t):
            h = jnp.tanh(W_xh @ x_t + W_hh @ h + b_h)
            return h, h

        _, h = jax.lax.scan(step, jnp.zeros(len(b_h)), x)
        return ((h @ W_hy.T + b_y - y) ** 2).sum() / 2

    @jax.jit
    def update(weights):
        value, gradients = jax.value_and_grad(loss)(weights)
        return value, [weight - rate * gradient for weight, gradient in zip(weights, gradients, strict=True)]

    names = Parameters.names
    weights = [jnp.array(parameters[name] if name[0] == "W" else parameters[name][:, 0]) for name in names]

    def train(epochs):
        nonlocal weights
        losses, start = [], perf_counter()
        for _ in range(epochs):
            value, weights = update(weights)
            losses.append(float(value))
        jax.block_until_ready(weights)
        return perf_counter() - start

    train(5)
    return train


def bare_products(experiment: Experiment, parameters: Parameters) -> Train:
    """Nothing but the BLAS calls of the recurrence: two products a step, and one for dL/dW."""
    steps, hidden = experiment.x.shape[1], parameters.sizes.hidden
    W = np.ascontiguousarray(parameters.W)
    row, back = np.zeros(W.shape[1]), np.zeros((hidden + parameters.sizes.output, hidden))
    behind, out, into = np.zeros(len(back)), np.zeros(hidden), np.zeros_like(W)
    da, z = np.zeros((steps, hidden)), np.zeros((steps, W.shape[1]))

    def train(epochs):
        start = perf_counter()
        for _ in range(epochs):
            for _ in range(steps):
                row.dot(W.T, out)
            for _ in range(steps):
                behind.dot(back, out)
            da.T.dot(z, into)
        return perf_counter() - start

    return train
