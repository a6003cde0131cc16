"""What every figure has in common: its words, its axes, and ranges that do not jump while the network learns."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10
from typing import Any

import numpy as np

from rnn.network.parameters import Array

Figure = dict[str, Any]

TIME = "time step t"
MOST_MARKERS = 12
HIGHEST = 1e300
"""The largest number that is drawn."""


def card(
    title: str,
    read: str,
    said: str,
    data: list[dict[str, Any]],
    choices: Sequence[dict[str, Any]] = (),
    timeline: list[dict[str, Any]] | None = None,
    picks: dict[str, str] | None = None,
    **layout: Any,
) -> Figure:
    """A figure with its title, its line "how to read this" and its computed sentence, which travel in layout.meta.

    data : traces; what of their numbers is not finite, or beyond HIGHEST, becomes nan, which is drawn as a gap
    choices : what may be chosen in the head of the card, each {"name", "label", "value", "most"}, counted from 1 (with
        "none" also 0, that nothing is chosen), or {"name", "label", "on"} for what is shown or not
    picks : what a click on a mark chooses, {axis: "epoch", "step", "unit" or "loss_step"}, counted from 1 on the axis
    timeline : what stands below the chart and can be removed there, each {"text", "epoch", "field"}
    """
    words: dict[str, Any] = {"title": title, "read": read, "said": said}
    given = {"choices": list(choices), "timeline": timeline, "picks": picks}
    extras = {name: extra for name, extra in given.items() if extra}
    return {"data": [_with_gaps(trace) for trace in data], "layout": {"meta": words | extras, **layout}}


def _with_gaps(trace: dict[str, Any]) -> dict[str, Any]:
    arrays = {name: part for name, part in trace.items() if isinstance(part, np.ndarray) and part.dtype.kind == "f"}
    return trace | {name: np.where(drawable(part), part, np.nan) for name, part in arrays.items()}


def drawable(values: Array) -> Array:
    """Which numbers can be drawn; the arithmetic of an axis ends sooner than the numbers of a computer."""
    return np.abs(values) <= HIGHEST


def with_step(figure: Figure, step: int | None) -> Figure:
    """The figure with a dotted line at the selected time step, counted from 0, where its axis is that of time."""
    layout = figure["layout"]
    if step is None or layout.get("xaxis", {}).get("title", {}).get("text") != TIME:
        return figure
    line = {"type": "line", "x0": step + 1, "x1": step + 1, "y0": 0, "y1": 1, "yref": "paper"}
    marks = [{**line, "line": {"dash": "dot"}, "layer": "below"}]
    if _is_heatmap(figure):  # which has light and dark places in any theme
        halo = {**line, "name": "halo", "line": {"width": 4}, "opacity": 0.8}
        marks = [halo, {**line, "line": {"dash": "dot"}, "opacity": 1}]
    return {**figure, "layout": {**layout, "shapes": [*layout.get("shapes", []), *marks]}}


def with_steps(figures: dict[str, Figure], step: int | None, steps: int) -> dict[str, Figure]:
    """The figures of a page with the selected time step marked, which can be chosen in the head of one of them.

    It is what a click on any of them chooses: the first picture of all units has it, or else the first figure.
    """
    marked = {name: with_step(figure, step) for name, figure in figures.items()}
    picking = [name for name, figure in marked.items() if figure["layout"]["meta"].get("picks", {}).get("x") == "step"]
    if picking:
        name = next((name for name in picking if _is_heatmap(marked[name])), picking[0])
        choice = {"name": "step", "label": "Time step", "value": 0 if step is None else step + 1, "most": steps}
        layout = marked[name]["layout"]
        choices = [*layout["meta"].get("choices", []), {**choice, "none": True}]
        marked[name] = {**marked[name], "layout": {**layout, "meta": {**layout["meta"], "choices": choices}}}
    return marked


def _is_heatmap(figure: Figure) -> bool:
    return any(trace["type"] == "heatmap" for trace in figure["data"])


def sequence_choice(chosen: int, sequences: int) -> list[dict[str, Any]]:
    """Which sequence of a batch is drawn, to be chosen in the head of a card; nothing where there is one."""
    if sequences == 1:
        return []
    return [{"name": "sequence", "label": "Sequence", "value": chosen + 1, "most": sequences}]


def unit_choice(chosen: int, units: int) -> list[dict[str, Any]]:
    """Which hidden unit is drawn, to be chosen in the head of a card."""
    return [{"name": "unit", "label": "Unit", "value": chosen + 1, "most": units}]


def axis(title: str, **settings: Any) -> dict[str, Any]:
    """An axis with its title; <sub> and <sup> are typeset."""
    return {"title": {"text": title}, **settings}


def time_axis(steps: int) -> dict[str, Any]:
    """Time steps 1 to `steps`, whole numbers only."""
    return axis(TIME, range=[0.5, steps + 0.5], tickformat="d", **({"dtick": 1} if steps <= 12 else {"nticks": 6}))


def unit_axis(units: int) -> dict[str, Any]:
    """Units 1 to `units` of the hidden state, whole numbers only."""
    ticks: dict[str, Any] = {"dtick": 1} if units <= 8 else {"nticks": 6}
    return axis("unit of h<sub>t</sub>", range=[0.5, units + 0.5], tickformat="d", **ticks)


def log_axis(title: str, values: Array, floor_at: float, step: int = 1) -> dict[str, Any]:
    """A log axis over whole steps of so many decades, so that it moves seldom; nothing below `floor_at`."""
    shown = values[drawable(values) & (values > floor_at)]
    lowest, highest = (float(shown.min()), float(shown.max())) if len(shown) else (floor_at, floor_at)
    if len(shown) < values.size:
        lowest = floor_at
    low = step * floor(log10(lowest) / step)
    high = max(step * ceil(log10(highest) / step), low + step)
    return axis(
        title, type="log", range=[low - 0.05, high + 0.05], dtick=max(1, ceil((high - low) / 6)), exponentformat="power"
    )


def on_log_axis(values: Array, floor_at: float) -> Array:
    """What a log axis can draw: what is below its floor lies on it; what is not finite stays away, as nan."""
    return np.asarray(np.where(drawable(values), np.maximum(values, floor_at), np.nan))


def value_axis(title: str, values: Array) -> dict[str, Any]:
    """A linear axis over all values, rounded outward to whole steps, so that it moves seldom."""
    shown = values[drawable(values)]
    low, high = (float(np.min(shown)), float(np.max(shown))) if shown.size else (0.0, 0.0)
    size = max(abs(low), abs(high))
    spread = high - low if high - low > 1e-9 * size else size  # rounding alone is not worth a closer look
    step = _round_up(max(spread or 1.0, 1e-300) / 4)
    return axis(title, range=[(floor(low / step) - 0.3) * step, (ceil(high / step) + 0.3) * step], nticks=6)


def reach(values: Array, bound: float | None) -> float:
    """The end of a colour scale: the bound, or else a round number beyond all values, at least 1: it moves seldom."""
    if bound is not None:
        return bound
    finite = np.abs(values[drawable(values)])
    return _round_up(max(float(finite.max(initial=0.0)), 1.0))


def epoch_axis(newest: int) -> dict[str, Any]:
    """Epochs from 0 to a round number beyond the newest, so that it moves seldom."""
    end = _round_up(max(newest, 10))
    return axis("epoch", range=[-0.02 * end, 1.02 * end], nticks=6)


def _round_up(value: float) -> float:
    """The next of 1, 1.5, 2, 3, 4, 5, 6, 8 times a power of ten."""
    power = 10.0 ** floor(log10(value))
    enough = value / power * (1 - 1e-12)
    return power * next(mantissa for mantissa in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if mantissa >= enough)


def line_mode(steps: int) -> str:
    """Points on a line only where they can be told apart; each costs time at every frame."""
    return "lines" if steps > MOST_MARKERS else "lines+markers"


def band(name: str, meta: str, x: Array, low: Array, high: Array) -> dict[str, Any]:
    """What lies between two lines, as one outline: two would cost more time at every frame."""
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "meta": meta,
        "x": np.concatenate([x, x[::-1]]),
        "y": np.concatenate([low, high[::-1]]),
        "fill": "toself",
        "hoverinfo": "skip",
    }


def named_line(name: str, meta: str, x: Array, y: Array, dash: str, hover: str) -> dict[str, Any]:
    """One of several lines that are told apart by name, role and dash."""
    return {
        "type": "scatter",
        "mode": line_mode(len(x)),
        "name": name,
        "meta": meta,
        "x": x,
        "y": y,
        "line": {"width": 2, "dash": dash},
        "marker": {"size": 5},
        "hovertemplate": hover,
    }


def steps_of(rows: Sequence[Any] | Array) -> Array:
    """1, 2, ... for as many time steps or units as there are."""
    return np.arange(1, len(rows) + 1)
