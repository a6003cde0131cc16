"""Views of the Compare page: all lanes in one chart, or their heatmaps side by side."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from pages.shared.stage.cards import Cards, Figure
from pages.shared.visitor.view import View
from rnn.figures.compare import decay, gradient, heatmaps, loss, prediction
from rnn.figures.compare.lane import Lane, lanes_of
from rnn.lenses.flow import flow
from rnn.lenses.itemised import by_loss_step
from rnn.words.comparison import about_losses, about_settings


def curves(view: View) -> Cards:
    """Return loss, prediction, gradient and decay of all lanes."""
    lanes = lanes_of(view.newest_lanes, view.lanes, view.sequence)
    return Cards(
        loss=lambda: loss.draw(lanes, about_settings(view.lanes), about_losses(view.lanes)),
        prediction=lambda: prediction.draw(lanes),
        gradient=lambda: gradient.draw(lanes),
        decay=lambda: decay.draw(lanes, [flow(lane.shown_pass) for lane in lanes]),
    )


def side_by_side(view: View) -> Cards:
    """Return the hidden states of each lane, then the influence of each loss."""
    lanes = lanes_of(view.newest_lanes, view.lanes, view.sequence)
    drawn = cache(lambda: heatmaps.draw_hidden(lanes))
    hidden = {f"hidden_{lane.letter}": partial(lambda place: drawn()[place], lane.place) for lane in lanes}
    influence = {f"influence_{lane.letter}": partial(_influence, lane) for lane in lanes}
    return Cards(**hidden, **influence)


def _influence(lane: Lane) -> Figure:
    return heatmaps.draw_influence(lane, by_loss_step(lane.shown_pass))


VIEWS: dict[str, Callable[[View], Cards]] = {"Curves": curves, "Heatmaps": side_by_side}
