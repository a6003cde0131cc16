"""Where the parts of the unrolled network stand: a row for each layer, a column for each time step of a window."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from rnn.figures.axes import reach
from rnn.lenses.walk import Walk
from rnn.lenses.walk.values import Phase
from rnn.network.parameters import Array

MOST_STEPS, MOST_DOTS = 12, 8
GAP = 2.0
"""Between two rows, in heights of a dot."""


@dataclass(frozen=True, eq=False)
class Row:
    """One layer at all time steps.

    values : (T, n) the numbers of its n entries
    first : the time step of its first column
    whole : a dot is the whole layer, drawn with the entry `entry` of it, since there are too many
    bottom : the height of its lowest dot
    """

    name: str
    values: Array
    first: int
    whole: bool
    entry: int
    bottom: float

    @property
    def dots(self) -> Array:
        """What is drawn of the values, (T, dots)."""
        return self.values[:, [self.entry]] if self.whole else self.values

    @property
    def top(self) -> float:
        """The height of its highest dot."""
        return self.bottom + int(self.dots.shape[1]) - 1

    @property
    def middle(self) -> float:
        """Where arrows to the side leave."""
        return (self.bottom + self.top) / 2


@dataclass(frozen=True, eq=False)
class Moment:
    """The walk at one of its positions: what is drawn then, and what of it is done."""

    walk: Walk
    position: int

    @property
    def phase(self) -> Phase:
        """Where the walk is."""
        return self.walk.place(self.position)[0]

    @property
    def step(self) -> int | None:
        """The time step at which it is, or None."""
        return self.walk.place(self.position)[1]

    @property
    def computed(self) -> int:
        """The last time step whose state and output are computed."""
        return (self.step or 0) if self.phase == "forward" else self.walk.steps

    @cached_property
    def rows(self) -> dict[str, Row]:
        """x_t, h_t, yhat_t and y_t from the bottom to the top; a wide layer is drawn by one of its entries."""
        shown = self.walk.shown
        layers = (
            ("x", shown.x[0], 1, 0),
            ("h", shown.h[0], 0, self.walk.unit),
            ("ŷ", shown.yhat[0], 1, 0),
            ("y", shown.target[0], 1, 0),
        )
        found: dict[str, Row] = {}
        bottom = 0.0
        for name, values, first, entry in layers:
            found[name] = Row(name, values, first, values.shape[1] > MOST_DOTS, entry, bottom)
            bottom = found[name].top + 1 + GAP
        return found

    @cached_property
    def window(self) -> tuple[int, int]:
        """The first and the last time step that are drawn: all of a short sequence, else those around the walk."""
        steps = self.walk.steps
        at = self.step if self.step is not None else steps if self.phase == "loss" else 1
        first = int(np.clip(at - MOST_STEPS // 2, 1, max(steps - MOST_STEPS + 1, 1)))
        return first, min(first + MOST_STEPS - 1, steps)

    @property
    def edge(self) -> float:
        """From the middle of a dot to where an arrow to the side begins, in time steps."""
        first, last = self.window
        return 0.016 * (last - first + 2)

    def columns(self, row: Row) -> range:
        """The time steps at which a row is drawn."""
        first, last = self.window
        return range(first - 1 + row.first, last + 1)

    def knows(self, row: Row, t: int) -> bool:
        """Whether the numbers of a layer are there: inputs are given, and targets where they count."""
        if row.name == "y":
            return bool(self.walk.shown.counts[0, t - 1])
        return row.name == "x" or t <= self.computed

    def works_at(self, row: Row, t: int) -> bool:
        """Whether a layer is at work at this sub-step."""
        if self.phase == "loss":
            return row.name in "ŷy" and bool(self.walk.shown.counts[0, t - 1])
        return t == self.step and row.name in {"forward": "xhŷ", "backward": "h"}.get(self.phase, "")


class Ends(NamedTuple):
    """The ends of the colour scales: of states, and of what enters and leaves the network."""

    state: float
    data: float


def ends_of_scales(walk: Walk) -> Ends:
    """The same at every sub-step, so that a colour means one number throughout the walk."""
    shown = walk.shown
    data = np.concatenate([shown.x.ravel(), shown.yhat.ravel(), shown.target.ravel()])
    return Ends(reach(shown.h, shown.options.activation.look.highest), reach(data, None))
