"""Gradients by loss step, before they are summed, and the products of Jacobians behind them.

Everything is computed for one sequence and within a window of LARGEST numbers; a window is the last steps that fit,
because a gradient comes from the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rnn.network.bptt import Pass
from rnn.network.norms import norms
from rnn.network.parameters import Array

LARGEST = 4_000_000  # numbers in one result, 32 MB


@dataclass(frozen=True, eq=False)
class ByLossStep:
    """Gradient of the loss at each step s with respect to the state at each step t.

    steps : (S,)      the loss steps of the window, counted from 1
    dh : (S, T, H)    dL_s/dh_t in row t - 1; zero for t > s, and before the chunk of s where the gradient is truncated
    """

    steps: Array
    dh: Array

    @cached_property
    def norm(self) -> Array:
        """|dL_s/dh_t|, (S, T)."""
        with np.errstate(invalid="ignore"):
            return norms(self.dh)

    def within(self, loss_step: int | None) -> int:
        """That loss step, or the nearest in the window; for None the last with any influence."""
        if loss_step is None:
            nonzero = self.steps[self.dh.any(axis=(1, 2))]
            return int((nonzero if len(nonzero) else self.steps)[-1])
        return int(np.clip(loss_step, self.steps[0], self.steps[-1]))


def by_loss_step(shown: Pass, sequence: int = 0, largest: int = LARGEST) -> ByLossStep:
    """dL_s/dh_t for the last loss steps s, as many as `largest` numbers hold, and all t.

        dL_s/dh_s = W_hy.T e_s,   dL_s/dh_t = g W_hh.T (f'(a_{t+1}) * dL_s/dh_{t+1})

    All s are carried back at once. Summed over all s it is dh of the pass.
    """
    steps, hidden = shown.dh.shape[1:]
    first = max(0, steps - max(1, largest // (steps * hidden)))
    dh = np.zeros((steps - first, steps, hidden))
    W_hh = shown.options.gain * shown.parameters.W_hh
    own, slope = shown.error[sequence] @ shown.parameters.W_hy, shown.slope[sequence]
    with np.errstate(over="ignore", invalid="ignore"):
        for t in reversed(range(steps)):
            if not shown.options.cut_after(t + 1, steps):
                dh[:, t] = (dh[:, t + 1] * slope[t + 1]) @ W_hh
            if t >= first:
                dh[t - first, t] = own[t]
    return ByLossStep(np.arange(first + 1, steps + 1), dh)


def jacobians(shown: Pass, sequence: int = 0) -> Array:
    """J_t = dh_t/dh_{t-1} = diag(f'(a_t)) g W_hh for t = 1 ... T, (T, H, H).

    Raises ValueError beyond LARGEST numbers.
    """
    steps, hidden = shown.dh.shape[1:]
    if steps * hidden * hidden > LARGEST:
        raise ValueError(
            f"{steps:,} Jacobians of {hidden} hidden units are {steps * hidden**2:,} numbers; ask for the products "
            f"of a window instead: at most {LARGEST:,}."
        )
    return np.asarray(shown.slope[sequence][:, :, None] * (shown.options.gain * shown.parameters.W_hh))


def jacobian_products(shown: Pass, last: int | None = None, sequence: int = 0, largest: int = LARGEST) -> Array:
    """dh_s/dh_t = J_s J_{s-1} ... J_{t+1} for s = last and t = s, s-1, ..., as many as `largest` numbers hold.

    (n, H, H); entry 0 is the identity, entry k goes k steps back, at most to the initial state. Truncation cuts no
    Jacobian, only what is added up of them. Raises ValueError for a step that is not among 1 ... T.
    """
    steps, hidden = shown.dh.shape[1:]
    last = steps if last is None else last
    if not 1 <= last <= steps:
        raise ValueError(f"Time step {last} is not among 1 to {steps}.")
    products = np.empty((min(last + 1, max(1, largest // hidden**2)), hidden, hidden))
    W_hh, slope = shown.options.gain * shown.parameters.W_hh, shown.slope[sequence]
    products[0] = np.eye(hidden)
    for k in range(1, len(products)):
        products[k] = (products[k - 1] * slope[last - k]) @ W_hh
    return products
