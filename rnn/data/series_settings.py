"""Settings of a series: what is chosen about it, and which of its rows are learned."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from rnn.data.scaling import NONE
from rnn.data.windows import Part


class Settings(NamedTuple):
    """Settings of own series, named as the choices of the experiment."""

    scaling: str = NONE
    transformation: str = "none"
    ahead: int = 1
    window: int | None = None
    stride: int = 1
    rows_from: int | None = None
    rows_to: int | None = None
    held_out: float | None = None
    held_out_of: str = "steps"
    sequences: int = 16
    batches: str = "fixed"
    loss: str = "squared"

    def part(self, place: int, rows: int, count: int, reach: int) -> Part:
        """Which transformed rows of a series are learned, so that none of them depends on what is held out.

        place, count : the number of the series, counted from 0, and how many there are
        rows, reach : its rows, and how many rows later a target or sooner a change may reach
        """
        if self.held_out is None or self.held_out_of == "steps":
            return learned_part(rows, reach, self)
        begin = count - int(np.clip(round(self.held_out / 100 * count), 1, count - 1))
        return Part(rows - reach, rows) if place < begin else Part(0, 0)


def learned_part(rows: int, reach: int, settings: Settings) -> Part:
    """Return which rows of a series are learned where the last steps are held out.

    rows : length of the series; each of its targets needs `reach` rows more than its input
    """
    if settings.held_out is None:
        return Part(rows - reach, rows)
    part = settings.held_out / 100
    if settings.window is None:  # one pass runs through both parts
        steps = rows - reach
        begin = steps - int(np.clip(round(part * steps), 1, steps - 1))
        return Part(begin, begin)
    begin = rows - int(np.clip(round(part * rows), 1, rows - 1))
    return Part(begin - reach, begin)
