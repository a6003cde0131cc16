"""A sweep: colours over the values of two choices, or a curve with a band over those of one."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from rnn.figures.axes import axis
from rnn.figures.card import Figure, card, empty_card
from rnn.figures.sweep_curve import curve
from rnn.figures.sweep_map import colour_map
from rnn.sweep.grid import Grid
from rnn.words.sweep import about_grid, how_to_read, inside, title_of

MOST_TICKS = 12
PICKS = {"x": "sweep_column", "y": "sweep_row", "do": "open run"}
"""What a click does: it opens the run of the cell."""


def draw(grid: Grid, choices: Sequence[dict[str, Any]] = (), selected: tuple[int, int] | None = None) -> Figure:
    """The measure of a grid, as colours or as a curve.

    choices : what is chosen in the head of the card
    selected : row and column of the cell that is marked, counted from 0
    """
    data, layout = colour_map(grid) if grid.is_map else curve(grid)
    if selected is not None:
        layout["shapes"] = _frame(*selected) if grid.is_map else _upright(selected[1])
    if grid.is_map:
        layout["yaxis"] = _value_axis(grid.labels[1], grid.rows)
    return card(
        title_of(grid),
        how_to_read(grid),
        about_grid(grid),
        data,
        choices=choices,
        picks=PICKS if grid.is_map else {name: what for name, what in PICKS.items() if name != "y"},
        showlegend=True,
        xaxis=_value_axis(grid.labels[0], grid.columns),
        **layout,
    )


def draw_none(why: str) -> Figure:
    """A card without a sweep that says how to start one."""
    return empty_card("Sweep", why)


def _value_axis(label: str, names: tuple[str, ...]) -> dict[str, Any]:
    """The values of a choice at equal distances, as many of them named as there is room for."""
    places = range(0, len(names), ceil(len(names) / MOST_TICKS))
    ticks = {"tickvals": [place + 1 for place in places], "ticktext": [names[place] for place in places]}
    return axis(inside(label), range=[0.5, len(names) + 0.5], showgrid=False, zeroline=False, automargin=True, **ticks)


def _frame(row: int, column: int) -> list[dict[str, Any]]:
    """A frame around a cell, with a halo, so that it is seen on every colour."""
    place = {"type": "rect", "x0": column + 0.5, "x1": column + 1.5, "y0": row + 0.5, "y1": row + 1.5, "opacity": 1}
    return [{**place, "name": "halo", "line": {"width": 6}}, {**place, "line": {"width": 2}}]


def _upright(column: int) -> list[dict[str, Any]]:
    at = {"type": "line", "x0": column + 1, "x1": column + 1, "y0": 0, "y1": 1, "yref": "paper", "layer": "below"}
    return [{**at, "line": {"dash": "dot"}}]
