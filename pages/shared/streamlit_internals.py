"""All private parts of Streamlit that the app uses, each with a fallback.

Streamlit may change these parts at any time. Each function here says why its part is needed and since which version it
exists. If a part is missing or behaves differently, the function logs one warning and returns a fallback with which the
app still works, though slower or with a known glitch.
"""

from __future__ import annotations

import gc
import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

TRIED = "streamlit>=1.67,<1.68"
"""The versions with which these parts were tested."""


class _NeverRaisedError(BaseException):
    """Stands in for an exception that this Streamlit does not have."""


def interruption() -> type[BaseException]:
    """Return the exception by which Streamlit aborts a callback when another change is waiting.

    Needed to run a callback to its end: Streamlit does not call it again (`RerunException`, since before 1.50).
    Without it, a change that is followed at once by another one may stand in its field and not be taken.
    """
    with _needs("RerunException", "a change followed at once by another one may not be taken"):
        from streamlit.runtime.scriptrunner import RerunException

        if not issubclass(RerunException, BaseException):
            raise TypeError("it is no exception")
        return RerunException
    return _NeverRaisedError


def ask_for_run(interrupted: BaseException) -> None:
    """Request the run for which Streamlit aborted a callback; it is merged with the next run.

    Needed for the click that such a run carries (`script_requests.request_rerun`, since before 1.50). Without it, that
    one click is lost.
    """
    with _needs("script_requests.request_rerun", "a click followed at once by other changes may be lost"):
        context = _run_context()
        if context and context.script_requests:
            context.script_requests.request_rerun(interrupted.rerun_data)  # type: ignore[attr-defined]


def browser_tab() -> Any | None:
    """Return Streamlit's session for the browser tab that this run draws for; None in a run without a browser.

    Needed for the two functions below (`Runtime.get_app_session`, since after 1.63).
    """
    with _needs("AppSession", _ENDS_EARLY):
        from streamlit import runtime
        from streamlit.runtime.app_session import AppSession

        context = _run_context()
        session = runtime.get_instance().get_app_session(context.session_id) if context else None
        return session if isinstance(session, AppSession) else None
    return None


def call_after_what_was_drawn(tab: Any, callback: Callable[[], None]) -> bool:
    """Call `callback` once everything drawn so far is in the tab's queue; returns whether it will be called.

    What a run draws reaches the queue by way of Streamlit's event loop (`_call_soon_on_event_loop`, since after 1.63).
    """
    with _needs("AppSession._call_soon_on_event_loop", _ENDS_EARLY):
        tab._call_soon_on_event_loop(callback)
        return True
    return False


def all_sent(tab: Any) -> bool:
    """Return whether everything in the tab's queue has left for the browser.

    Needed since the next run throws away what it finds there, and not the end of this one, for which the browser then
    takes the stage off the page (`_browser_queue.is_empty`, since before 1.50). Without it, a stage may blink.
    """
    with _needs("AppSession._browser_queue", _ENDS_EARLY):
        return bool(tab._browser_queue.is_empty())
    return True


def server_sockets() -> list[socket.socket]:
    """Return the open TCP sockets of this process.

    Needed for the option that Streamlit does not set where it binds its socket (`UvicornServer`, since 1.57): it keeps
    that socket to itself, so it is looked for among all objects. Where it is not found, an answer in several small
    messages may wait 40 ms.
    """
    return [thing for thing in gc.get_objects() if type(thing) is socket.socket and _is_tcp(thing)]


_ENDS_EARLY = "a run may end before what it has drawn is sent, and charts may blink"
_SAID: set[str] = set()
"""The parts already reported in the log."""


def _run_context() -> Any | None:
    """The script run of this thread (`get_script_run_ctx`, since before 1.50)."""
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    return get_script_run_ctx(suppress_warning=True)


def _is_tcp(made: socket.socket) -> bool:
    open_stream = made.fileno() >= 0 and made.type == socket.SOCK_STREAM
    return open_stream and made.family in (socket.AF_INET, socket.AF_INET6)


@contextmanager
def _needs(part: str, without: str) -> Iterator[None]:
    """Suppress and log any error of the block, since a changed `part` of Streamlit may raise anything."""
    try:
        yield
    except Exception as error:
        if part not in _SAID:
            _SAID.add(part)
            found = f"{type(error).__name__}: {error}"
            logging.getLogger(__name__).warning("%s is not as in %s (%s), so %s.", part, TRIED, found, without)
