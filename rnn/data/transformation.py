"""Transformations of a series before it is learned: its logarithm, its change from step to step, or both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from rnn.network.parameters import Array


class Aligned(NamedTuple):
    """What stands at each time step of a series, (M, ...), or of several that are cut to one length, (B, T, ...).

    x, target : inputs (..., D) and targets (..., K), transformed
    before, present : the numbers from which the changes in x and in target are taken, (..., D) and (..., K), in the
        person's own units; None where they are no changes
    """

    x: Array
    target: Array
    before: Array | None = None
    present: Array | None = None


@dataclass(frozen=True)
class Transformation:
    """What the network gets in place of the numbers.

    logarithm : whether their natural logarithm
    change : whether the change from one time step to the next
    """

    label: str
    logarithm: bool = False
    change: bool = False

    @property
    def lost(self) -> int:
        """The number of time steps at the beginning of a series that have no change."""
        return int(self.change)

    def ahead(self, levels: Array, steps: int) -> Aligned:
        """Return inputs, and as targets the numbers `steps` time steps ahead, of a series (N, D).

        A change that is to be predicted leads from the present number to that one.
        """
        first, last = self.lost, len(levels) - steps
        present, later = levels[first:last], levels[first + steps :]
        if not self.change:
            return Aligned(self._taken(present), self._taken(later))
        before = levels[: last - first]
        return Aligned(self._difference(before, present), self._difference(present, later), before, present)

    def beside(self, levels: Array, targets: Array) -> Aligned:
        """Return the inputs of a series (N, D) beside targets (N, K) of the person's own, which stay as they are."""
        if not self.change:
            return Aligned(self._taken(levels), targets)
        before, present = levels[:-1], levels[1:]
        return Aligned(self._difference(before, present), targets[1:], before)

    def undone(self, values: Array, start: Array | None) -> Array:
        """Return transformed numbers in the person's own units; `start` is what their changes are taken from."""
        with np.errstate(all="ignore"):
            values = np.exp(values) if self.logarithm else values
            if start is None:
                return values
            return np.asarray(start * values if self.logarithm else start + values)

    def _taken(self, levels: Array) -> Array:
        return np.log(levels) if self.logarithm else levels

    def _difference(self, before: Array, after: Array) -> Array:
        return np.asarray(self._taken(after) - self._taken(before))


NONE = "none"
TRANSFORMATIONS = {
    NONE: Transformation("no"),
    "difference": Transformation("difference: the change from step to step", change=True),
    "log": Transformation("logarithm", logarithm=True),
    "growth": Transformation("difference of the logarithm", logarithm=True, change=True),
}
