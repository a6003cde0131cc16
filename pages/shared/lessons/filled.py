"""Filled: texts of the present lesson with the numbers of its runs, which train behind the gate where they are new."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pages.shared.stage.share import share
from pages.shared.visitor import session
from rnn.lessons.runs import LessonRuns
from rnn.lessons.texts import Text, unbroken

T = TypeVar("T")


def computed(of: Callable[[LessonRuns], T]) -> T:
    """Return what is computed from the runs of the present lesson."""
    with share().gate.turn(click=True):
        return of(session.current().reading.lesson.runs)


def filled(text: Text) -> str:
    """Return a text with its numbers, in which no number is parted by the end of a line."""
    return unbroken(computed(text.filled) if text.expressions else "".join(map(str, text.parts)))
