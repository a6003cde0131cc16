"""Connection: small messages leave at once, and a run ends only when what it has drawn has left."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from pathlib import Path

from streamlit.components import v2

from pages.shared import streamlit_internals

PATIENCE, LOOK_AGAIN = 1.0, 0.01
"""Seconds after which nothing is waited for any more, and between two looks."""

_WATCH = v2.component(
    "bptt_lab_connection",
    html="<span></span>",
    js=Path(__file__).with_name("connection.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def ask_again_after_a_loss() -> None:
    """Have the browser ask for the whole page when a lost connection is back; not within a fragment."""
    _WATCH(key="connection")


def send_at_once() -> None:
    """Turn off Nagle's algorithm for the sockets of this server; what they accept later inherits it.

    Streamlit binds its socket without naming the protocol, and then asyncio does not turn it off by itself: an answer
    in several small messages waits for the browser's delayed acknowledgement, up to 40 ms.
    """
    for made in streamlit_internals.server_sockets():
        with suppress(OSError):  # closed in the meantime
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def wait_until_sent(at_least: float) -> None:
    """Wait until Streamlit has sent what this run has drawn so far, for `at_least` that many seconds.

    The next run throws away what it finds unsent, but not the end of this one; of a run of the whole page the browser
    then takes the stage for gone, and removes it. What was drawn reaches Streamlit's queue by way of its event loop,
    so an empty queue says something only after a message has gone the same way.
    """
    until, latest = time.monotonic() + at_least, time.monotonic() + PATIENCE
    tab = streamlit_internals.browser_tab()
    if tab:
        handed_over = threading.Event()
        if streamlit_internals.call_after_what_was_drawn(tab, handed_over.set):
            handed_over.wait(PATIENCE)
    time.sleep(max(until - time.monotonic(), 0.0))
    while tab and not streamlit_internals.all_sent(tab) and time.monotonic() < latest:
        time.sleep(LOOK_AGAIN)
