"""Remembered: what was computed of the weights at one epoch, kept for as long as these weights are."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Hashable
from typing import TypeVar

from rnn.network.parameters import Array

Answer = TypeVar("Answer")
_answers: dict[int, dict[Hashable, object]] = {}


def remembered(weights: Array, question: Hashable, compute: Callable[[], Answer]) -> Answer:
    """The answer to a question about `weights`, computed the first time only.

    A run hands its snapshots from one trainer to the next, so what is known of an epoch stays known while it trains.
    The array itself is the key, not its numbers: it is never written to, and forgotten together with its run.
    """
    if id(weights) not in _answers:
        _answers[id(weights)] = {}
        weakref.finalize(weights, _answers.pop, id(weights), None)
    known = _answers[id(weights)]
    if question not in known:
        known[question] = compute()
    return known[question]  # type: ignore[return-value]
