"""Problems drawn at random, and the ways in which two answers to them are compared."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from rnn import Experiment, Parameters, run_pass
from rnn.network.activations import ACTIVATIONS
from rnn.network.losses import LOSSES
from rnn.network.options import Options
from tests.support.textbook import Weights

STEP = 1e-30

proven = settings(max_examples=60, deadline=None, derandomize=True)


@dataclass(frozen=True)
class Problem:
    """Weights, inputs x (B, T, D) and targets y (B, T, K)."""

    weights: Weights
    x: np.ndarray
    y: np.ndarray

    @property
    def parameters(self):
        return Parameters.gather(*self.weights)

    @property
    def columns(self):
        """For each sequence its inputs and targets as column vectors, (T, D, 1) and (T, K, 1)."""
        return [(x[..., None], y[..., None]) for x, y in zip(self.x, self.y, strict=True)]


def problem(seed=0, batch=1, steps=4, inputs=2, hidden=3, output=2, scale=0.7):
    draw = np.random.default_rng(seed).standard_normal
    weights = Weights(
        scale * draw((hidden, inputs)),
        scale * draw((hidden, hidden)),
        scale * draw((output, hidden)),
        scale * draw((hidden, 1)),
        scale * draw((output, 1)),
    )
    return Problem(weights, draw((batch, steps, inputs)), draw((batch, steps, output)))


problems = st.builds(
    problem,
    seed=st.integers(0, 10**6),
    batch=st.integers(1, 3),
    steps=st.integers(1, 8),
    inputs=st.integers(1, 4),
    hidden=st.integers(1, 6),
    output=st.integers(1, 4),
    scale=st.sampled_from([0.01, 0.3, 0.7, 1.5]),
)


def relative_difference(one, other):
    """|one - other| against the longer of the two, both taken as vectors."""
    longest = max(np.linalg.norm(one), np.linalg.norm(other))
    return np.linalg.norm(np.asarray(one) - other) / longest if longest else 0.0


def complex_step(function, vector):
    """The gradient of an analytic function, exact to rounding: Im f(v + i s e_k) / s for each k."""
    gradient = np.empty(len(vector))
    for k in range(len(vector)):
        nudged = vector.astype(complex)
        nudged[k] += 1j * STEP
        gradient[k] = function(nudged).imag / STEP
    return gradient


def case(number, **choices):
    """The three experiments whose outputs are known."""
    x, y, hidden = {
        1: ([[1], [2], [3], [4]], [[2], [3], [4], [5]], 5),
        2: ([[1, 2], [7, 2], [1, 3], [12, 4]], [[2], [3], [4], [5]], 3),
        3: ([[1, 2], [7, 2], [1, 3], [12, 4]], [[2, 1], [3, 7], [4, 8], [5, 10]], 10),
    }[number]
    return Experiment(**{"inputs": x, "targets": y, "hidden_size": hidden, "learning_rate": 0.01, "seed": 42} | choices)


def known_output(number):
    """What the last epoch's forward pass says, and how many epochs were trained with it as the last."""
    return {
        1: ([[2.24143915], [3.18450265], [4.04305928], [4.57419398]], 100),
        2: ([[2.42201379], [3.44167595], [3.6129965], [4.50660152]], 100),
        3: (
            [
                [3.28424506, 5.93532247],
                [3.60393582, 6.82013468],
                [3.52586543, 6.58278163],
                [3.61336207, 6.84916339],
            ],
            50,
        ),
    }[number]


def blowing_up(**choices):
    """An experiment whose learning rate is far too high."""
    return Experiment(**{"inputs": [1.0, -2.0, 3.0, -4.0, 5.0], "learning_rate": 5.0} | choices)


def pass_with(activation="tanh", loss="squared", **arrays):
    """A pass with these options, with some of its arrays replaced, each (T, n)."""
    drawn = problem(seed=1, steps=4, hidden=3, output=2)
    shown = run_pass(drawn.parameters, drawn.x, drawn.y, 1.0, Options(ACTIVATIONS[activation], LOSSES[loss]))
    return replace(shown, **{name: np.array(array)[None] for name, array in arrays.items()})
