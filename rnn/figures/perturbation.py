"""Distance between two runs, one of which begins at a perturbed h_0."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnn.figures.axes import log_axis, on_log_axis, time_axis
from rnn.figures.card import Figure, card, named_line
from rnn.figures.gradient import FLOOR
from rnn.lenses.perturbation import Perturbed
from rnn.network.parameters import Array


def draw(made: Perturbed, said: str, choices: tuple[dict[str, Any], ...] = ()) -> Figure:
    """Return the distance, beside what the largest singular value alone, and with the mean slope, would make of it."""
    t = np.arange(len(made.distance))
    axis = log_axis("distance", made.distance, FLOOR, step=2)
    low, high = 10.0 ** np.array(axis["range"])
    data = [
        _line("|h′<sub>t</sub> − h<sub>t</sub>|", "gradient", t, made.distance, "solid"),
        *(
            _line(name, role, t, _within(made.distance[0], exponent, t, low, high), dash)
            for name, role, exponent, dash in (
                ("σ alone", "weights", made.weights, "dash"),
                ("σ and mean log slope", "slopes", made.weights + made.slopes, "dot"),
            )
        ),
    ]
    return card(
        "Perturbation of h_0",
        "|h′<sub>t</sub> − h<sub>t</sub>| of two runs. Dashed: growth by σ alone; dotted: by σ and the mean log slope.",
        said,
        data,
        choices=choices,
        xaxis=time_axis(len(t) - 1) | {"range": [-0.5, len(t) - 0.5]},
        yaxis=axis,
    )


@np.errstate(all="ignore")
def _within(begin: float, exponent: float, t: Array, low: float, high: float) -> Array:
    """The line begin * exp(exponent t) as far as the axis reaches."""
    line = begin * np.exp(exponent * t)
    return np.asarray(np.where((line >= low) & (line <= high), line, np.nan))


def _line(name: str, role: str, t: Array, values: Array, dash: str) -> dict[str, Any]:
    hover = "t = %{x}: %{customdata:.3g}<extra>%{fullData.name}</extra>"
    line = named_line(name, role, t, on_log_axis(values, FLOOR), dash, hover) | {"customdata": values}
    return line if dash == "solid" else line | {"mode": "lines"}
