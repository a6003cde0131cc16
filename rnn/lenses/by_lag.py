"""Gradient of W_hh by lag: a sum that looks healthy may hide that all of it comes from near lags."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnn.lenses.itemised import LARGEST, by_loss_step
from rnn.network.bptt import Pass
from rnn.network.norms import norm
from rnn.network.parameters import Array

NEARLY_ALL = 0.01


@dataclass(frozen=True, eq=False)
class ByLag:
    """The gradient of W_hh of one sequence, G = sum_k G_k, with G_k from the states k steps before each loss.

    alone : (K,)   |G_k| for k = 0 ... K - 1
    beyond : (K,)  |G_{k+1} + G_{k+2} + ...|, what comes from further back than k
    whole : |G|
    loss_steps : over how many loss steps it is summed, the last of the sequence
    """

    alone: Array
    beyond: Array
    whole: float
    loss_steps: int

    @property
    def near(self) -> int:
        """The lag from which on no more than a hundredth of |G| comes from beyond."""
        far = np.flatnonzero(self.beyond > NEARLY_ALL * self.whole)
        return int(far[-1]) + 1 if len(far) else 0


def by_lag(shown: Pass, sequence: int = 0, largest: int = LARGEST) -> ByLag:
    """Sort the sum over loss steps s and time steps t by the lag k = s - t.

        G_k = g sum_s da_{s,s-k} h_{s-k-1}.T,   da_{s,t} = f'(a_t) * dL_s/dh_t

    Truncation cuts the lags that reach into another chunk.
    """
    shown = shown.alone(sequence)
    items = by_loss_step(shown, largest=largest)
    slope, before, gain = shown.slope[0], shown.h[0, :-1], shown.options.gain
    lags = shown.dh.shape[1]
    alone, beyond = np.zeros(lags), np.zeros(lags)
    total = np.zeros_like(shown.parameters.W_hh)
    with np.errstate(over="ignore", invalid="ignore"):
        for k in reversed(range(lags)):
            beyond[k] = norm(total.ravel())
            rows = np.flatnonzero(items.steps > k)
            t = items.steps[rows] - k - 1  # counted from 0
            from_lag = gain * (items.dh[rows, t] * slope[t]).T @ before[t]
            alone[k] = norm(from_lag.ravel())
            total = total + from_lag
    return ByLag(alone, beyond, norm(total.ravel()), len(items.steps))
