"""The Sweep page: what came of the runs, beside the loss of the run that was opened."""

from __future__ import annotations

from typing import Any

from pages.shared.stage.cards import Cards, Figure
from pages.shared.visitor.sweeping import Swept
from pages.shared.visitor.view import View
from rnn.figures import loss
from rnn.figures import sweep as sweep_figure
from rnn.figures.card import named_choice
from rnn.sweep.grid import MEASURES, Grid

NOTHING_YET = "No sweep was started yet. Choose what is swept above, and press Start."


def sweep(view: View) -> Cards:
    """Return the sweep as colours or as a curve, and the loss of the present run."""
    return Cards(
        sweep=lambda: _sweep(view.sweep.swept),
        loss=lambda: loss.draw(view.newest, view.shown, view.parent, view.untrained),
    )


def _sweep(swept: Swept | None) -> Figure:
    if swept is None:
        return sweep_figure.draw_none(NOTHING_YET)
    return sweep_figure.draw(swept.grid, choices=_choices(swept), selected=swept.cell)


def _choices(swept: Swept) -> list[dict[str, Any]]:
    """Return what is chosen in the head of the card: the measure, the seed, and the cell."""
    looking, seeds = swept.looking, [str(seed) for seed in swept.sweeping.state.plan.seeds]
    measures = [MEASURES[name].label for name in swept.measures]
    measure = looking.measure if looking.measure < len(measures) else 0
    seed = looking.seed if looking.seed <= len(seeds) else 0
    return [
        named_choice("sweep_measure", "Measure", measure, measures),
        *([named_choice("sweep_seed", "Seed", seed, ["all", *seeds])] if len(seeds) > 1 else []),
        *_cell(swept.grid, swept.cell),
    ]


def _cell(grid: Grid, cell: tuple[int, int]) -> list[dict[str, Any]]:
    """Return the choices of the selected cell, so that it can be reached with keys."""
    row, column = cell
    first, *second = grid.labels
    columns = named_choice("sweep_column", first, column, grid.columns)
    return [columns, *(named_choice("sweep_row", label, row, grid.rows) for label in second)]
