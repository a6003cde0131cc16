"""Connection: small messages leave at once, and a run ends only when what it has drawn has left."""

from __future__ import annotations

import gc
import socket
import threading
import time

from streamlit import runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import get_script_run_ctx

PATIENCE, LOOK_AGAIN = 1.0, 0.01
"""Seconds after which nothing is waited for any more, and between two looks."""


def send_at_once() -> None:
    """Turn off Nagle's algorithm for the sockets of this server; what they accept later inherits it.

    Streamlit binds its socket without naming the protocol, and then asyncio does not turn it off by itself: an answer
    in several small messages waits for the browser's delayed acknowledgement, up to 40 ms.
    """
    for thing in gc.get_objects():
        if type(thing) is socket.socket and _is_tcp(thing):
            thing.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _is_tcp(made: socket.socket) -> bool:
    open_stream = made.fileno() >= 0 and made.type == socket.SOCK_STREAM
    return open_stream and made.family in (socket.AF_INET, socket.AF_INET6)


def wait_until_sent(at_least: float) -> None:
    """Wait until Streamlit has sent what this run has drawn so far, for `at_least` that many seconds.

    The next run throws away what it finds unsent, but not the end of this one; of a run of the whole page the browser
    then takes the stage for gone, and removes it. What was drawn reaches Streamlit's queue by way of its event loop,
    so an empty queue says something only after a message has gone the same way.
    """
    until, latest = time.monotonic() + at_least, time.monotonic() + PATIENCE
    session = _streamlit_session()
    if session:
        handed_over = threading.Event()
        session._call_soon_on_event_loop(handed_over.set)
        handed_over.wait(PATIENCE)
    time.sleep(max(until - time.monotonic(), 0.0))
    while session and not session._browser_queue.is_empty() and time.monotonic() < latest:
        time.sleep(LOOK_AGAIN)


def _streamlit_session() -> AppSession | None:
    """The browser tab that this run draws for; None in a run without a browser."""
    context = get_script_run_ctx()
    session = runtime.get_instance().get_app_session(context.session_id) if context else None
    return session if isinstance(session, AppSession) else None
