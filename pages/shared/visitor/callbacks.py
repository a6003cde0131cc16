"""Callbacks: what is done when a widget changes, carried out to its end whatever else is changed in the meantime."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from pages.shared.streamlit_internals import ask_for_run, interruption

P = ParamSpec("P")


def uninterrupted(callback: Callable[P, None]) -> Callable[P, None]:
    """The callback for a widget; it must be one that can begin anew, and asks for no run itself.

    While the next change waits, Streamlit breaks off at the next look at the session state, in a callback as well. It
    does not call that callback again, so what was typed would stand in its field and never be taken. Here the callback
    begins anew instead, and the run that waited follows it.
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
