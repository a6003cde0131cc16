"""State space: trajectories of the hidden state, with the fixed and slow points of the network under a held input."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnn.figures.axes import axis, drawable, value_axis
from rnn.figures.card import Figure, card
from rnn.lenses.fixed_points import FixedPoints
from rnn.lenses.state_space import COLOURS, Components, Trajectories
from rnn.network.parameters import Array

KINDS = (
    ("stable", "stable point", "diamond"),
    ("unstable", "unstable point", "x"),
    ("slow", "slow point", "square-open"),
)
"""Name, role and symbol of each kind of point."""


def draw(
    drawn: Trajectories,
    seen: Components,
    points: FixedPoints | None,
    said: str,
    across: tuple[int, int] = (0, 1),
    coloured_by: int = 0,
    step: int | None = None,
    choices: tuple[dict[str, Any], ...] = (),
) -> Figure:
    """Return the trajectories in two principal components.

    across : the components on the two axes, counted from 0
    coloured_by : a place in COLOURS
    step : the selected time step, counted from 0, or None
    """
    numbers = [component + 1 for component in across]
    where = seen.at(drawn.h)[:, across]
    traces = [
        *trajectory_traces(drawn, where, coloured_by, step),
        *_directions(points, seen, across, where),
        *point_traces(points, None if points is None else seen.at(points.h)[:, across]),
    ]
    every = np.concatenate([np.stack([trace["x"], trace["y"]], axis=1) for trace in traces])
    first = across == (0, 1)
    return card(
        "State space" if first else f"PC {numbers[0]} and PC {numbers[1]}",
        "Each mark is h<sub>t</sub>; a line leads to the next. A click selects its time step."
        if first
        else "From another side. Ring: the selected time step. Bars: most unstable directions.",
        said,
        traces,
        choices=choices,
        showlegend=not choices,  # beside choices there is no room for it
        xaxis=value_axis(f"PC {numbers[0]} of h<sub>t</sub>", every[:, 0]),
        yaxis=value_axis(f"PC {numbers[1]} of h<sub>t</sub>", every[:, 1]),
    )


def draw_none(title: str, why: str) -> Figure:
    """Return a card without a mark that says why there is none."""
    bare = axis("", visible=False, range=[0, 1])
    return card(
        "State space", why, "", [_marks("state", "mark", np.empty((0, 2)), "circle", 5)], xaxis=bare, yaxis=bare
    )


def trajectory_traces(drawn: Trajectories, where: Array, coloured_by: int, step: int | None) -> list[dict[str, Any]]:
    """The trajectories at `where`, (N, 2), as one thin line, their states, and those of the selected step."""
    begins = np.flatnonzero(drawn.step == 0)[1:]
    values = (drawn.step if coloured_by == 0 else drawn.target).astype(float)
    shown = values[drawable(values)]
    low, high = (float(shown.min()), float(shown.max())) if len(shown) else (0.0, 1.0)
    picks = [
        {"sequence": b, "step": t - 1} if t else {"sequence": b}
        for b, t in zip(drawn.sequence.tolist(), drawn.step.tolist(), strict=True)
    ]
    colours: dict[str, Any] = {"scale": "sequential", "ends": [low, high if high > low else low + 1], "picks": picks}
    path = np.insert(where, begins, np.nan, axis=0)
    line = _marks("trajectory", "trajectory", path, "circle", 0)
    states = _marks(COLOURS[coloured_by], "state", where, "circle", 6)
    states["marker"]["line"]["width"] = 0.5
    hover = f"{COLOURS[coloured_by]} %{{customdata:.4g}}: %{{x:.3f}}, %{{y:.3f}}<extra></extra>"
    chosen = where[drawn.step == step + 1] if step is not None else where[:0]
    return [
        line
        | {
            "mode": "lines",
            "line": {"width": 0.7},
            "opacity": 0.5,
            "hoverinfo": "skip",
            "hovertemplate": "",
            "showlegend": False,
        },
        states | {"meta": colours, "customdata": values, "hovertemplate": hover},
        _marks("selected time step", "mark", chosen, "circle-open", 11) | {"showlegend": False},
    ]


def point_traces(points: FixedPoints | None, where: Array | None) -> list[dict[str, Any]]:
    """The points at `where`, (N, 2), of each kind; empty ones have no entry in the legend."""
    if points is None or where is None:
        return [
            _marks(name, role, np.empty((0, 2)), symbol, 11) | {"showlegend": False} for name, role, symbol in KINDS
        ]
    masks = (points.stable, points.not_stable, points.slow)
    return [
        _marks(name, role, where[mask], symbol, 11)
        | {"showlegend": bool(mask.any()), "customdata": points.largest[mask], "hovertemplate": _hover(name)}
        for (name, role, symbol), mask in zip(KINDS, masks, strict=True)
    ]


def _hover(name: str) -> str:
    return f"{name} point, largest |λ| %{{customdata:.3g}}: %{{x:.3f}}, %{{y:.3f}}<extra></extra>"


def _directions(
    points: FixedPoints | None, seen: Components, across: tuple[int, int], where: Array
) -> list[dict[str, Any]]:
    """A bar through each unstable point along its most unstable direction, as far as it lies in the plane."""
    bars = np.empty((0, 2))
    if points is not None and points.not_stable.any():
        middle = seen.at(points.h[points.not_stable])[:, across]
        along = points.direction[points.not_stable] @ seen.axes[list(across)].T
        spread = where[np.isfinite(where).all(axis=1)]
        half = 0.08 * float(np.ptp(spread, axis=0).max(initial=0.0)) if len(spread) else 0.0
        bars = bars_of(middle, half * along)
    return [bar_trace(bars)]


def bars_of(middle: Array, half: Array) -> Array:
    """Lines from middle - half to middle + half, (N, 2) each, as one path with gaps, (3 N, 2)."""
    gap = np.full_like(middle, np.nan)
    return np.stack([middle - half, middle + half, gap], axis=1).reshape(-1, 2)


def bar_trace(bars: Array) -> dict[str, Any]:
    """The path of bars_of as a trace."""
    line = _marks("unstable direction", "unstable point", bars, "circle", 0)
    return line | {"mode": "lines", "line": {"width": 2}, "hoverinfo": "skip", "hovertemplate": "", "showlegend": False}


def _marks(name: str, role: str, where: Array, symbol: str, size: int) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "meta": role,
        "x": where[:, 0].astype(float),
        "y": where[:, 1].astype(float),
        "marker": {"symbol": symbol, "size": size, "line": {"width": 2 if symbol.endswith("open") else 0}},
        "hovertemplate": f"{name}: %{{x:.3f}}, %{{y:.3f}}<extra></extra>",
    }
