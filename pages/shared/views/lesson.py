"""The charts beside the card of a lesson: those of its lens, with the guess of its question."""

from __future__ import annotations

from functools import partial

from pages.shared.stage.cards import Cards, Figure
from pages.shared.views.gradient_flow import AS_IT_WAS
from pages.shared.views.lenses import LENSES
from pages.shared.visitor.lesson_moves import true_curve
from pages.shared.visitor.reading import Reading
from pages.shared.visitor.view import View
from rnn.figures import expected_curve
from rnn.figures.guess import Guess, with_guess
from rnn.lessons.lesson import CurveQuestion, NumberQuestion
from rnn.lessons.terms import Term
from rnn.text.quantities import number


def what_if_row(reading: Reading) -> dict[str, bool]:
    """Whether the what-if sliders stand above the charts: later, while they could give an answer away."""
    card = reading.card
    has_sliders = card.page == "Gradient flow" and card.view != AS_IT_WAS
    return {"what_if": has_sliders and not reading.is_open, "what_if_later": has_sliders and reading.is_open}


def lesson_charts(view: View) -> Cards:
    """Return the charts of the card; before the question is answered, an empty one in place of the curve asked for."""
    reading, card = view.reading, view.reading.card
    charts = LENSES[card.lens].draw(view).only(card.figures)
    if isinstance(card.question, CurveQuestion) and reading.is_open:
        return charts.replacing(**{_chart_of(card.question, charts): lambda: _to_draw(reading)})
    made = _guess(reading, charts)
    if made is None or made.chart not in charts:
        return charts
    return charts.replacing(**{made.chart: partial(_with_guess, charts, made)})


def _with_guess(charts: Cards, made: Guess) -> Figure:
    return with_guess(charts[made.chart], made)


def _chart_of(question: CurveQuestion, charts: Cards) -> str:
    return question.figure if question.figure in charts and question.figure else next(iter(charts))


def _to_draw(reading: Reading) -> Figure:
    question = reading.card.question
    assert isinstance(question, CurveQuestion)
    x, y = true_curve(reading)
    return expected_curve.draw(x, y, question.curve.titles, question.log, reading.here)


def _guess(reading: Reading, charts: Cards) -> Guess | None:
    """Return what is drawn of the answer, or None."""
    question, given = reading.card.question, reading.answer
    if isinstance(question, CurveQuestion) and isinstance(given, tuple):
        x, _ = true_curve(reading)
        places = expected_curve.points_of(x)
        return Guess(_chart_of(question, charts), tuple(x[places].tolist()), given)
    if isinstance(question, NumberQuestion) and isinstance(given, float) and question.quantity.under is None:
        return _marked(question.quantity.over, given)
    return None


def _marked(term: Term, given: float) -> Guess | None:
    """Return where a number stands on a chart; None for one that stands on none."""
    chart, axis = _CHARTS.get(term.name, ("", ""))
    said = number(given).replace("-", "−")
    if axis in ("step", "lag") and len(term.arguments) == 1:
        return Guess(chart, (term.arguments[0] + float(axis == "step"),), (given,), said)
    if axis == "y":
        return Guess(chart, y=(given,), said=said)
    return Guess(chart, (given,), said=said) if axis == "x" else None


_CHARTS = {
    "loss": ("loss", "y"),
    "held_out_loss": ("loss", "y"),
    "lowest_loss": ("loss", "y"),
    "highest_loss": ("loss", "y"),
    "first_epoch_below": ("loss", "x"),
    "first_epoch_above": ("loss", "x"),
    "last_epoch": ("loss", "x"),
    "horizon": ("decay", "x"),
    "half_life": ("decay", "x"),
    "left": ("decay", "lag"),
    "from_lag": ("by_lag", "lag"),
    "gradient": ("gradient", "step"),
    "before_activation": ("gradient", "step"),
    "prediction": ("prediction", "step"),
    "loss_at_step": ("error", "step"),
    "gradient_norm": ("gradient_norms", "y"),
    "largest_norm": ("clip_events", "y"),
}
"""Quantities by the chart and the axis on which they stand: on y also at the time step or the lag of the argument."""
