"""Forecast of a person's own series, beside what is known of its continuation and the last number repeated."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnn.figures.axes import axis, drawable, value_axis
from rnn.figures.card import Figure, card, empty_card, line_mode, named_line
from rnn.lenses.forecast import MOST_AHEAD, Forecast
from rnn.network.parameters import Array
from rnn.words.forecast import about_forecast

TITLE = "Forecast"
SHOWN = 100
"""Rows before the forecast that are drawn."""
FAR = 3.0
"""How many times the extent of the series the axis may reach; what leaves it is cut off, and said."""


def draw(made: Forecast, column: int = 0) -> Figure:
    """Return the last rows that are read, the forecast, and where they are known the rows that follow.

    column : the column that is drawn, counted from 0
    """
    column = min(column, made.known.shape[1] - 1)
    before = min(len(made.known), SHOWN)
    known, fitted = made.known[-before:, column], made.fitted[-before:, column]
    read, later = np.arange(made.begin - before, made.begin), made.begin + np.arange(len(made.ahead))
    ahead, truth = made.ahead[:, column], made.truth[:, column]
    series = np.append(known, truth)
    bound = _bound(series)
    within = np.where((ahead >= bound[0]) & (ahead <= bound[1]), ahead, np.nan)
    return card(
        TITLE,
        f"To row {made.begin - 1:,} the network reads the series; from then on it reads its own output.",
        about_forecast(made, column, bool(drawable(within).all())),
        [  # what moves comes last: Plotly then keeps their order
            _marks("series", read, known, "circle"),
            _marks("held out", later[: len(truth)], truth, "circle-open"),
            named_line("last value", "baseline", later, made.repeated[:, column], "dash", "row %{x}: %{y:.4g}"),
            named_line("one step at a time", "slopes", read, fitted, "dot", "row %{x}: %{y:.4g}"),
            named_line("forecast", "prediction", later, within, "solid", "row %{x}: %{y:.4g}"),
        ],
        choices=_choices(made, column),
        showlegend=True,
        xaxis=axis("row", range=[read[0] - 1.5, later[-1] + 1.5], tickformat="d", nticks=6),
        yaxis=value_axis("series", np.concatenate([series, within])),
    )


def draw_none(why: str) -> Figure:
    """Return a card without a curve that says why there is none."""
    return empty_card(TITLE, why)


def _choices(made: Forecast, column: int) -> list[dict[str, Any]]:
    steps = {"name": "horizon", "label": "Steps", "value": len(made.ahead), "most": MOST_AHEAD}
    columns = made.known.shape[1]
    if columns == 1:
        return [steps]
    return [{"name": "column", "label": "Column", "value": column + 1, "most": columns}, steps]


def _bound(series: Array) -> tuple[float, float]:
    """The lowest and the highest number that is drawn of a forecast that runs away."""
    low, high = float(series.min()), float(series.max())
    extent = max(high - low, 1e-3 * max(abs(low), abs(high), 1.0))
    return low - FAR * extent, high + FAR * extent


def _marks(name: str, rows: Array, values: Array, symbol: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers" if symbol.endswith("open") else line_mode(len(rows)),
        "name": name,
        "meta": "target" if symbol.endswith("open") else "mark",
        "x": rows,
        "y": values,
        "line": {"width": 2},
        "marker": {"symbol": symbol, "size": 6, "line": {"width": 1.5}},
        "hovertemplate": f"row %{{x}}: %{{y:.4g}}<extra>{name}</extra>",
    }
