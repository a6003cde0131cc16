"""Views of the Dynamics page: what the network does on its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from pages.shared.stage.cards import Cards, Figure
from pages.shared.views.cliff import cliff_view
from pages.shared.views.one_unit import one_unit_view
from pages.shared.views.perturbation import perturbation_and_lesions
from pages.shared.views.state_space import state_space
from pages.shared.visitor.view import View
from rnn.figures import forecast as forecast_figure
from rnn.figures import probabilities
from rnn.figures import writing as writing_figure
from rnn.lenses.forecast import forecast, why_no_forecast
from rnn.lenses.writing import alphabet_of, learned_text, why_nothing_is_written, writing


def on_its_own(view: View) -> Cards:
    """Return the forecast of a series, or of a task whose target is its next input."""
    return Cards(forecast=lambda: _forecast(view))


def _forecast(view: View) -> Figure:
    why = why_no_forecast(view.shown)
    if why:
        return forecast_figure.draw_none(why)
    return forecast_figure.draw(forecast(view.shown, view.horizon, view.sequence, view.step), view.column)


def writing_view(view: View) -> Cards:
    """Return what a network of letters writes, the letters that may come first, and its predictions on the text."""
    why = why_nothing_is_written(view.shown)
    if why:
        return Cards(written=lambda: writing_figure.draw_none(why))
    shown, sampling, alphabet = view.shown, view.sampling, alphabet_of(view.shown)
    made = cache(lambda: writing(shown, sampling))
    return Cards(
        written=lambda: writing_figure.draw(made(), sampling, alphabet, learned_text(shown)),
        next_letter=lambda: writing_figure.draw_next(made(), alphabet, sampling.temperature),
        prediction=lambda: probabilities.draw(view.shown_pass, view.sequence, alphabet.names, alphabet.names),
    )


VIEWS: dict[str, Callable[[View], Cards]] = {
    "Forecast": on_its_own,
    "Writing": writing_view,
    "State space": state_space,
    "Perturbation and lesions": perturbation_and_lesions,
    "One unit": one_unit_view,
    "The cliff": cliff_view,
}
