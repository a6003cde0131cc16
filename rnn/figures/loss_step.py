"""How far back does one loss reach? Its pull at every state, as a strip under the sequence."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnn import flow_sentences
from rnn.bptt import Pass
from rnn.figures.card import Figure, axis, card, line_mode, steps_of, time_axis, value_axis
from rnn.figures.decades import decades
from rnn.figures.itemised import HIGHEST, LOWEST
from rnn.figures.marked import down, marked
from rnn.itemised import ByLossStep

_DASHES = ("solid", "dot", "dash", "dashdot")


def draw(shown: Pass, items: ByLossStep, loss_step: int | None = None, sequence: int = 0) -> Figure:
    """The inputs, and under them |dL_s/dh_t| of the loss step s that is chosen in the head of the card."""
    x, loss_step = shown.alone(sequence).x[0], items.within(loss_step)
    time = steps_of(x)
    pulls = np.where(time <= loss_step, items.norm[items.steps == loss_step], np.nan)
    strip = decades(pulls, time, np.array([1]), LOWEST, HIGHEST, "t = %{x}: 10^%{z:.1f}")
    return card(
        "One loss",
        "The inputs, and below them the pull of the chosen loss at the state of each step. Log scale, floor 10⁻⁸.",
        flow_sentences.about_items(items, loss_step),
        [*(_input(time, values, number) for number, values in enumerate(x.T, start=1)), {**strip, "yaxis": "y2"}],
        choices=[{"name": "loss_step", "label": "Loss step", "value": loss_step, "most": len(time)}],
        picks={"x": "loss_step"},
        xaxis=time_axis(len(time)) | {"anchor": "y2"},
        yaxis=value_axis("x<sub>t</sub>", x) | {"domain": [0.36, 1]},
        yaxis2=axis("pull", domain=[0, 0.22], showticklabels=False, showgrid=False, fixedrange=True),
        **marked(down(loss_step, "loss", len(time))),
    )


def _input(time: Any, values: Any, number: int) -> dict[str, Any]:
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
