"""Views of the Dynamics page: what the network does on its own."""

from __future__ import annotations

from collections.abc import Callable

from pages.shared.stage.cards import Cards, Figure
from pages.shared.visitor.view import View
from rnn.figures import forecast as forecast_figure
from rnn.lenses.forecast import forecast, why_no_forecast


def on_its_own(view: View) -> Cards:
    """Return the forecast of a person's own series."""
    return Cards(forecast=lambda: _forecast(view))


def _forecast(view: View) -> Figure:
    why = why_no_forecast(view.shown)
    if why:
        return forecast_figure.draw_none(why)
    return forecast_figure.draw(forecast(view.shown, view.horizon, view.sequence), view.column)


VIEWS: dict[str, Callable[[View], Cards]] = {"Forecast": on_its_own}
