"""Cache of results computed from the weights of one epoch, kept for as long as these weights are."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Hashable
from typing import TypeVar

from rnn.network.parameters import Array

Result = TypeVar("Result")
_results: dict[int, dict[Hashable, object]] = {}


def remembered(weights: Array, key: Hashable, compute: Callable[[], Result]) -> Result:
    """Result for `weights` and `key`, computed the first time only.

    A run hands its snapshots from one trainer to the next, so what is known of an epoch stays known while it trains.
    The array itself is the key, not its numbers: it is never written to, and forgotten together with its run.
    """
    if id(weights) not in _results:
        _results[id(weights)] = {}
        weakref.finalize(weights, _results.pop, id(weights), None)
    known = _results[id(weights)]
    if key not in known:
        known[key] = compute()
    return known[key]  # type: ignore[return-value]
