"""What an axis of several lanes covers: a lane that grows beyond measure does not flatten the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rnn.experiment.differences import LETTERS
from rnn.figures.axes import drawable
from rnn.network.parameters import Array

LINEAR, LOG = 20.0, 1e6
"""How many times the largest number of the smallest lane the axis covers, by its kind."""


@dataclass(frozen=True, eq=False)
class Common:
    """What an axis or a colour scale covers.

    values : the numbers of all lanes up to `bound`
    bound : the largest magnitude that is covered
    beyond : the letters of the lanes with larger ones
    """

    values: Array
    bound: float
    beyond: tuple[str, ...]

    def about(self, what: str = "axis") -> str:
        """Return the sentence, with a space before it, about the lanes that go beyond; "" if none does."""
        return f" Beyond the {what}: {', '.join(self.beyond)}." if self.beyond else ""


def common(lanes: Sequence[Array], times: float, least: float = 1.0) -> Common:
    """Return what an axis covers.

    lanes : the numbers of each lane
    times : LINEAR or LOG
    least : numbers up to `times` this one are always covered
    """
    sizes = [float(np.abs(each[drawable(each)]).max(initial=0.0)) for each in lanes]
    bound = times * max(least, min((size for size in sizes if size), default=0.0))
    beyond = tuple(letter for letter, size in zip(LETTERS, sizes, strict=False) if size > bound)
    values = np.concatenate(lanes)
    return Common(values[~(np.abs(values) > bound)], bound, beyond)
