"""Heatmaps of the lanes, one beside the other, on one scale."""

from __future__ import annotations

from collections.abc import Sequence

from rnn.figures import hidden, itemised
from rnn.figures.card import Figure
from rnn.figures.compare.lane import Lane
from rnn.lenses.itemised import ByLossStep


def draw_hidden(lanes: Sequence[Lane], place: int) -> Figure:
    """Return the hidden states of one lane on the scale of all."""
    figures = [hidden.draw(lane.shown_pass) for lane in lanes]
    scales = [figure["data"][0] for figure in figures]
    figure = figures[place]
    figure["data"][0] |= {
        "zmin": min(scale["zmin"] for scale in scales),
        "zmax": max(scale["zmax"] for scale in scales),
        "meta": "diverging" if any(scale["meta"] == "diverging" for scale in scales) else "sequential",
    }
    return _named(figure, lanes[place])


def draw_influence(lane: Lane, items: ByLossStep) -> Figure:
    """Return the influence of each loss on each state of one lane; the scale is the same for every network."""
    return _named(itemised.draw(items, truncation=lane.shown_pass.options.truncation), lane)


def _named(figure: Figure, lane: Lane) -> Figure:
    meta = figure["layout"]["meta"]
    return {**figure, "layout": {**figure["layout"], "meta": {**meta, "title": f"{meta['title']}, {lane.letter}"}}}
