"""Influence of each loss on each state: the gradient before it is summed over the loss steps."""

from __future__ import annotations

import numpy as np

from rnn.figures.axes import axis, time_axis
from rnn.figures.card import Figure, card, sequence_choice, steps_of
from rnn.figures.log_colours import decades
from rnn.figures.marks import across, down, marked
from rnn.lenses.itemised import ByLossStep
from rnn.lenses.truncation_cost import cut_steps
from rnn.network.parameters import Array
from rnn.words import flow_sentences

LOWEST, HIGHEST = -8, 2
MOST_CELLS = 40_000


def draw(
    items: ByLossStep,
    loss_step: int | None = None,
    truncation: int | None = None,
    sequence: int = 0,
    sequences: int = 1,
) -> Figure:
    """|dL_s/dh_t|, a row for each loss step s; the chosen one is marked, and where the chain is cut.

    sequence, sequences : which of how many the items are of, to choose another in the head of the card
    """
    loss_step = items.within(loss_step)
    time = steps_of(items.dh[0])
    rows, influence = _from_the_first_influence(items)
    cuts = [down(t + 0.5) for t in cut_steps(len(time), truncation)]
    ends = [rows[0] - 0.5, rows[-1] + 0.5]
    return card(
        "Influence of each loss",
        _read(rows[0] > items.steps[0] or len(items.steps) < len(time), rows, bool(cuts)),
        flow_sentences.about_influence(items, loss_step),
        [decades(influence, time, rows, LOWEST, HIGHEST, "loss at s = %{y}, state at t = %{x}: 10^%{z:.1f}")],
        choices=sequence_choice(sequence, sequences),
        picks={"x": "step", "y": "loss_step"},
        xaxis=time_axis(len(time)),
        yaxis=axis("loss step s", range=ends, tickformat="d", **({"dtick": 1} if len(rows) <= 8 else {"nticks": 6})),
        **marked([*cuts, *([across(loss_step)] if len(rows) > 1 and loss_step >= rows[0] else [])]),
    )


def _from_the_first_influence(items: ByLossStep) -> tuple[Array, Array]:
    """Loss steps from the first that has any influence, as many as can be drawn, and their norms; nan where s < t."""
    time = steps_of(items.dh[0])
    influence = items.norm
    nonzero = influence.max(axis=1) > 0
    first = max(int(nonzero.argmax()), len(influence) - max(1, MOST_CELLS // len(time)))
    there = nonzero[:, None] & (time <= items.steps[:, None])
    return items.steps[first:], np.where(there, influence, np.nan)[first:]


def _read(begins_late: bool, rows: Array, cut: bool) -> str:
    read = (
        "Row s, column t: |∂L<sub>s</sub>/∂h_t|, the influence (pull) of the loss at s on h_t. Log scale, floor 10⁻⁸."
    )
    if begins_late:
        read += f" Rows begin at s = {rows[0]:,}."
    return f"{read} Dashed lines: truncation cuts the gradient." if cut else read
