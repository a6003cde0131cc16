"""Callbacks of widgets that run to their end even if another change arrives meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from pages.shared.streamlit_internals import ask_for_run, interruption

P = ParamSpec("P")


def uninterrupted(callback: Callable[P, None]) -> Callable[P, None]:
    """Wrap a widget's callback so that Streamlit cannot abort it; it must be safe to repeat and request no rerun.

    When another change is waiting, Streamlit aborts a script at its next access to the session state, even within a
    callback, and does not call that callback again: the field would show a value that was never applied. Here the
    callback starts over instead, and the waiting run follows it.
    """

    @wraps(callback)
    def carried_out(*args: P.args, **kwargs: P.kwargs) -> None:
        waiting: list[BaseException] = []
        done = False
        while not done:
            try:
                callback(*args, **kwargs)
                done = True
            except interruption() as another_change:
                waiting.append(another_change)
        for run in waiting[:-1]:
            ask_for_run(run)
        if waiting:
            raise waiting[-1]

    return carried_out
