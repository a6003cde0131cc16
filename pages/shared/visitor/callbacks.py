"""Callbacks: what is done when a widget changes, carried out to its end whatever else is changed in the meantime."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from streamlit.runtime.scriptrunner import RerunException, get_script_run_ctx

P = ParamSpec("P")


def uninterrupted(callback: Callable[P, None]) -> Callable[P, None]:
    """The callback for a widget; it must be one that can begin anew, and asks for no run itself.

    While the next change waits, Streamlit breaks off at the next look at the session state, in a callback as well. It
    does not call that callback again, so what was typed would stand in its field and never be taken. Here the callback
    begins anew instead, and the run that waited follows it.
    """

    @wraps(callback)
    def carried_out(*args: P.args, **kwargs: P.kwargs) -> None:
        waiting: list[RerunException] = []
        done = False
        while not done:
            try:
                callback(*args, **kwargs)
                done = True
            except RerunException as another_change:
                waiting.append(another_change)
        if waiting:
            _ask_for(waiting[:-1])
            raise waiting[-1]

    return carried_out


def _ask_for(runs: list[RerunException]) -> None:
    """Have Streamlit join these runs to the one that comes next, with the clicks that they bring."""
    context = get_script_run_ctx()
    if context and context.script_requests:
        for run in runs:
            context.script_requests.request_rerun(run.rerun_data)
