"""What every figure has in common: its words, what may be chosen in its head, and lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from rnn.figures.axes import TIME, drawable
from rnn.network.parameters import Array

Figure = dict[str, Any]

MOST_MARKERS = 12


def card(
    title: str,
    read: str,
    said: str,
    data: list[dict[str, Any]],
    choices: Sequence[dict[str, Any]] = (),
    timeline: list[dict[str, Any]] | None = None,
    picks: dict[str, str] | None = None,
    still: bool = False,
    **layout: Any,
) -> Figure:
    """A figure with its title, its line "how to read this" and its computed sentence, which travel in layout.meta.

    data : traces; what of their numbers is not finite, or beyond HIGHEST, becomes nan, which is drawn as a gap
    choices : what may be chosen in the head of the card, each {"name", "label", "value", "most"}, counted from 1 (with
        "none" also 0, that nothing is chosen; with "names" these are shown), or {"name", "label", "on"} for what is
        shown or not
    picks : what a click on a mark chooses, {axis: "epoch", "step", "unit" or "loss_step"}, counted from 1 on the axis
    still : whether what is drawn on the second y axis stays as it is while the network learns
    timeline : what stands below the chart and can be removed there, each {"text", "epoch", "field"}
    """
    words: dict[str, Any] = {"title": title, "read": read, "said": said}
    given = {"choices": list(choices), "timeline": timeline, "picks": picks, "still": still}
    extras = {name: extra for name, extra in given.items() if extra}
    return {"data": [_with_gaps(trace) for trace in data], "layout": {"meta": words | extras, **layout}}


def _with_gaps(trace: dict[str, Any]) -> dict[str, Any]:
    arrays = {name: part for name, part in trace.items() if isinstance(part, np.ndarray) and part.dtype.kind == "f"}
    return trace | {name: np.where(drawable(part), part, np.nan) for name, part in arrays.items()}


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


def named_choice(name: str, label: str, chosen: int, names: Sequence[str]) -> dict[str, Any]:
    """One of several named things, to be chosen in the head of a card.

    chosen : its place, counted from 0
    """
    return {"name": name, "label": label, "value": chosen + 1, "most": len(names), "names": list(names)}


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


def empty_card(title: str, why: str, choices: Sequence[dict[str, Any]] = ()) -> Figure:
    """A card without a curve that says why; its chart is drawn all the same, with an empty trace and without axes."""
    nothing, bare = np.empty(0), {"visible": False, "range": [0, 1]}
    line = named_line(title, "prediction", nothing, nothing, "solid", "")
    return card(title, why, "", [line], choices=choices, xaxis=bare, yaxis=bare)


def steps_of(rows: Sequence[Any] | Array) -> Array:
    """1, 2, ... for as many time steps or units as there are."""
    return np.arange(1, len(rows) + 1)
