"""Loss in a plane through the present weights as colours, with the path of training on it."""

from __future__ import annotations

from math import ceil, floor, log10
from typing import Any

import numpy as np

from rnn.figures.axes import axis, drawable
from rnn.figures.card import Figure, card, empty_card, named_choice
from rnn.figures.cliff import ends_of, entry_choices
from rnn.figures.gradient import FLOOR
from rnn.figures.log_colours import decades
from rnn.lenses.cliff import Cut
from rnn.lenses.loss_plane import ENTRY, LossPlane
from rnn.network.parameters import Array
from rnn.words.cliff import about_plane

TITLE = "Loss in a plane"
NAMES = ("W_hh entry, bias", "gradient, random")


def draw(found: LossPlane, cut: Cut, units: int) -> Figure:
    """The loss on a log scale, and the kept epochs of training, projected on the plane.

    cut, units : what is chosen in the head of the card, and the number of hidden units
    """
    colours = decades(found.losses, found.x, found.y, *_decades(found.losses), "loss 10^%{z:.1f} at %{x:.2f}, %{y:.2f}")
    across, up = _axes(found)
    room = 0.5 / (len(found.x) - 1)  # half a cell
    return card(
        TITLE,
        f"{len(found.x)} × {len(found.y)} losses, log scale. Line: the path of training, projected. Circle: now.",
        about_plane(found),
        [{**colours, "name": "loss"}, *_path(found)],
        choices=choices(cut, units),
        xaxis=axis(across, range=ends_of(found.x, room), nticks=7),
        yaxis=axis(up, range=ends_of(found.y, room), nticks=6),
    )


def draw_none(why: str, cut: Cut, units: int) -> Figure:
    """A card without a plane that says why there is none; another may be chosen."""
    return empty_card(TITLE, why, choices(cut, units))


def choices(cut: Cut, units: int) -> list[dict[str, Any]]:
    """Plane and entry, to be chosen in the head of the card."""
    plane = named_choice("plane", "Plane", cut.plane, NAMES)
    return [plane, *(entry_choices(cut, units) if NAMES[cut.plane] == NAMES[0] else [])]


def _axes(found: LossPlane) -> tuple[str, str]:
    if found.plane == ENTRY:
        row, column = (place + 1 for place in found.entry)
        return f"W<sub>hh</sub>[{row}, {column}]", f"b<sub>h</sub>[{row}]"
    return "distance against the gradient", "random direction"


def _decades(losses: Array) -> tuple[int, int]:
    """The whole powers of ten around all losses, which move seldom."""
    seen = losses[drawable(losses) & (losses > FLOOR)]
    if not len(seen):
        return 0, 1
    low = floor(log10(seen.min()))
    return low, max(ceil(log10(seen.max())), low + 1)


def _path(found: LossPlane) -> list[dict[str, Any]]:
    """The path with a halo, so that it is seen on every colour, and the epoch shown."""
    beyond = (np.abs(found.path - np.array(found.here)) > (found.x[-1] - found.x[0]) / 2).any(axis=1)
    x, y = (np.where(beyond, np.nan, places) for places in found.path.T)
    line = {"type": "scatter", "mode": "lines", "x": x, "y": y, "hoverinfo": "skip", "showlegend": False}
    mark = {"size": 12, "symbol": "circle-open", "line": {"width": 3}}
    here = {"type": "scatter", "mode": "markers", "x": x[-1:], "y": y[-1:], "hoverinfo": "skip", "showlegend": False}
    return [
        {**line, "name": "halo", "meta": "halo", "line": {"width": 5}},
        {**line, "name": "path", "meta": "prediction", "line": {"width": 2}},
        {**here, "name": "around", "meta": "halo", "marker": {**mark, "size": 16, "symbol": "circle"}},
        {**here, "name": "here", "meta": "prediction", "marker": mark},
    ]
