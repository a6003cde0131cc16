"""Measured: what a sweep shows of runs of one shape at their ends, from one stack; the numbers are those of a Pass."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from rnn.experiment.experiment import Experiment
from rnn.lenses.flow import HORIZON, LARGEST, MOST_LOSS_STEPS, first_lag, flow
from rnn.network.norms import norms
from rnn.network.parameters import Array, Parameters
from rnn.network.stacked_engine import Stack, by_run
from rnn.training.stacked_training import infinite, load, stack_of

MOST_FACTORS = 1_000_000
"""Numbers in an array of factors: runs times loss steps times lags."""


class Measured(NamedTuple):
    """Of each run, (R,): losses, memory horizon, |dL/dh_1| / |dL/dh_T|, and whether the pass is finite."""

    loss: Array
    held_out_loss: Array
    horizon: Array
    gradient_ratio: Array
    finite: Array


@np.errstate(all="ignore")
def measured(experiments: Sequence[Experiment], vectors: Array, epoch: int) -> Measured:
    """Run the pass that is shown, with the weights (R, P) and the choices of `epoch`, and measure it."""
    stack = stack_of(experiments, vectors, epoch)
    if any(experiment.always_fresh for experiment in experiments):
        load(stack, experiments, None)
    loss, norm = stack.forward(), stack.backward()
    finite = ~infinite(loss, norm) & np.isfinite(stack.gradients).all(axis=1)
    for array in (by_run(stack.h), stack.da, stack.error):
        finite &= np.isfinite(array).all(axis=(1, 2, 3))
    return Measured(loss, stack.held_out_loss, *_way_back(experiments, stack, epoch), finite)


def _way_back(experiments: Sequence[Experiment], stack: Stack, epoch: int) -> tuple[Array, Array]:
    """Memory horizon and relative gradient norm of the first sequence of each run, (R,) each."""
    lengths = [None if each.batch.lengths is None else int(each.batch.lengths[0]) for each in experiments]
    counts = np.array([each.batch.counts[0] for each in experiments])
    named = Parameters(stack.sizes, stack.vectors)
    own = stack.error[:, :, 0] @ named.W_hy
    begin = norms(own)
    ends = np.array([begin.shape[1] if length is None else length for length in lengths]) - 1
    at_first = norms(stack.buffer if stack.buffer.ndim == 2 else stack.buffer[:, 0])  # the last product of the pass
    at_last = begin[np.arange(len(ends)), ends]
    ratio = np.where(at_last > 0, at_first / at_last, math.nan)
    regular = (
        counts.any(axis=1)
        & (counts == counts[0]).all(axis=1)
        & (np.isfinite(begin) & ((begin > 0) == counts)).all(axis=1)
    )
    horizon = np.empty(len(ends))
    for r in np.flatnonzero(~regular).tolist():
        horizon[r] = flow(experiments[r].pass_at(epoch, Parameters(stack.sizes, stack.vectors[r]))).horizon
    rows = np.flatnonzero(regular)
    if len(rows):
        horizon[rows] = _horizons(stack, own[rows], rows, np.flatnonzero(counts[0]) + 1)
    return horizon, ratio


def _horizons(stack: Stack, own: Array, rows: Array, steps: Array) -> list[float]:
    """Memory horizons of the runs `rows`, (R,), from dL_s/dh_s of every step, (R, T, H), and their loss steps, (S,)."""
    if len(steps) > MOST_LOSS_STEPS:
        steps = steps[np.round(np.linspace(0, len(steps) - 1, MOST_LOSS_STEPS)).astype(int)]
    named = Parameters(stack.sizes, stack.vectors)
    W_hh = named.W_hh if stack.gains is None else stack.gains * named.W_hh
    together, found = max(MOST_FACTORS // (len(steps) * int(steps[-1])), 1), list[float]()
    for first in range(0, len(rows), together):
        part, begins = rows[first : first + together], own[first : first + together, steps - 1]
        unit = begins / norms(begins)[..., None]
        left = _left(unit, stack.slope[:, part, 0], W_hh[part], steps)
        found += [first_lag(row, HORIZON) for row in left]
    return found


def _left(direction: Array, slope: Array, W_hh: Array, steps: Array) -> Array:
    """Median over the loss steps of the fraction of the gradient norm left at each lag, (R, K), as `flow` follows it.

    direction : (R, S, H) unit vectors of dL_s/dh_s; slope : (T, R, H); W_hh : (R, H, H); steps : (S,) from 1
    """
    runs, longest = len(direction), int(steps[-1])
    logs = np.full((runs, len(steps), longest), math.nan)
    logs[..., 0] = 0.0
    for k in range(1, longest):
        later = slice(int(np.searchsorted(steps, k, side="right")), None)
        carried = (direction[:, later] * np.moveaxis(slope[steps[later] - k], 0, 1)) @ W_hh
        size = norms(carried)
        direction[:, later] = carried / np.where(size > 0, size, 1.0)[..., None]
        logs[:, later, k] = logs[:, later, k - 1] + np.log10(size)
    return np.asarray(np.nanmedian(10.0 ** np.minimum(logs, np.log10(LARGEST)), axis=1))
