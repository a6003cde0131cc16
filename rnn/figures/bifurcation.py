"""Fixed points of one unit over its weight: where they appear, split and lose their stability."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnn.figures.axes import axis
from rnn.figures.card import Figure, card
from rnn.figures.cobweb import ends_of_states
from rnn.figures.marks import down, marked
from rnn.lenses.one_unit import BEGIN, WIDEST, OneUnit, bifurcation
from rnn.network.parameters import Array
from rnn.words.one_unit import about_settling


def draw(unit: OneUnit) -> Figure:
    """Stable and unstable fixed points over w at the present bias, and where the path from BEGIN settles."""
    found = bifurcation(unit.b, unit.activation)
    stable = np.abs(found.slope) < 1
    low, high = ends_of_states(unit)
    data = [
        _curve("stable", "solid", found.w, np.where(stable, found.h, np.nan)),
        _curve("unstable", "dot", found.w, np.where(stable, np.nan, found.h)),
        _settled(found.weights, found.settled, low, high),
    ]
    return card(
        "Fixed points over w",
        f"At the present b. Dots: the last two states of a long path from h = {BEGIN}.",
        about_settling(unit),
        data,
        showlegend=True,
        **marked(
            [down(unit.w)] if abs(unit.w) <= WIDEST else [],
            xaxis=axis("w", range=[-WIDEST, WIDEST], nticks=9),
            yaxis=axis("h", range=[low, high], nticks=6),
        ),
    )


def _curve(name: str, dash: str, w: Array, h: Array) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "meta": "gradient",
        "x": w,
        "y": h,
        "line": {"width": 2, "dash": dash},
        "hovertemplate": f"w = %{{x:.3f}}, h = %{{y:.3f}}<extra>{name}</extra>",
    }


def _settled(weights: Array, settled: Array, low: float, high: float) -> dict[str, Any]:
    states = settled.T.ravel()
    inside = (states >= low) & (states <= high)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "settled",
        "meta": "prediction",
        "x": np.tile(weights, settled.shape[1]),
        "y": np.where(inside, states, np.nan),
        "marker": {"size": 4},
        "hovertemplate": "w = %{x:.2f} settles at %{y:.3f}<extra></extra>",
    }
