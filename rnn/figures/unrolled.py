"""The network unrolled over time, at one position of the walk."""

from __future__ import annotations

import numpy as np

from rnn.figures.axes import TIME, axis
from rnn.figures.card import Figure, card, sequence_choice, unit_choice
from rnn.figures.marks import Mark, down, marked
from rnn.figures.unrolled_arrows import backward, forward
from rnn.figures.unrolled_nodes import nodes
from rnn.figures.unrolled_places import Moment
from rnn.lenses.walk import Walk
from rnn.text.quantities import ratio


def draw(walk: Walk, position: int) -> Figure:
    """Nodes coloured by value, arrows forward, and on the way back arrows whose width grows with the gradient norm."""
    moment = Moment(walk, position)
    still = {"fixedrange": True, "showgrid": False, "zeroline": False}
    (first, last), top = moment.window, moment.rows["y"].top
    data = [*forward(moment), *backward(moment), *nodes(moment)]
    axes = {
        "xaxis": axis(TIME, range=[first - 1.4, last + 0.6], dtick=1, tickformat="d", **still),
        "yaxis": axis(
            "layer",
            range=[-1.1, top + 1.1],
            tickvals=[row.middle for row in moment.rows.values()],
            ticktext=[f"{name}<sub>t</sub>" for name in moment.rows],
            **still,
        ),
    }
    return card(
        "The unrolled network",
        _read(moment),
        _said(moment),
        data,
        choices=unit_choice(walk.unit, walk.shown.h.shape[2]) + sequence_choice(walk.sequence, walk.sequences),
        showlegend=True,
        **marked(_cuts(moment), data, **axes),
    )


def _cuts(moment: Moment) -> list[Mark]:
    """A mark after every step that no gradient comes back to."""
    first, last = moment.window
    options, steps = moment.walk.shown.options, moment.walk.steps
    cuts = [t for t in range(first, min(last, steps - 1) + 1) if options.cut_after(t, steps)]
    return [down(t + 0.5, "cut") for t in cuts]


def _read(moment: Moment) -> str:
    (first, last), wide = moment.window, [row for row in moment.rows.values() if row.whole]
    read = "Each column is one time step; all share the same weights. Thick rims: computed at this sub-step."
    if last - first + 1 < moment.walk.steps:
        read += f" Steps {first:,} to {last:,} of {moment.walk.steps:,}; the window moves along."
    for row in wide:
        which = f"{'unit' if row.name == 'h' else 'entry'} {row.entry + 1}"
        read += f" A dot of {row.name}_t is all its {row.values.shape[1]} numbers, with the colour of {which}."
    return read


def _said(moment: Moment) -> str:
    """What this moment shows, beyond what the sub-step says itself."""
    step = moment.step
    if moment.phase == "forward":
        rest = "the steps to come" if step != moment.walk.steps else "its last prediction"
        return f"h<sub>{step}</sub> is all that the network keeps of the past for {rest}."
    if moment.phase == "loss":
        return "All states and predictions are computed; the backward pass can begin."
    if moment.phase == "update":
        return "All columns share their weights: one update changes them all."
    norms = moment.walk.shown.dh_norm[0]
    largest, norm = int(norms.argmax()), float(norms[(step or 1) - 1])
    if not np.isfinite(norms).all():
        where = "" if np.isfinite(norm) else f", and at t = {step} it is not"
        return f"The gradient is not finite at every step{where}."
    if not norm:
        return f"No gradient arrives at t = {step}."
    if largest + 1 == step:
        return f"The gradient norm is largest here, at t = {step}."
    relative = ratio(norm / float(norms[largest]))
    return f"The gradient norm at t = {step} is {relative} that at t = {largest + 1}, the largest."
