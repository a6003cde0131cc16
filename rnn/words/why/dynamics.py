"""Why the numbers of the Dynamics page are what they are: forecast, writing, state space, fixed points."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rnn.lenses.forecast import Forecast, forecast, why_no_forecast
from rnn.lenses.walk.written import minus
from rnn.lenses.writing import alphabet_of, learned_text, why_nothing_is_written, writing
from rnn.network.parameters import Array
from rnn.text.quantities import counted, number, percent
from rnn.words.why.seen import Seen
from rnn.words.why.why import Why, listed
from rnn.words.writing import longest_passage


def about_forecast(seen: Seen, words: str) -> Iterator[Why]:
    """How far the forecast and the last value repeated are off."""
    if why_no_forecast(seen.shown):
        return
    made, column = forecast(seen.shown, seen.horizon, seen.sequence, seen.step), seen.column
    column = min(column, made.ahead.shape[1] - 1)
    known = {"forecast": made.ahead[:, column], "series": made.truth[:, column], "read": made.known[:, column]}
    k, steps = len(made.truth), len(made.ahead)
    if not k:
        first = float(made.ahead[0, column])
        yield Why("rows", f"{steps:,}", steps, "rows that are forecast", f"{steps:,}", ("rows = len(forecast)",), known)
        yield Why(
            "first value",
            number(first),
            first,
            "ŷ after the last number that is read, in your units",
            f"= {minus(first)}",
            ("first = forecast[0]",),
            known,
        )
        return
    yield from _errors(made, column, known)


def _errors(made: Forecast, column: int, known: dict[str, Array]) -> Iterator[Why]:
    k, away = len(made.truth), int(made.away[column])
    error, repeated = float(made.error[column]), float(made.repeated_error[column])
    yield Why("rows", f"{k:,}", k, "rows of the forecast that are known", f"{k:,}", ("rows = len(series)",), known)
    for name, value, of, formula in (
        ("RMSE of the forecast", error, "forecast[:len(series)]", "√((1/k) Σ (forecast − series)²)"),
        ("RMSE of the last value", repeated, "read[-1]", "√((1/k) Σ (last − series)²)"),
    ):
        yield Why(
            name,
            number(value),
            value,
            formula,
            f"√{minus(value**2)} = {minus(value)}",
            (f"error = np.sqrt(np.mean(({of} - series)**2))",),
            known,
        )
    if away > 0:
        yield Why(
            "rows until it is far off",
            f"{away:,}",
            away,
            "the first row with |forecast − series| > standard deviation",
            f"standard deviation {minus(float(made.known[:, column].std()))}",
            ("rows = np.argmax(np.abs(forecast[:len(series)] - series) > read.std()) + 1",),
            known,
        )


def about_written(seen: Seen, words: str) -> Iterator[Why]:
    """The longest passage of what is written that stands in the text."""
    if why_nothing_is_written(seen.shown):
        return
    made, text = writing(seen.shown, seen.sampling), learned_text(seen.shown)
    longest = longest_passage(made.written, text)
    yield Why(
        "longest passage",
        f"{longest}",
        longest,
        "max {n: n letters in a row that stand in the text as well}",
        f"{longest} of {counted(len(made.written), 'letter')}",
        (
            "passages = (w[a:a+n] for n in range(1, len(w) + 1) for a in range(len(w) - n + 1))",
            "longest = max((len(each) for each in passages if each in text), default=0)",
        ),
        {"w": made.written, "text": text},
    )


def about_next(seen: Seen, words: str) -> Iterator[Why]:
    """The probability of the most probable first letter."""
    if why_nothing_is_written(seen.shown):
        return
    p, names = writing(seen.shown, seen.sampling).probabilities[0], alphabet_of(seen.shown).names
    best = float(p.max())
    yield Why(
        f"probability of “{names[int(p.argmax())]}”",
        percent(best),
        best,
        "max<sub>k</sub> p<sub>k</sub>, p = softmax(o / temperature)",
        f"max({listed(np.sort(p)[::-1])}) = {minus(best)}",
        ("best = p.max()",),
        {"p": p},
    )
