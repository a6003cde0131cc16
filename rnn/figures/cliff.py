"""Loss along a line through the present weights, and where one update lands on it."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnn.figures.axes import axis, log_axis, on_log_axis
from rnn.figures.card import Figure, card, empty_card, named_choice
from rnn.figures.gradient import FLOOR
from rnn.figures.marks import down, marked
from rnn.lenses.cliff import ENTRY, GRADIENT, Cliff, Cut, Step
from rnn.network.parameters import Array
from rnn.words import cliff as words

TITLE = "Loss along a line"
NAMES = ("gradient", "gain", "entry")


def draw(cliff: Cliff, cut: Cut, units: int) -> Figure:
    """The loss at each place, the present weights, and one update without clipping and with it.

    cut, units : what is chosen in the head of the card, and the number of hidden units
    """
    place, loss, _ = cliff.here
    here = {**_mark("here", "mark", "circle", place, loss, cliff), "showlegend": False}
    data = [{**along("loss", "loss", cliff.at, cliff.losses), "showlegend": False}, here]
    if cliff.raw and cliff.clipped:
        data += [_step("unclipped", "gradient", "x", cliff.raw, cliff)]
        data += [_step("clipped", "clipped", "diamond-open", cliff.clipped, cliff)]
    return card(
        TITLE,
        _read(cliff.line),
        words.about_steps(cliff),
        data,
        choices=choices(cut, units),
        showlegend=True,
        **marked([down(place)], **axes_of(cliff, "loss", cliff.losses)),
    )


def draw_none(why: str, cut: Cut, units: int) -> Figure:
    """A card without a line that says why there is none; another may be chosen."""
    return empty_card(TITLE, why, choices(cut, units))


def _read(line: str) -> str:
    if line == GRADIENT:
        return "All weights move along the gradient, to the right downhill. Marks: one update."
    moved = "One weight takes other values" if line == ENTRY else "W_hh takes other gains"
    return f"{moved}, all others stay. Marks: one update, as far as it goes along."


def choices(cut: Cut, units: int) -> list[dict[str, Any]]:
    """Line and entry, to be chosen in the head of a card."""
    line = named_choice("line", "Along", cut.line, NAMES)
    return [line, *(entry_choices(cut, units) if NAMES[cut.line] == NAMES[-1] else [])]


def entry_choices(cut: Cut, units: int) -> list[dict[str, Any]]:
    """Row and column of an entry of W_hh."""
    places = {"entry_row": ("Row", cut.row), "entry_column": ("Column", cut.column)}
    return [
        {"name": name, "label": label, "value": value + 1, "most": units} for name, (label, value) in places.items()
    ]


def along(name: str, meta: str, at: Array, values: Array) -> dict[str, Any]:
    """A curve over the line on a log axis."""
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "meta": meta,
        "x": at,
        "y": on_log_axis(values, FLOOR),
        "hovertemplate": f"{name} %{{y:.3g}} at %{{x:.3f}}<extra></extra>",
    }


def axes_of(cliff: Cliff, title: str, values: Array) -> dict[str, Any]:
    """The axis along the line, and a log axis of the values."""
    along_line = axis(words.axis_of(cliff), range=ends_of(cliff.at), nticks=7)
    return {"xaxis": along_line, "yaxis": log_axis(title, values, FLOOR, step=2)}


def ends_of(at: Array, room: float = 0.02) -> list[float]:
    """The ends of an axis over these places, which are one place where the weight is too large to tell them apart."""
    low, high = float(at[0]), float(at[-1])
    beside = max(room * (high - low), 1e-6 * max(abs(low), abs(high)))
    return [low - beside, high + beside]


def _step(name: str, meta: str, symbol: str, step: Step, cliff: Cliff) -> dict[str, Any]:
    return _mark(name, meta, symbol, step.place, step.loss, cliff)


def _mark(name: str, meta: str, symbol: str, place: float, value: float, cliff: Cliff) -> dict[str, Any]:
    """A mark; one beyond the axis stands at its end."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "meta": meta,
        "x": np.clip([place], cliff.at[0], cliff.at[-1]),
        "y": on_log_axis(np.array([value]), FLOOR),
        "marker": {"size": 11, "symbol": symbol},
        "hovertemplate": f"{name}: loss %{{y:.3g}}<extra></extra>",
    }
