"""Task: what a worker does: train a part of a sweep for a slice of time and give it back.

Nothing here imports Dask or the app. Parts travel as bytes, which a worker opens only after it has seen that its
version is that of the app.
"""

from __future__ import annotations

import pickle
from dataclasses import replace
from functools import lru_cache
from typing import Any

from rnn.sweep.cluster.failures import OTHER_VERSION
from rnn.sweep.cluster.stamp import stamp
from rnn.sweep.plan import SEED, Plan
from rnn.sweep.state import SweepState


class Slice:
    """A call of `train`, which is made where this is unpickled.

    So a worker without this package raises ModuleNotFoundError in the task, and the scheduler needs no package. A
    function given to Dask by its name would be looked up when the message is read, and end the worker.
    """

    def __init__(self, part: SweepState, plan: bytes, seconds: float) -> None:
        """Take a part, its packed plan, and for how long it is to train."""
        self._words = (stamp(), plan, packed(part), seconds)

    def __reduce__(self) -> tuple[Any, ...]:
        return train, self._words


def train(version: tuple[str, str], plan: bytes, part: bytes, seconds: float) -> bytes | str:
    """Train a part for `seconds`, at least one epoch; return it, or the sentence that says why it cannot be trained."""
    if version != stamp():
        return OTHER_VERSION
    return packed(unpacked(part, _plan(plan)).advance(seconds))


def packed_plan(plan: Plan) -> bytes:
    """Return what makes the plan, without the experiments that it makes."""
    axes = {axis.name: axis.values for axis in plan.axes}
    return pickle.dumps((plan.experiment, {**axes, SEED: plan.seeds}, plan.epochs, plan.target))


@lru_cache(maxsize=4)
def _plan(packed: bytes) -> Plan:
    """The plan; its experiments are made once in each process of a worker."""
    return Plan(*pickle.loads(packed))


def packed(part: SweepState) -> bytes:
    """Return a part without its plan, and without what its Trainers have computed to be shown, most of their bytes."""
    alone = tuple(replace(one, trainer=replace(one.trainer)) for one in part.alone)
    return pickle.dumps((part.chunks, part.fallen, alone, dict(part.results), dict(part.weights)))


def unpacked(part: bytes, plan: Plan) -> SweepState:
    """Return the part of this plan; it comes from the app or from one of its workers, never from a person."""
    return SweepState(plan, *pickle.loads(part))
