"""Stability of each fixed and slow point: the absolute value of the largest eigenvalue of its Jacobian."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnn.figures.axes import axis, value_axis
from rnn.figures.card import Figure, card
from rnn.figures.marks import across, marked
from rnn.figures.state_space import KINDS
from rnn.lenses.fixed_points import FixedPoints
from rnn.network.parameters import Array

TITLE = "Fixed points"
READ = "A point is stable if every eigenvalue of its Jacobian lies inside the unit circle: |λ| below 1."


def draw(points: FixedPoints | None, said: str, choices: tuple[dict[str, Any], ...] = ()) -> Figure:
    """Return a mark for each point, the stable first.

    points : None where none are searched for
    """
    nothing = np.zeros(0)
    largest = nothing if points is None else points.largest
    masks = [nothing.astype(bool)] * 3 if points is None else [points.stable, points.not_stable, points.slow]
    unstable, speed = (nothing, nothing) if points is None else (points.unstable, points.speed)
    place = np.arange(1.0, len(largest) + 1)
    data = [
        _marks(kind, place[mask], largest[mask], np.stack([unstable[mask], speed[mask]], axis=1))
        for kind, mask in zip(KINDS, masks, strict=True)
    ]
    end = max(len(largest), 8)
    axes = {
        "xaxis": axis("point", range=[0.3, end + 0.7], tickformat="d", nticks=8),
        "yaxis": value_axis("largest |λ|", np.append(largest, (0.0, 1.2))),
    }
    return card(TITLE, READ, said, data, choices=choices, **marked([across(1, "stable below 1")], data, **axes))


def _marks(kind: tuple[str, str, str], x: Array, y: Array, details: Array) -> dict[str, Any]:
    name, role, symbol = kind
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "meta": role,
        "x": x,
        "y": y,
        "customdata": details.astype(float),
        "marker": {"symbol": symbol, "size": 9, "line": {"width": 2 if symbol.endswith("open") else 0}},
        "hovertemplate": f"{name} point %{{x}}: |λ| = %{{y:.4f}}, %{{customdata[0]}} unstable directions, "
        "moves by %{customdata[1]:.2g} a step<extra></extra>",
    }
