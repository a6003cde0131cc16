"""Windows: stretches of one length cut from longer series, those that are learned apart from those held out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rnn.data.transformation import Aligned
from rnn.network.parameters import Array


@dataclass(frozen=True)
class Part:
    """Which rows of a series are learned: those before `learned_end`; those from `held_out_from` on are held out."""

    learned_end: int
    held_out_from: int


@dataclass(frozen=True, eq=False)
class Windows:
    """Windows of `steps` rows.

    series : what they are cut from, each with rows (M, ...)
    learned, held_out : (n, 2) and (m, 2): the number of the series and the first row of each window
    """

    series: tuple[Aligned, ...]
    steps: int
    learned: Array
    held_out: Array

    @classmethod
    def of(cls, series: Sequence[Aligned], parts: Sequence[Part], steps: int, stride: int) -> Windows:
        """Cut windows that begin every `stride` rows; those held out share no row with those that are learned."""
        learned = [_starts(place, 0, part.learned_end, steps, stride) for place, part in enumerate(parts)]
        ends = [len(each.x) for each in series]
        held_out = [
            _starts(place, part.held_out_from, end, steps, stride)
            for place, (part, end) in enumerate(zip(parts, ends, strict=True))
        ]
        return cls(tuple(series), steps, np.concatenate(learned), np.concatenate(held_out))

    def taken(self, windows: Array) -> Aligned:
        """Return the rows of some windows, (B, T, ...); windows : (B, 2), as in `learned`."""
        rows = windows[:, 1, None] + np.arange(self.steps)

        def of(arrays: Sequence[Array | None]) -> Array | None:
            if arrays[0] is None:
                return None
            if len(arrays) == 1:
                return np.asarray(arrays[0][rows], dtype=float)
            return np.stack([arrays[place][at] for place, at in zip(windows[:, 0], rows, strict=True)]).astype(float)

        return Aligned(*map(of, zip(*self.series, strict=True)))  # type: ignore[arg-type]


def spread(windows: Array, most: int) -> Array:
    """Return at most `most` of the windows, evenly spread over all."""
    if len(windows) <= most:
        return windows
    return np.asarray(windows[np.round(np.linspace(0, len(windows) - 1, most)).astype(int)])


def drawn(windows: Array, count: int, generator: np.random.Generator) -> Array:
    """Return `count` different windows, or all if there are fewer, in random order."""
    return np.asarray(windows[generator.choice(len(windows), min(count, len(windows)), replace=False)])


def _starts(series: int, first: int, end: int, steps: int, stride: int) -> Array:
    starts = np.arange(first, end - steps + 1, stride)
    return np.stack([np.full(len(starts), series), starts], axis=1)
