"""Which loss pulls at which state? The gradient before it is summed over the loss steps."""

from __future__ import annotations

import numpy as np

from rnn import flow_sentences
from rnn.cutting import cut_steps
from rnn.figures.card import Figure, axis, card, steps_of, time_axis
from rnn.figures.decades import decades
from rnn.figures.marked import across, down, marked
from rnn.itemised import ByLossStep

LOWEST, HIGHEST = -8, 2
MOST_CELLS = 40_000


def draw(items: ByLossStep, loss_step: int | None = None, truncation: int | None = None) -> Figure:
    """|dL_s/dh_t|, a row for each loss step s; the chosen one is marked, and where the chain is cut."""
    loss_step = items.within(loss_step)
    time = steps_of(items.dh[0])
    rows = items.steps[-max(1, MOST_CELLS // len(time)) :]
    pulls = items.norm[-len(rows) :]
    reached = (time <= rows[:, None]) & (pulls.max(axis=1, keepdims=True) > 0)
    cuts = [down(t + 0.5) for t in cut_steps(len(time), truncation)]
    ends = [rows[0] - 0.5, rows[-1] + 0.5]
    return card(
        "Each loss alone",
        _read(len(rows), len(time), bool(cuts)),
        flow_sentences.about_items(items, loss_step),
        [
            decades(
                np.where(reached, pulls, np.nan),
                time,
                rows,
                LOWEST,
                HIGHEST,
                "loss at s = %{y}, state at t = %{x}: 10^%{z:.1f}",
            )
        ],
        xaxis=time_axis(len(time)),
        yaxis=axis("loss step s", range=ends, tickformat="d", **({"dtick": 1} if len(rows) <= 8 else {"nticks": 6})),
        **marked(*cuts, across(loss_step)),
    )


def _read(rows: int, steps: int, cut: bool) -> str:
    read = "Row s, column t: |∂L<sub>s</sub>/∂h_t|, the pull of one loss at one state. Log scale, floor 10⁻⁸; empty: no loss, or later."
    if rows < steps:
        read += f" Only the last {rows:,} loss steps are shown."
    return f"{read} Dashed columns: the chain is cut." if cut else read
