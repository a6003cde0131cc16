"""Confusion matrix: how often each class is taken for each."""

from __future__ import annotations

import numpy as np

from rnn.network.bptt import Pass
from rnn.network.parameters import Array


def confusion(shown: Pass, held_out: bool = False) -> Array:
    """Return how often a step of a class (row) is predicted to be of a class (column), (K, K).

    The predicted class is the most probable one; steps count where the loss is taken.
    held_out : count the steps that are held out, and not those that are learned
    """
    steps = shown.held_out if held_out and shown.held_out is not None else shown.counts
    classes = shown.target.shape[2]
    counts = np.zeros((classes, classes), dtype=int)
    np.add.at(counts, (shown.target[steps].argmax(axis=1), shown.yhat[steps].argmax(axis=1)), 1)
    return counts
