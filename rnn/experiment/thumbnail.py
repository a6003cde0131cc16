"""Thumbnails: the last time steps of the first sequence of an experiment, scaled for a small drawing."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from rnn.experiment.experiment import Experiment
from rnn.network.parameters import Array

MOST_STEPS = 40


class Lane(NamedTuple):
    """One input or target over time; `across` and `height` are scaled to [0, 1]."""

    role: str
    across: Array
    height: Array


def lanes(experiment: Experiment) -> tuple[Lane, ...]:
    """Return a lane for each input and target of the first sequence; one-hot symbols share one lane."""
    batch = experiment.batch
    steps = min(batch.x.shape[1], MOST_STEPS)
    late = slice(batch.x.shape[1] - steps, None)
    counted = batch.counts[0, late]
    across = (np.arange(steps) + 0.5) / steps
    inputs = [Lane("input", across, height) for height in _heights(batch.x[0, late])]
    targets = [Lane("target", across[counted], height) for height in _heights(batch.target[0, late][counted])]
    return (*inputs, *targets)


def _heights(values: Array) -> list[Array]:
    """Scale each column of (T, n) to [0, 1]; a constant column is 1/2."""
    if values.shape[1] > 1 and set(np.unique(values)) <= {0, 1} and (values.sum(axis=1) == 1).all():
        values = values.argmax(axis=1)[:, None]
    low, spread = values.min(axis=0), np.ptp(values, axis=0)
    return list(np.where(spread > 0, (values - low) / np.where(spread > 0, spread, 1), 0.5).T)
