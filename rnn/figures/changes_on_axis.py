"""Timeline: what was changed while it trained, as marks in a chart over epochs and as entries below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rnn.experiment.changes import Change
from rnn.experiment.experiment import CHOICES, Experiment

CLOSEST = 0.05
"""The part of the axis between two labels in the chart; nearer ones stand below it only."""
_SHORT = {"learning_rate": "rate", "clip_norm": "clip", "clip_value": "clip value", "recurrent_gain": "W_hh ×"}


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


def marks(experiment: Experiment, newest: int, reach: Sequence[float]) -> dict[str, Any]:
    """A dashed line at every change so far and where it branched, with a label where there is room.

    reach : the range of the axis
    """
    made = [(change.epoch, _label(change)) for change in experiment.changes if change.epoch <= newest]
    if experiment.branched_at is not None:
        made = sorted([*made, (experiment.branched_at, "branch")])
    line = {"type": "line", "y0": 0, "y1": 1, "yref": "paper", "line": {"dash": "dash", "width": 1}}
    label = {"y": 1, "yref": "paper", "yanchor": "top", "xanchor": "right", "textangle": -90, "showarrow": False}
    labelled: list[tuple[int, str]] = []
    for epoch, words in made:
        if not labelled or epoch - labelled[-1][0] > CLOSEST * (reach[1] - reach[0]):
            labelled.append((epoch, words))
    return {
        "shapes": [{**line, "x0": epoch, "x1": epoch} for epoch, _ in made],
        "annotations": [{**label, "x": epoch, "text": words} for epoch, words in labelled],
    }


def _label(change: Change) -> str:
    short = _SHORT.get(change.field, CHOICES[change.field].label.lower())
    return f"{short} {'off' if change.value is None else f'{change.value:g}'}"
