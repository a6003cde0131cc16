"""The cliff: loss and gradient norm along a line through the present weights, and the loss in a plane."""

from __future__ import annotations

from functools import cache

from pages.shared.stage.cards import Cards, Figure
from pages.shared.visitor.view import View
from rnn.figures import cliff as cliff_figure
from rnn.figures import cliff_gradient
from rnn.figures import loss_plane as plane_figure
from rnn.lenses.cliff import LINES, PLANES, cliff, why_no_cliff
from rnn.lenses.loss_plane import loss_plane, why_no_plane


def cliff_view(view: View) -> Cards:
    """Return the loss along a line with one update on it, and the gradient norm along the same line."""
    shown, cut = view.shown, view.cut
    units, line = shown.experiment.hidden_size, LINES[cut.line]
    why = why_no_cliff(shown, line)
    if why:
        return Cards(
            cliff=lambda: cliff_figure.draw_none(why, cut, units),
            cliff_gradient=lambda: cliff_gradient.draw_none(why),
            loss_plane=lambda: _plane(view),
        )
    found = cache(lambda: cliff(shown, line, (cut.row, cut.column)))
    return Cards(
        cliff=lambda: cliff_figure.draw(found(), cut, units),
        cliff_gradient=lambda: cliff_gradient.draw(found()),
        loss_plane=lambda: _plane(view),
    )


def _plane(view: View) -> Figure:
    shown, cut, units = view.shown, view.cut, view.shown.experiment.hidden_size
    why = why_no_plane(shown, PLANES[cut.plane])
    if why:
        return plane_figure.draw_none(why, cut, units)
    return plane_figure.draw(loss_plane(shown, PLANES[cut.plane], (cut.row, cut.column)), cut, units)
