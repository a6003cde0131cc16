"""Phase portrait of two hidden units: arrows, nullclines, fixed points, and the trajectory on it."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnn.figures.axes import axis
from rnn.figures.card import Figure, card
from rnn.figures.state_space import bar_trace, bars_of, point_traces, trajectory_traces
from rnn.lenses.fixed_points import FixedPoints
from rnn.lenses.phase_portrait import ARROWS, PhasePortrait
from rnn.lenses.state_space import Trajectories
from rnn.network.parameters import Array

HEAD = 0.3
"""Length of the head of an arrow relative to the arrow."""


def draw(
    made: PhasePortrait,
    drawn: Trajectories,
    points: FixedPoints | None,
    said: str,
    coloured_by: int = 0,
    step: int | None = None,
    choices: tuple[dict[str, Any], ...] = (),
) -> Figure:
    """Return the portrait; arguments as in `state_space.draw`."""
    size = made.high - made.low
    bars = np.empty((0, 2))
    if points is not None:
        bars = bars_of(points.h[points.not_stable], 0.06 * size.max() * points.direction[points.not_stable])
    return card(
        "Phase portrait",
        "Arrows: one step of each state under the held input, on one scale. On its nullcline a unit keeps its value.",
        said,
        [
            _line("one step", "arrow", _arrows(made), 1.0),
            _dots("nullcline of unit 1", "W_xh", made.nullclines[0]),
            _dots("nullcline of unit 2", "b_h", made.nullclines[1]),
            *trajectory_traces(drawn, drawn.h, coloured_by, step),
            bar_trace(bars),
            *point_traces(points, None if points is None else points.h),
        ],
        choices=choices,
        showlegend=True,
        xaxis=axis("h<sub>1</sub>", range=[float(made.low[0]), float(made.high[0])], nticks=6),
        yaxis=axis("h<sub>2</sub>", range=[float(made.low[1]), float(made.high[1])], nticks=6),
    )


@np.errstate(all="ignore")
def _arrows(made: PhasePortrait) -> Array:
    """Arrows with two barbs each as one path with gaps; the longest is as long as the grid is wide."""
    cell = (made.high - made.low) / (ARROWS - 1)
    longest = np.abs(made.change / cell).max()
    if not 0 < longest < np.inf:
        return np.empty((0, 2))
    along = made.change / longest
    tip, across = made.origin + along, np.stack([-along[:, 1], along[:, 0]], axis=1) * cell / cell[::-1]
    barbs = [tip - HEAD * along + sign * 0.5 * HEAD * across for sign in (1, -1)]
    gap = np.full_like(tip, np.nan)
    return np.stack([made.origin, tip, gap, barbs[0], tip, barbs[1], gap], axis=1).reshape(-1, 2)


def _line(name: str, role: str, path: Array, width: float) -> dict[str, Any]:
    return _dots(name, role, path) | {"mode": "lines", "line": {"width": width}, "showlegend": False}


def _dots(name: str, role: str, where: Array) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "meta": role,
        "x": where[:, 0],
        "y": where[:, 1],
        "line": {"width": 1},
        "marker": {"symbol": "circle", "size": 3, "line": {"width": 0}},
        "hoverinfo": "skip",
    }
