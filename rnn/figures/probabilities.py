"""Predicted probability of each of many symbols at each time step, with the target marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from rnn.figures.axes import axis, time_axis
from rnn.figures.card import Figure, card, sequence_choice, steps_of
from rnn.figures.inputs import ROOM, with_inputs
from rnn.network.bptt import Pass
from rnn.network.losses import LOSSES
from rnn.network.parameters import Array
from rnn.text.quoting import without_markup
from rnn.words import sentences

MOST_LINES = 6
"""Symbols that are drawn as a line each; more of them are rows of a heatmap."""
MOST_NAMED = 9


def are_many(shown: Pass) -> bool:
    """Whether the outputs are symbols, and too many to draw a line for each."""
    if shown.yhat.shape[2] <= MOST_LINES:
        return False
    asked = shown.target[shown.counts]
    one_hot = np.isin(asked, (0, 1)).all() and (asked.sum(axis=1) == 1).all()
    return shown.options.loss is LOSSES["cross-entropy"] or bool(one_hot)


def draw(shown: Pass, sequence: int = 0, symbols: Sequence[str] = (), outputs: Sequence[str] = ()) -> Figure:
    """Return a heatmap with a row for each symbol, in alphabetical order, below the inputs.

    symbols, outputs : names of the one-hot inputs and of the outputs; numbers where there are fewer
    """
    choices = sequence_choice(sequence, len(shown.x))
    shown = shown.alone(sequence)
    yhat, target = shown.yhat[0], shown.target[0]
    named = [*map(without_markup, outputs), *map(str, range(len(outputs) + 1, yhat.shape[1] + 1))]
    names = np.array(_distinct(named[: yhat.shape[1]]))
    order = np.argsort(names, kind="stable")[::-1]
    inputs, axes = with_inputs(shown.x[0], symbols, _axis_of(len(names)))
    asked = shown.counts[0] if shown.held_out is None else shown.counts[0] | shown.held_out[0]
    t = steps_of(target)
    return card(
        "Input and prediction",
        _read(shown),
        sentences.about_prediction(shown),
        [_heatmap(t, yhat[:, order].T, names[order]), _targets(t[asked], names[target[asked].argmax(axis=1)]), *inputs],
        xaxis=time_axis(len(t)),
        **axes,
        choices=choices,
        picks={"x": "step"},
        still=True,
    )


def _read(shown: Pass) -> str:
    what = "probability" if shown.options.loss is LOSSES["cross-entropy"] else "output"
    read = f"Top: the input. Below: the predicted {what} of each symbol; circles: the target."
    return read if shown.counts.all() else f"{read} Circles stand where a loss is taken or held out."


def _distinct(names: Sequence[str]) -> list[str]:
    """Names with a prime at those that occur more than once: rows of one name would be one row."""
    seen: Counter[str] = Counter()
    distinct = []
    for name in names:
        distinct.append(name + "′" * seen[name])
        seen[name] += 1
    return distinct


def _axis_of(symbols: int) -> dict[str, Any]:
    room = 0.5 + symbols / ROOM
    return axis("symbol", type="category", range=[-room, symbols - 1 + room], nticks=MOST_NAMED, showgrid=False)


def _heatmap(t: Array, z: Array, names: Array) -> dict[str, Any]:
    return {
        "type": "heatmap",
        "z": z,
        "x": t,
        "y": names.tolist(),
        "zmin": 0,
        "zmax": 1,
        "meta": "sequential",
        "hovertemplate": "t = %{x}, %{y}: %{z:.3f}<extra></extra>",
    }


def _targets(t: Array, names: Array) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "target",
        "meta": "prediction",  # the colour that stands out from all blues of the heatmap
        "x": t,
        "y": names.tolist(),
        "marker": {"symbol": "circle-open", "size": 8, "line": {"width": 1.5}},
        "hovertemplate": "t = %{x}: %{y}<extra>target</extra>",
    }
