"""Prediction of all lanes and the target at each time step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from rnn.figures.axes import axis, time_axis, value_axis
from rnn.figures.card import Figure, card, sequence_choice, steps_of
from rnn.figures.compare.common_axis import LINEAR, common
from rnn.figures.compare.lane import Lane
from rnn.network.losses import LOSSES
from rnn.network.parameters import Array
from rnn.text.quantities import number

HOVER = "t = %{x}: %{y:.4g}"


def draw(lanes: Sequence[Lane], output: int = 0) -> Figure:
    """Return one output of each lane as a line, and the first lane's targets as open marks.

    output : the output that is drawn, counted from 0; the last one of a lane that has fewer
    """
    first = lanes[0]
    target = _target(first, output)
    values = [_output(lane, output) for lane in lanes]
    covered = common(values, LINEAR, least=_size(target["y"]))
    lines = [_line(lane, each, covered.bound) for lane, each in zip(lanes, values, strict=True)]
    outputs = max(lane.in_own_units.yhat.shape[2] for lane in lanes)
    sequences = len(first.shown.latest.x)
    choices = sequence_choice(min(first.sequence, sequences - 1), sequences)
    return card(
        f"Prediction of all lanes{f', output {output + 1}' if outputs > 1 else ''}",
        "A line for each lane. Open marks: the target of lane A, where its loss is taken.",
        f"{_said(lanes)}{covered.about()}",
        [target, *lines],
        choices=choices,
        showlegend=True,
        picks={"x": "step"},
        xaxis=time_axis(max(len(trace["x"]) for trace in lines)),
        yaxis=_axis(lanes, np.append(covered.values, target["y"])),
    )


def _output(lane: Lane, output: int) -> Array:
    yhat: Array = lane.in_own_units.yhat[0]
    return np.asarray(yhat[:, min(output, yhat.shape[1] - 1)])


def _line(lane: Lane, values: Array, bound: float) -> dict[str, Any]:
    """A lane's line, with a gap where it is beyond the axis: what swings there would cross the chart at every step."""
    return lane.line(steps_of(values), np.where(np.abs(values) > bound, np.nan, values), HOVER)


def _size(target: Array) -> float:
    return float(np.abs(target).max(initial=0.0))


def _target(lane: Lane, output: int) -> dict[str, Any]:
    shown = lane.in_own_units
    target, counts = shown.target[0], shown.counts[0]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "target",
        "meta": "mark",
        "x": steps_of(target)[counts],
        "y": target[counts, min(output, target.shape[1] - 1)],
        "marker": {"symbol": "circle-open", "size": 9, "line": {"width": 2}},
        "hovertemplate": f"{HOVER}<extra>target</extra>",
    }


def _axis(lanes: Sequence[Lane], values: Array) -> dict[str, Any]:
    if all(lane.in_own_units.options.loss is LOSSES["cross-entropy"] for lane in lanes):
        return axis("probability", range=[-0.05, 1.05], nticks=6)
    return value_axis("y<sub>t</sub> and ŷ<sub>t</sub>", values)


def _said(lanes: Sequence[Lane]) -> str:
    """The largest error of each lane over the steps that count."""
    errors = []
    for lane in lanes:
        shown = lane.in_own_units
        off = np.abs(shown.yhat[0] - shown.target[0])[shown.counts[0]]
        errors.append(number(float(off.max())) if off.size else "unknown")
    return f"The largest error is {' against '.join(errors)}."
