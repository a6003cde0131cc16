"""Error and loss at every time step."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnn.figures.axes import log_axis, on_log_axis, time_axis
from rnn.figures.card import Figure, card, named_line, steps_of
from rnn.figures.gradient import FLOOR
from rnn.network.bptt import Pass
from rnn.network.norms import norms
from rnn.network.parameters import Array
from rnn.words import gradient_sentences as sentences


def draw(shown: Pass, sequence: int = 0) -> Figure:
    """|yhat_t - y_t| and the step's loss where it is taken or held out; marks at the foot where it is neither."""
    shown = shown.alone(sequence)
    with np.errstate(over="ignore", invalid="ignore"):
        distance = norms(shown.yhat[0] - shown.target[0])
        at_steps = shown.options.loss.at_steps(shown.yhat[0], shown.target[0])
    counts, held_out = shown.counts[0], _held_out(shown)
    lines = on_log_axis(np.array([distance, at_steps]), FLOOR)
    asked = counts | held_out
    errors = log_axis("error, loss", lines[:, asked], FLOOR)
    t = steps_of(distance)
    data = [
        _line(t[counts], lines[0, counts], distance[counts], "prediction", "error |ŷ<sub>t</sub> − y<sub>t</sub>|"),
        _line(t[counts], lines[1, counts], at_steps[counts], "loss", "loss at t")
        | {"line": {"width": 2, "dash": "dash"}, "marker": {"size": 6, "symbol": "diamond-open"}},
    ]
    if held_out.any():
        data.append(_marks(t[held_out], lines[0, held_out], "held out", "circle-open"))
    if not asked.all():
        foot = np.full(int((~asked).sum()), 10 ** (errors["range"][0] + 0.05))
        data.append(_marks(t[~asked], foot, "no loss", "x-thin-open"))
    return card(
        "Error at each time step",
        _read(held_out, asked),
        sentences.about_error(distance, at_steps, shown),
        data,
        picks={"x": "step"},
        xaxis=time_axis(len(t)),
        yaxis=errors,
        showlegend=True,
    )


def _held_out(shown: Pass) -> Array:
    return np.zeros_like(shown.counts[0]) if shown.held_out is None else shown.held_out[0]


def _line(t: Array, y: Array, exact: Array, meta: str, name: str) -> dict[str, Any]:
    hover = "t = %{x}: %{customdata:.4g}<extra>%{fullData.name}</extra>"
    return named_line(name, meta, t, y, "solid", hover) | {"customdata": exact, "marker": {"size": 7}}


def _marks(t: Array, y: Array, name: str, symbol: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "meta": f"{name} step",
        "x": t,
        "y": y,
        "marker": {"symbol": symbol, "size": 7, "line": {"width": 1}},
        "hovertemplate": f"t = %{{x}}: {name}<extra></extra>",
    }


def _read(held_out: Array, asked: Array) -> str:
    read = "Distance of each prediction from its target, and the loss there. Log axis, floor 10⁻¹⁶."
    if held_out.any():
        read = f"{read} Circles are held out: not learned."
    return read if asked.all() else f"{read} Marks at the foot: no loss is taken there."
