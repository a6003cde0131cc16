"""Timeline: what was changed while it trained, as marks in a chart over epochs and as entries below it."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Any

from rnn.experiment.changes import Change
from rnn.experiment.experiment import CHOICES, Experiment
from rnn.figures.marks import Mark, down
from rnn.text.quoting import plain

CLOSEST = 0.05
"""The part of the axis between two labels in the chart; nearer ones stand below it only."""
_SHORT = {"learning_rate": "rate", "clip_norm": "clip", "clip_value": "clip value", "recurrent_gain": "gain"}


def entries(changes: Sequence[Change], newest: int) -> list[dict[str, Any]]:
    """Every change in words, with what tells it from the others; one still to come says so."""
    return [
        {
            "text": f"{'at' if change.epoch <= newest else 'to come at'} {change.epoch:,}: {_label(change)}",
            "epoch": change.epoch,
            "field": change.field,
        }
        for change in changes
    ]


def marks(experiment: Experiment, newest: int, reach: Sequence[float]) -> list[Mark]:
    """A mark at every change so far and where it branched; those too close to the one before have no label.

    reach : the range of the axis
    """
    made = [(change.epoch, _label(change)) for change in experiment.changes if change.epoch <= newest]
    if experiment.branched_at is not None:
        made = sorted([*made, (experiment.branched_at, "branch")])
    found: list[Mark] = []
    last = -inf
    for epoch, words in made:
        labelled = epoch - last > CLOSEST * (reach[1] - reach[0])
        found.append(down(epoch, words if labelled else ""))
        last = epoch if labelled else last
    return found


def _label(change: Change) -> str:
    short = _SHORT.get(change.field, CHOICES[change.field].label.lower())
    return f"{short} {'off' if change.value is None else plain(change.value)}"
