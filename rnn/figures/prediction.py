"""Prediction and target at each time step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from rnn.figures import probabilities
from rnn.figures.axes import axis, time_axis, value_axis
from rnn.figures.card import Figure, card, line_mode, sequence_choice, steps_of
from rnn.figures.inputs import with_inputs
from rnn.network.bptt import Pass
from rnn.network.losses import LOSSES
from rnn.network.parameters import Array
from rnn.text.quoting import without_markup
from rnn.words import sentences

MOST_LARGE_MARKERS = 60
_SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "x", "star", "hexagon")
_DASHES = ("solid", "dash", "dot", "dashdot")


def draw(shown: Pass, sequence: int = 0, symbols: Sequence[str] = (), classes: Sequence[str] = ()) -> Figure:
    """Target as open marks where the loss is taken, prediction as a line; several outputs differ in mark and dash.

    The inputs stand above them, and do not move while the network learns.
    symbols, classes : the names of one-hot inputs and of one-hot outputs, which are the symbols if not named
    """
    if probabilities.are_many(shown):
        return probabilities.draw(shown, sequence, symbols, classes or symbols)
    choices = sequence_choice(sequence, len(shown.x))
    shown = shown.alone(sequence)
    target, yhat, counts = shown.target[0], shown.yhat[0], shown.counts[0]
    t, outputs = steps_of(target), target.shape[1]
    named = classes or (symbols if _of_symbols(shown) and len(symbols) == outputs else ())
    targets, predictions = zip(
        *(_pair(t, target[:, k], yhat[:, k], counts, k, name) for k, name in enumerate(_names(outputs, named))),
        strict=True,
    )
    held_out = shown.held_out
    apart = [] if held_out is None else [_held_out(t, target[:, output], held_out[0]) for output in range(outputs)]
    inputs, axes = with_inputs(shown.x[0], symbols, _output_axis(shown))
    return card(
        "Input and prediction",
        _read(shown),
        sentences.about_prediction(shown),
        [*targets, *apart, *predictions, *inputs],  # what moves side by side: Plotly then keeps their order
        xaxis=time_axis(len(t)),
        **axes,
        showlegend=True,
        choices=choices,
        picks={"x": "step"},
        still=True,
    )


def _read(shown: Pass) -> str:
    read = "Top: the input. Below: the prediction as a line, the targets as open marks."
    if _of_symbols(shown):
        read = "Top: the input. Lines: the predicted probability of each symbol; open marks: the target."
    if shown.held_out is not None and shown.held_out.any():
        return f"{read} Grey marks are held out: they are not learned."
    return read if shown.counts.all() else f"{read} Marks stand only where the loss is taken."


def _output_axis(shown: Pass) -> dict[str, Any]:
    if _of_symbols(shown):
        return axis("probability", range=[-0.05, 1.05], nticks=6)
    asked = shown.counts[0] if shown.held_out is None else shown.counts[0] | shown.held_out[0]
    targets = shown.target[0, asked]
    return value_axis("y<sub>t</sub> and ŷ<sub>t</sub>", np.concatenate([targets, shown.yhat[0]]))


def _of_symbols(shown: Pass) -> bool:
    return shown.options.loss is LOSSES["cross-entropy"]


def _held_out(t: Array, target: Array, steps: Array) -> dict[str, Any]:
    return {
        "type": "scatter",
        "name": "held out",
        "meta": "held out target",
        "mode": "markers",
        "x": t[steps],
        "y": target[steps],
        "marker": {"symbol": "circle-open", "size": 7, "line": {"width": 1}},
        "hovertemplate": "t = %{x}: %{y:.4g}<extra>held out</extra>",
    }


def _names(outputs: int, classes: Sequence[str]) -> list[str]:
    """What is added to the names of the traces of each output."""
    if classes:
        return [f" {name}" for name in classes]
    return [f" {output + 1}" if outputs > 1 else "" for output in range(outputs)]


def _pair(t: Array, target: Array, yhat: Array, counts: Array, output: int, number: str) -> list[dict[str, Any]]:
    symbol, many = _SYMBOLS[output % len(_SYMBOLS)], len(t) > MOST_LARGE_MARKERS
    common = {"type": "scatter"}
    hover = {
        kind: f"t = %{{x}}: %{{y:.4g}}<extra>{kind}{without_markup(number)}</extra>"
        for kind in ("target", "prediction")
    }
    return [
        {
            **common,
            "hovertemplate": hover["target"],
            "x": t[counts],
            "name": f"target{number}",
            "meta": "target",
            "mode": "markers",
            "y": target[counts],
            "marker": {"symbol": f"{symbol}-open", "size": 5 if many else 9, "line": {"width": 1 if many else 2}},
        },
        {
            **common,
            "hovertemplate": hover["prediction"],
            "x": t,
            "name": f"prediction{number}",
            "meta": "prediction",
            "mode": line_mode(len(t)),
            "y": yhat,
            "marker": {"symbol": symbol, "size": 5},
            "line": {"width": 2, "dash": _DASHES[output % len(_DASHES)]},
        },
    ]
