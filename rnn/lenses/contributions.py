"""Contributions: what each time step adds to the gradient of a parameter, since a gradient is a sum over time."""

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
    """The gradient of the parameter `name`, (m, n), as the sum of one outer product for each time step.

        dW = sum_t left_t right_t.T

    left (T, m), right (T, n) : what comes back at each step, and what it meets there; a bias meets 1
    Lengths are taken of the two vectors, so that T matrices are nowhere in memory at once. Numbers of a run that
    diverges may grow beyond the finite ones, quietly: `finite` says so.
    """

    name: str
    left: Array
    right: Array

    @cached_property
    @np.errstate(over="ignore", invalid="ignore")
    def norm(self) -> Array:
        """The length of each step's contribution, (T,): |left_t right_t.T| = |left_t| |right_t|."""
        return np.asarray(norms(self.left) * norms(self.right))

    @cached_property
    @np.errstate(over="ignore", invalid="ignore")
    def total(self) -> Array:
        """All steps together, (m, n): the part of the gradient that this sequence gives."""
        return np.asarray(self.left.T @ self.right)

    @cached_property
    def finite(self) -> bool:
        """Whether a computer can hold the lengths of all of them."""
        return bool(np.isfinite(self.norm).all())

    @property
    def strongest(self) -> int:
        """The step that adds most, counted from 0; the first of several."""
        return int(np.nan_to_num(self.norm, posinf=np.finfo(float).max).argmax())

    @cached_property
    def against_longest(self) -> Array:
        """Each step's length as a part of the longest, (T,); zeros where there is no gradient, or no finite one."""
        longest = float(self.norm.max())
        return self.norm / longest if 0 < longest < np.inf else np.zeros_like(self.norm)

    @cached_property
    def share(self) -> Array:
        """Each step's length as a part of all their lengths added up, (T,); zeros as above."""
        return np.asarray(self.against_longest / max(float(self.against_longest.sum()), 1.0))

    @cached_property
    def kept(self) -> float:
        """How long the sum is against all lengths added up: 1 if all point the same way, 0 if they cancel."""
        # the length of a sum is what its parts have in its direction: |sum_t c_t| = sum_t |c_t| cosine_t
        return float(np.sum(self.share * self.cosine))

    @cached_property
    @np.errstate(over="ignore", invalid="ignore")
    def cosine(self) -> Array:
        """How each step points against the sum of all, (T,): 1 with it, -1 against it, 0 where there is nothing."""
        left, right, total = (_unit(vectors) for vectors in (self.left, self.right, self.total.reshape(1, -1)))
        return np.asarray(((left @ total.reshape(self.total.shape)) * right).sum(axis=1))

    @cached_property
    @np.errstate(over="ignore", invalid="ignore")
    def length_from(self) -> Array:
        """The length of the sum of the steps t, t+1, ..., T, (T,): how it grows on the way back from the end."""
        found, so_far = np.empty(len(self.left)), np.zeros_like(self.total)
        for t in reversed(range(len(found))):
            so_far += np.outer(self.left[t], self.right[t])
            found[t] = norms(so_far.ravel())
        return found

    @np.errstate(over="ignore", invalid="ignore")
    def at(self, step: int) -> Array:
        """What one step adds, (m, n); steps count from 0."""
        return np.outer(self.left[step], self.right[step])

    @np.errstate(over="ignore", invalid="ignore")
    def table(self, largest: int = LARGEST) -> Array:
        """What the last steps add, entry by entry, (S, m n): as many steps as `largest` numbers hold, at least one."""
        steps = min(len(self.left), max(1, largest // self.total.size))
        left, right = self.left[-steps:], self.right[-steps:]
        return np.asarray((left[:, :, None] * right[:, None, :]).reshape(steps, -1))


@np.errstate(over="ignore", invalid="ignore")
def contributions(shown: Pass, name: str, sequence: int = 0) -> Contributions:
    """What each time step of one sequence of the batch adds to the gradient of `name`.

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
    """Each row with length 1; a row of zeros stays one."""
    length = norms(vectors)[:, None]
    return np.asarray(vectors / np.where(length > 0, length, 1.0))
