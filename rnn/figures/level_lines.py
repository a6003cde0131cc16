"""Baseline: the loss that is reached without what a task asks for, as a level line with its name."""

from __future__ import annotations

from collections.abc import Sequence

from rnn.data.baselines import Line
from rnn.figures.marks import Mark, across
from rnn.text.quantities import number


def level_lines(lines: Sequence[Line]) -> list[Mark]:
    """A mark across the chart for each, named with its value."""
    return [across(line.value, f"{line.name}: {number(line.value)}") for line in lines]


def untrained_line(loss: float) -> Mark:
    """The same for the loss of the untrained network, dotted."""
    return across(loss, f"untrained: {number(loss)}", dash="dot")
