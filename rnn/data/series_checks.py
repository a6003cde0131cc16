"""Checks that own series and texts can be transformed and cut as chosen; error messages are written for a student."""

from __future__ import annotations

import numpy as np

from rnn.data.coded import check_coded
from rnn.data.letters import MOST_TEXT, Alphabet
from rnn.data.limits import MOST_STEPS
from rnn.data.own_data import OwnData
from rnn.data.own_series import OwnSeries
from rnn.data.sequences import Rows
from rnn.data.series_settings import Settings
from rnn.data.transformation import TRANSFORMATIONS
from rnn.text.quantities import counted


def check_series(data: OwnData, settings: Settings) -> None:
    """Raise ValueError where the rows used, the transformation, the steps ahead or the windows do not fit the data."""
    transformation = TRANSFORMATIONS[settings.transformation]
    if settings.transformation != "none" and settings.loss != "squared":
        raise ValueError(
            f"Transform the numbers: {settings.transformation!r} is not allowed with cross-entropy, "
            "whose targets are symbols. Give none."
        )
    for place, rows in enumerate(data.inputs, start=1):
        name = "the sequence" if len(data.inputs) == 1 else f"sequence {place}"
        used = _used(name, len(rows), settings)
        if transformation.logarithm:
            _check_positive(name, rows[used], settings)
        reach = transformation.lost + (settings.ahead if data.targets is None else 0)
        _check_long_enough(name, len(rows[used]) - reach, settings, reach)


def check_text(text: str, settings: Settings) -> None:
    """Raise ValueError where there is no text to learn, or where rows, steps ahead or window do not fit it."""
    if len(text) < 2:
        raise ValueError(f"Text: it has {len(text) or 'no'} letter{'' if text else 's'}. Give at least 2. {MOST_TEXT}")
    used = text[_used("the text", len(text), settings, "letters")]
    _check_long_enough("the text", len(used) - settings.ahead, settings, settings.ahead, "letter")


def check_alphabet(alphabet: Alphabet) -> None:
    """Raise ValueError where there is only one symbol to learn."""
    if alphabet.size < 2:
        raise ValueError(f"Text: every letter is {alphabet.names[0]}. Give a text with at least 2 different letters.")


def _used(name: str, count: int, settings: Settings, rows: str = "rows") -> slice:
    """Which of `count` rows of a sequence are used: those from `rows_from` to `rows_to`."""
    first, last = settings.rows_from or 1, settings.rows_to or count
    if first > count:
        raise ValueError(f"From row: {first:,} is not allowed, because {name} has {count:,} {rows}. Give less.")
    if last < first:
        raise ValueError(f"To row: {last:,} is not allowed. Give at least the first row that is used, {first:,}.")
    return slice(first - 1, last)


def _check_positive(name: str, rows: Rows, settings: Settings) -> None:
    array = np.array(rows)
    if (array <= 0).any():
        row = int(np.flatnonzero((array <= 0).any(axis=1))[0])
        value = f"{array[row].min():g}"
        raise ValueError(
            f"Transform the numbers: {settings.transformation!r} is not allowed, because row "
            f"{row + (settings.rows_from or 1):,} of {name} is {value}, and a logarithm needs a number above 0. "
            "Give none or difference."
        )


def _check_long_enough(name: str, steps: int, settings: Settings, reach: int, row: str = "row") -> None:
    """Raise ValueError unless there are time steps with a target, or enough of them for a window on each side."""
    if steps < 1:
        raise ValueError(
            f"Steps ahead: {settings.ahead} is not allowed, because {name} has {counted(steps + reach, row)} in use, "
            f"and at least {reach + 1:,} are needed. Give less, or more {row}s."
        )
    if settings.window is None:
        if steps > MOST_STEPS:
            raise ValueError(
                f"{'Text' if row == 'letter' else 'Sequence'}: {steps + reach:,} {row}s are too many to learn them "
                f"whole. Give at most {MOST_STEPS:,} time steps, a range of rows, or a window."
            )
        return
    if settings.window > steps:
        raise ValueError(
            f"Window: {settings.window} is not allowed, because {name} has {counted(steps, 'time step')} "
            "with a target. Give a shorter window."
        )


def check_windows(series: OwnSeries) -> None:
    """Raise ValueError unless there is a window to learn from, and one that is held out if something is."""
    windows, held_out = series.windows, series.settings.held_out
    if windows is None or held_out is None:
        return
    if series.settings.held_out_of == "sequences" and len(series.levels) < 2:
        raise ValueError(
            f"Hold out: {held_out:g} % is not allowed here, because there is only one sequence. "
            "Give two or more, or hold out time steps."
        )
    what = "learned" if not len(windows.learned) else "held out" if not len(windows.held_out) else ""
    if what:
        raise ValueError(
            f"Hold out: {held_out:g} % is not allowed here, because the part that is {what} is shorter than a window "
            f"of {windows.steps} time steps. Give {'less' if what == 'learned' else 'more'}, or a shorter window."
        )


def check_names(data: OwnData) -> None:
    """Raise ValueError unless words and classes, where there are any, are numbers of names."""
    if data.vocabulary:
        check_coded("Sequence", data.inputs, data.vocabulary)
    if data.classes and data.targets is None:
        raise ValueError("Classes: they need a target. Give the number of a class at each time step, or no classes.")
    if data.classes and data.targets is not None:
        check_coded("Target", data.targets, data.classes)
