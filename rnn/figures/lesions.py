"""Loss of the network without each hidden unit."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnn.figures.axes import log_axis, on_log_axis, unit_axis
from rnn.figures.card import Figure, card, steps_of
from rnn.figures.gradient import FLOOR
from rnn.lenses.lesions import Lesions
from rnn.network.parameters import Array


def draw(found: Lesions, unit: int, said: str, loss: str, choices: tuple[dict[str, Any], ...] = ()) -> Figure:
    """Return a bar for each unit, on a log axis.

    unit : the selected one, counted from 0
    loss : the name of the loss
    """
    units, here = steps_of(found.losses), slice(unit, unit + 1)
    ends = np.array([0.5, len(units) + 0.5])
    whole = np.full(2, found.whole)
    return card(
        "Loss without each unit",
        "Log axis. Dashed: the loss without a lesion. A click selects a unit, drawn in orange.",
        said,
        [
            _bars("without the unit", "weights", units, found.losses),
            _bars("selected unit", "prediction", units[here], found.losses[here]),
            {
                "type": "scatter",
                "mode": "lines",
                "name": "no lesion",
                "meta": "mark",
                "x": ends,
                "y": on_log_axis(whole, FLOOR),
                "line": {"width": 1.5, "dash": "dash"},
                "hoverinfo": "skip",
            },
        ],
        choices=choices,
        barmode="overlay",
        picks={"x": "unit"},
        xaxis=unit_axis(len(units)) | {"title": {"text": "unit"}},
        yaxis=log_axis(loss, np.append(found.losses, found.whole), FLOOR),
    )


def _bars(name: str, role: str, units: Array, losses: Array) -> dict[str, Any]:
    return {
        "type": "bar",
        "name": name,
        "meta": role,
        "x": units,
        "y": on_log_axis(losses, FLOOR),
        "customdata": losses,
        "hovertemplate": "unit %{x}: %{customdata:.4g}<extra></extra>",
    }
