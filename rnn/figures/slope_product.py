"""Product of slopes of one unit: over the steps of its path, and over all weights."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnn.figures.axes import axis, on_log_axis
from rnn.figures.card import Figure, card
from rnn.figures.marks import across, down, marked
from rnn.lenses.one_unit import STEPS, WIDEST, OneUnit, product_of_slopes, products_over_weights
from rnn.network.parameters import Array
from rnn.words.one_unit import about_product, about_rule

LOWEST, HIGHEST = -36, 24
"""Powers of ten between which products are drawn; those below lie on the floor. The browser gets 32-bit numbers."""


def draw(unit: OneUnit) -> Figure:
    """|dh_n/dh_0| over n, and |w|^n, which it would be if every slope of the activation were 1."""
    n = np.arange(STEPS + 1)
    with np.errstate(all="ignore"):
        alone = np.abs(unit.w) ** n
    return card(
        "Product of slopes over n steps",
        "|∂h<sub>n</sub>/∂h<sub>0</sub>| = |w|ⁿ × the slopes of f along the path. Log axis, floor 10⁻³⁶.",
        about_product(unit),
        [_line("|w|ⁿ", "theory", n, alone, "dash"), _line("product", "gradient", n, product_of_slopes(unit))],
        showlegend=True,
        xaxis=axis("steps n", range=[-0.5, STEPS + 0.5], nticks=6),
        yaxis=_powers(),
    )


def draw_over_weights(unit: OneUnit) -> Figure:
    """The product over STEPS steps for every weight, beside |w|^STEPS."""
    weights, products = products_over_weights(unit.b, unit.activation)
    places = [across(1.0), *([down(unit.w)] if abs(unit.w) <= WIDEST else [])]
    lines = [
        _line("|w|ⁿ", "theory", weights, np.abs(weights) ** STEPS, "dash"),
        _line("product", "gradient", weights, products),
    ]
    return card(
        "Does |w| > 1 explode?",
        f"The product over {STEPS} steps for each w, at the present b. Above 1 it grows.",
        about_rule(unit),
        lines,
        showlegend=True,
        **marked(places, xaxis=axis("w", range=[-WIDEST, WIDEST], nticks=9), yaxis=_powers()),
    )


def _powers() -> dict[str, Any]:
    return axis("product", type="log", range=[LOWEST - 1, HIGHEST + 1], dtick=12, exponentformat="power")


def _line(name: str, meta: str, x: Array, y: Array, dash: str = "solid") -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "meta": meta,
        "x": x,
        "y": np.where(y > 10.0**HIGHEST, np.nan, on_log_axis(y, 10.0**LOWEST)),
        "line": {"width": 2, "dash": dash},
        "hovertemplate": f"{name}: %{{y:.3g}} at %{{x:.3g}}<extra></extra>",
    }
