"""Problems drawn at random over the whole grid of options."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from rnn import Parameters
from rnn.network.activations import ACTIVATIONS
from rnn.network.batch import Batch
from rnn.network.engine import Workspace
from rnn.network.losses import LOSSES
from rnn.network.options import Options
from tests.support import textbook_options
from tests.support.problems import problem

thoroughly = settings(max_examples=150, deadline=None, derandomize=True)


@dataclass(frozen=True)
class OptionProblem:
    """Weights, a batch of sequences of different lengths with steps that count, and the options by name."""

    weights: tuple
    h_0: np.ndarray | None
    x: np.ndarray
    y: np.ndarray
    counted: np.ndarray
    lengths: np.ndarray
    activation: str
    loss: str
    truncation: int | None
    gain: float

    @property
    def parameters(self):
        return Parameters.gather(*self.weights, self.h_0)

    @property
    def options(self):
        return Options(ACTIVATIONS[self.activation], LOSSES[self.loss], self.truncation, self.gain)

    @property
    def arguments(self):
        """What run_pass wants after the weights."""
        return self.x, self.y, 0.7, self.options, self.counted, self.lengths

    @property
    def batch(self):
        return Batch(self.x, self.y, self.counted, self.lengths)

    @property
    def first_state(self):
        return np.zeros((len(self.weights[1]), 1)) if self.h_0 is None else self.h_0

    def columns(self, b):
        """Inputs, targets and counts of sequence b as columns, without its padding."""
        n = self.lengths[b]
        return self.x[b, :n, :, None], self.y[b, :n, :, None], self.counted[b, :n]

    def expected(self):
        """The textbook's mean gradient with the error times 0.7, and dh and da of each sequence."""
        mean, dh, da = 0.0, [], []
        for b in range(len(self.x)):
            found, dh_b, da_b = textbook_options.gradients(
                self.weights, *self.columns(b), self.activation, self.loss, self.gain, self.first_state, self.truncation
            )
            found = found if self.h_0 is not None else found[:5]
            mean = mean + 0.7 * Parameters.gather(*found).vector / len(self.x)
            dh.append(0.7 * dh_b[..., 0])
            da.append(0.7 * da_b[..., 0])
        return mean, dh, da

    def workspace(self):
        return Workspace(self.parameters, self.batch, 0.7, self.options)


def option_problem(seed, batch, steps, inputs, hidden, output, activation, loss, place, chunk, learned, gain):
    drawn = problem(seed, batch, steps, inputs, hidden, output, scale=0.7 / hidden**0.5)
    random = np.random.default_rng([seed, 1])
    lengths = random.integers(1, steps + 1, size=batch)
    lengths[random.integers(batch)] = steps
    real = np.arange(1, steps + 1) <= lengths[:, None]
    counted = {
        "every": real,
        "last": np.arange(1, steps + 1) == lengths[:, None],
        "some": real & (random.uniform(size=real.shape) < 0.5) | (np.arange(1, steps + 1) == 1),
    }[place]
    y = drawn.y if loss == "squared" else np.eye(output)[random.integers(output, size=(batch, steps))]
    return OptionProblem(
        tuple(drawn.weights),
        random.standard_normal((hidden, 1)) if learned else None,
        drawn.x * real[..., None],
        y * real[..., None],
        counted,
        lengths,
        activation,
        loss,
        chunk,
        gain,
    )


def option_problems(hidden=(1, 2, 5, 16)):
    """The whole grid."""
    return st.builds(
        option_problem,
        seed=st.integers(0, 10**6),
        batch=st.integers(1, 3),
        steps=st.integers(1, 8),
        inputs=st.integers(1, 3),
        hidden=st.sampled_from(hidden),
        output=st.integers(1, 3),
        activation=st.sampled_from(list(ACTIVATIONS)),
        loss=st.sampled_from(list(LOSSES)),
        place=st.sampled_from(["every", "last", "some"]),
        chunk=st.none() | st.integers(1, 9),
        learned=st.booleans(),
        gain=st.sampled_from([1.0, 0.5, 1.5]),
    )


def difference(one, other):
    """|one - other| against the longer of the two, or against 1 where both are shorter."""
    return np.linalg.norm(one - other) / max(np.linalg.norm(one), np.linalg.norm(other), 1.0)
