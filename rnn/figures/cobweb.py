"""Cobweb of one unit: each state leads to the next by way of the curve and the diagonal."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnn.figures.axes import axis
from rnn.figures.card import Figure, card
from rnn.lenses.one_unit import WIDEST, FixedPoint, OneUnit, fixed_points, path
from rnn.network.activations import ACTIVATIONS
from rnn.network.parameters import Array
from rnn.words.one_unit import about_fixed_points

POINTS = 161
UNBOUNDED = 2.0


def draw(unit: OneUnit, number: int, units: int, follows: bool) -> Figure:
    """The curve f(w h + b), the diagonal, the path and the fixed points; the sliders are in layout.meta.one_unit.

    number, units : the selected unit of the network, counted from 1, and how many it has
    follows : whether w and b are those of this unit
    """
    low, high = ends_of_states(unit)
    h = np.linspace(low, high, POINTS)
    with np.errstate(all="ignore"):
        curve = unit.next(h)
    data = [
        _line("h<sub>t</sub> = h<sub>t−1</sub>", "theory", np.array([low, high]), np.array([low, high]), "dash"),
        _line("f(w h + b)", "loss", h, curve),
        _line("path", "prediction", *_steps(unit, high)),
        *_fixed(fixed_points(unit)),
    ]
    figure = card(
        "Cobweb",
        "Up to the curve, across to the diagonal. Filled circles: stable fixed points; open: unstable.",
        about_fixed_points(unit),
        data,
        xaxis=axis("h<sub>t−1</sub>", range=[low, high], nticks=6),
        yaxis=axis("h<sub>t</sub>", range=[low, high], nticks=6),
        showlegend=True,
    )
    figure["layout"]["meta"]["one_unit"] = _controls(unit) | {"unit": number, "units": units, "follows": follows}
    return figure


def ends_of_states(unit: OneUnit) -> tuple[float, float]:
    """The states that are drawn."""
    look = unit.rule.look
    low = -UNBOUNDED if look.lowest is None else look.lowest
    high = UNBOUNDED if look.highest is None else look.highest
    room = 0.05 * (high - low)
    return low - room, high + room


def _controls(unit: OneUnit) -> dict[str, Any]:
    most = [float(max(WIDEST, abs(value))) for value in (unit.w, unit.b)]
    return {
        **{"w": unit.w, "b": unit.b, "activation": unit.activation, "most_w": most[0], "most_b": most[1]},
        "activations": {name: each.label for name, each in ACTIVATIONS.items()},
    }


def _steps(unit: OneUnit, most: float) -> tuple[Array, Array]:
    """The corners of the path; it ends where it leaves the chart."""
    h = path(unit)
    outside = np.flatnonzero(~(np.abs(h) <= most))
    h = h[: outside[0] + 1] if len(outside) else h
    h = np.where(np.isfinite(h), h, np.nan)
    return np.repeat(h, 2)[:-1], np.concatenate([[0.0], np.repeat(h[1:], 2)]) if len(h) > 1 else np.zeros(1)


def _line(name: str, meta: str, x: Array, y: Array, dash: str = "solid") -> dict[str, Any]:
    line = {"width": 1.5 if meta == "prediction" else 2, "dash": dash}
    return {"type": "scatter", "mode": "lines", "name": name, "meta": meta, "x": x, "y": y, "line": line}


def _fixed(found: tuple[FixedPoint, ...]) -> list[dict[str, Any]]:
    """A trace for the stable and one for the unstable points."""
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": "stable" if stable else "unstable",
            "meta": "gradient",
            "x": (at := np.array([point.h for point in found if point.stable == stable])),
            "y": at,
            "marker": {"size": 10, "symbol": "circle" if stable else "circle-open", "line": {"width": 2}},
            "showlegend": False,
        }
        for stable in (True, False)
    ]
