"""Per-step contributions: the gradient of a parameter is a sum over time steps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rnn.network.batch import learned
from rnn.network.bptt import Pass
from rnn.network.norms import norms
from rnn.network.parameters import Array

LARGEST = 4_000_000  # numbers in one table, 32 MB


@dataclass(frozen=True, eq=False)
class Contributions:
    """Gradient of the parameter `name`, (m, n), as a sum of one outer product for each time step.

        dW = sum_t left_t right_t.T

    left (T, m)   the gradient that arrives at each step
    right (T, n)  the forward value that it is multiplied with; 1 for a bias

    Norms are computed from the two vectors, so that T matrices are never in memory at once. In a run that diverges
    numbers may overflow without a warning; see `finite`.
    """

    name: str
    left: Array
    right: Array

    @cached_property
    @np.errstate(over="ignore", invalid="ignore")
    def norm(self) -> Array:
        """Norm of each step's contribution, (T,): |left_t right_t.T| = |left_t| |right_t|."""
        return np.asarray(norms(self.left) * norms(self.right))

    @cached_property
    @np.errstate(over="ignore", invalid="ignore")
    def total(self) -> Array:
        """Sum over all steps, (m, n): the gradient from this sequence."""
        return np.asarray(self.left.T @ self.right)

    @cached_property
    def finite(self) -> bool:
        """Whether the norms of all contributions are finite."""
        return bool(np.isfinite(self.norm).all())

    @property
    def largest(self) -> int:
        """Step with the largest norm, counted from 0; the first of several."""
        return int(np.nan_to_num(self.norm, posinf=np.finfo(float).max).argmax())

    @cached_property
    def relative_norm(self) -> Array:
        """Norm of each step relative to the largest, (T,); zeros where the gradient is zero or not finite."""
        largest = float(self.norm.max())
        return self.norm / largest if 0 < largest < np.inf else np.zeros_like(self.norm)

    @cached_property
    def share(self) -> Array:
        """Norm of each step relative to the sum of all norms, (T,); zeros as in `relative_norm`."""
        return np.asarray(self.relative_norm / max(float(self.relative_norm.sum()), 1.0))

    @cached_property
    def kept(self) -> float:
        """Norm of the sum relative to the sum of all norms: 1 if all point the same way, 0 if they cancel."""
        # a norm of a sum is the sum of the projections on it: |sum_t c_t| = sum_t |c_t| cosine_t
        return float(np.sum(self.share * self.cosine))

    @cached_property
    @np.errstate(over="ignore", invalid="ignore")
    def cosine(self) -> Array:
        """Cosine between each step's contribution and their sum, (T,); 0 where either is zero."""
        left, right, total = (_unit(vectors) for vectors in (self.left, self.right, self.total.reshape(1, -1)))
        return np.asarray(((left @ total.reshape(self.total.shape)) * right).sum(axis=1))

    @cached_property
    @np.errstate(over="ignore", invalid="ignore")
    def partial_norm(self) -> Array:
        """Norm of the sum over the steps t, t+1, ..., T, (T,)."""
        found, so_far = np.empty(len(self.left)), np.zeros_like(self.total)
        for t in reversed(range(len(found))):
            so_far += np.outer(self.left[t], self.right[t])
            found[t] = norms(so_far.ravel())
        return found

    @np.errstate(over="ignore", invalid="ignore")
    def at(self, step: int) -> Array:
        """Contribution of one step, (m, n); steps count from 0."""
        return np.outer(self.left[step], self.right[step])

    @np.errstate(over="ignore", invalid="ignore")
    def table(self, largest: int = LARGEST) -> Array:
        """Contributions of the last S steps, (S, m n): as many as `largest` numbers hold, at least one."""
        steps = min(len(self.left), max(1, largest // self.total.size))
        left, right = self.left[-steps:], self.right[-steps:]
        return np.asarray((left[:, :, None] * right[:, None, :]).reshape(steps, -1))


@np.errstate(over="ignore", invalid="ignore")
def contributions(shown: Pass, name: str, sequence: int = 0) -> Contributions:
    """Contribution of each time step of one sequence to the gradient of `name`.

        dW_xh: da_t x_t.T    dW_hh: g da_t h_{t-1}.T    dW_hy: e_t h_t.T    db_h: da_t    db_y: e_t
        dh_0: g W_hh.T da_1, all of it at t = 1

    Each is divided by the number of sequences, as the gradient is, so that all steps of all sequences add up to it:
    `shown` is the pass over the whole batch. Raises KeyError for another name.
    """
    if name not in shown.gradients.held:
        raise KeyError(f"{name!r} is not a parameter; the names are {', '.join(shown.gradients.held)}.")
    alone = shown.alone(sequence)
    x, h, error, da, gain = alone.x[0], alone.h[0], alone.error[0], alone.da[0], shown.options.gain
    ones, into_first = np.ones((len(x), 1)), np.zeros_like(da)
    into_first[0] = gain * da[0] @ shown.parameters.W_hh
    left, right = {
        "W_xh": (da, x),
        "W_hh": (gain * da, h[:-1]),
        "W_hy": (error, h[1:]),
        "b_h": (da, ones),
        "b_y": (error, ones),
        "h_0": (into_first, ones),
    }[name]
    sequences = len(shown.x) if shown.counted is None else learned(shown.counted)
    return Contributions(name, left / sequences, right)


def _unit(vectors: Array) -> Array:
    """Each row divided by its norm; a row of zeros stays."""
    size = norms(vectors)[:, None]
    return np.asarray(vectors / np.where(size > 0, size, 1.0))
