"""Settings of a series: what is chosen about it, and which of its rows are learned."""

from __future__ import annotations

from typing import NamedTuple

from rnn.data.scaling import NONE
from rnn.data.windows import Part
from rnn.network.batch import begin_of_last


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
        return Part(rows - reach, rows) if place < begin_of_last(self.held_out / 100, count) else Part(0, 0)


def learned_part(rows: int, reach: int, settings: Settings) -> Part:
    """Return which rows of a series are learned where the last steps are held out.

    rows : length of the series; each of its targets needs `reach` rows more than its input
    """
    if settings.held_out is None:
        return Part(rows - reach, rows)
    part = settings.held_out / 100
    if settings.window is None:  # one pass runs through both parts
        begin = int(begin_of_last(part, rows - reach))
        return Part(begin, begin)
    begin = int(begin_of_last(part, rows))
    return Part(begin - reach, begin)
