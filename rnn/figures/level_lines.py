"""Baseline: the loss that is reached without what a task asks for, as a level line with its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rnn.data.baselines import Line
from rnn.figures.labels import ROW, SIZES
from rnn.figures.marks import Mark, across, part_of
from rnn.text.quantities import number

ROOM = ROW / float(SIZES[:, 1].min())
"""How much of the lowest plot a label takes."""


def level_lines(lines: Sequence[Line]) -> list[Mark]:
    """A mark across the chart for each, named with its value."""
    return [across(line.value, f"{line.name}: {number(line.value)}") for line in lines]


def untrained_line(loss: float) -> Mark:
    """The same for the loss of the untrained network, dotted."""
    return across(loss, f"untrained: {number(loss)}", dash="dot")


def with_room(axis: dict[str, Any], lines: Sequence[Mark]) -> dict[str, Any]:
    """Return the axis with a row left at an end where two lines are too close for a label between them.

    The label of the outer one then stands beyond it; elsewhere the other line would cross it.
    """
    parts = sorted({part_of(line.value, axis) for line in lines})
    low, high = axis["range"]
    at = [low + part * (high - low) for part in parts]
    if len(at) > 1 and parts[1] - parts[0] < ROOM and parts[0] < ROOM:
        low = (at[0] - ROOM * high) / (1 - ROOM)
    if len(at) > 1 and parts[-1] - parts[-2] < ROOM and 1 - parts[-1] < ROOM:
        high = (at[-1] - ROOM * low) / (1 - ROOM)
    return {**axis, "range": [low, high]}
