"""Influence of one loss on every state, as a strip under the sequence."""

from __future__ import annotations

from math import ceil
from typing import Any

from rnn.figures.axes import drawable, log_axis, on_log_axis, time_axis, value_axis
from rnn.figures.card import Figure, card, line_mode, steps_of
from rnn.figures.itemised import LOWEST
from rnn.figures.marks import down, marked
from rnn.lenses.itemised import ByLossStep
from rnn.network.bptt import Pass
from rnn.network.parameters import Array
from rnn.words import flow_sentences

FLOOR = 10.0**LOWEST
_DASHES = ("solid", "dot", "dash", "dashdot")


def draw(shown: Pass, items: ByLossStep, loss_step: int | None = None, sequence: int = 0) -> Figure:
    """The inputs, and under them |dL_s/dh_t| of the loss step s that is chosen in the head of the card."""
    x, loss_step = shown.alone(sequence).x[0], items.within(loss_step)
    time = steps_of(x)
    (influence,) = items.norm[items.steps == loss_step]
    data = [
        *(_input(time, values, number) for number, values in enumerate(x.T, start=1)),
        _strip(time[:loss_step], influence),
    ]
    axes = {
        "xaxis": time_axis(len(time)) | {"anchor": "y2"},
        "yaxis": value_axis("x<sub>t</sub>", x) | {"domain": [0.46, 1], "nticks": 4},
        "yaxis2": _influence_axis(influence[:loss_step]),
    }
    return card(
        "Influence of one loss",
        "Top: the inputs. Below: |∂L<sub>s</sub>/∂h_t|, the influence of the chosen loss on h_t. Log axis, floor 10⁻⁸.",
        flow_sentences.about_influence(items, loss_step),
        data,
        choices=[{"name": "loss_step", "label": "Loss step", "value": loss_step, "most": len(time)}],
        picks={"x": "loss_step"},
        **marked([down(loss_step, "loss")], data, **axes),
    )


def _input(time: Array, values: Array, number: int) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": line_mode(len(time)),
        "name": f"input {number}",
        "meta": "target",
        "x": time,
        "y": values,
        "line": {"width": 2, "dash": _DASHES[(number - 1) % len(_DASHES)]},
        "marker": {"size": 5},
        "hovertemplate": "t = %{x}: %{y:.4g}<extra>%{fullData.name}</extra>",
    }


def _influence_axis(influence: Array) -> dict[str, Any]:
    """Axis of the strip, with few ticks, since the strip is low."""
    axis = log_axis("influence", influence, FLOOR, step=4)
    low, high = axis["range"]
    return axis | {"domain": [0, 0.34], "dtick": 4 * max(1, ceil((high - low) / 16)), "fixedrange": True}


def _strip(time: Array, influence: Array) -> dict[str, Any]:
    """From t = 1 to the chosen loss, filled down to the floor; what is not finite is left out."""
    known = drawable(influence[: len(time)])
    time, influence = time[known], influence[: len(time)][known]
    return {
        "type": "scatter",
        "mode": line_mode(len(time)),
        "name": "influence",
        "meta": "gradient",
        "x": time,
        "y": on_log_axis(influence, FLOOR),
        "customdata": influence,
        "yaxis": "y2",
        "fill": "tozeroy",
        "line": {"width": 2},
        "marker": {"size": 5},
        "hovertemplate": "t = %{x}: %{customdata:.3g}<extra>%{fullData.name}</extra>",
    }
