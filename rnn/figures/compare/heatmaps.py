"""Heatmaps of the lanes, one beside the other, on one scale."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rnn.figures import hidden, itemised
from rnn.figures.card import Figure
from rnn.figures.compare.common_axis import LINEAR, common
from rnn.figures.compare.lane import Lane
from rnn.lenses.itemised import ByLossStep


def draw_hidden(lanes: Sequence[Lane]) -> list[Figure]:
    """Return the hidden states of each lane, all on one scale."""
    figures = [hidden.draw(lane.shown_pass) for lane in lanes]
    scales = [figure["data"][0] for figure in figures]
    ends = common([np.array([each["zmin"], each["zmax"]]) for each in scales], LINEAR)
    scale = {
        "zmin": float(ends.values.min()),
        "zmax": float(ends.values.max()),
        "meta": "diverging" if any(each["meta"] == "diverging" for each in scales) else "sequential",
    }
    for figure in figures:
        figure["data"][0] |= scale
    return [_named(figure, lane, ends.about("scale")) for figure, lane in zip(figures, lanes, strict=True)]


def draw_influence(lane: Lane, items: ByLossStep) -> Figure:
    """Return the influence of each loss on each state of one lane; the scale is the same for every network."""
    return _named(itemised.draw(items, truncation=lane.shown_pass.options.truncation), lane)


def _named(figure: Figure, lane: Lane, more: str = "") -> Figure:
    meta = figure["layout"]["meta"]
    words = {"title": f"{meta['title']}, {lane.letter}", "said": f"{meta['said']}{more}"}
    return {**figure, "layout": {**figure["layout"], "meta": {**meta, **words}}}
