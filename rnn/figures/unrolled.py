"""What runs where? The network unrolled over time, and how far the walk through it has come."""

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
    """Nodes coloured by value, arrows forward, and on the way back arrows as thick as the gradient is long."""
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
    read = "Each column is one time step, all with the same weights. A thick rim is at work."
    if last - first + 1 < moment.walk.steps:
        read += f" Steps {first:,} to {last:,} of {moment.walk.steps:,}; the window moves along."
    for row in wide:
        which = f"{'unit' if row.name == 'h' else 'entry'} {row.entry + 1}"
        read += f" A dot of {row.name}_t is all its {row.values.shape[1]} numbers, with the colour of {which}."
    return read


def _said(moment: Moment) -> str:
    """What this moment shows, beyond what the sub-step says itself."""
    step, steps = moment.step, moment.walk.steps
    if moment.phase == "forward":
        left = steps - (step or 0)
        rest = "1 step is" if left == 1 else f"{left:,} steps are" if left else "no step is"
        return f"All that is kept of the past is in h<sub>{step}</sub>; {rest} to come."
    if moment.phase == "loss":
        return "Every state and every answer is there: the way back can begin."
    if moment.phase == "update":
        return "All columns share their weights: one update changes them all."
    lengths = moment.walk.shown.dh_norm[0]
    longest, length = int(lengths.argmax()), float(lengths[(step or 1) - 1])
    if not np.isfinite(lengths).all():
        where = "" if np.isfinite(length) else f", and at t = {step} it is not"
        return f"The gradient is not finite at every step{where}."
    if not length:
        return f"No gradient arrives at t = {step}."
    if longest + 1 == step:
        return f"The gradient is longest here, at t = {step}."
    part = ratio(length / float(lengths[longest]))
    return f"The gradient at t = {step} is {part} that at t = {longest + 1}, the longest."
