"""Connection: send small messages at once, end a run only when its output was sent, and say when a page takes long."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from streamlit.components import v2

from pages.shared import streamlit_internals

PATIENCE, LOOK_AGAIN = 1.0, 0.01
"""Seconds to wait at most, and between two checks."""

_WATCH = v2.component(
    "bptt_lab_connection",
    html="<span class='waiting' role='status'></span>",
    js=Path(__file__).with_name("connection.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def ask_again_after_a_loss(keep: dict[str, Any] | None) -> None:
    """Have the browser request the page again after a lost connection; call this outside of fragments.

    keep : what the browser keeps of a run that its address cannot hold, as `to_keep` says
    """
    _WATCH(key="connection", data={"keep": keep})


def send_at_once() -> None:
    """Turn off Nagle's algorithm for the sockets of this server; connections accepted later inherit it.

    Streamlit binds its socket without naming the protocol, and then asyncio does not turn it off by itself: an answer
    in several small messages waits for the browser's delayed acknowledgement, up to 40 ms.
    """
    for made in streamlit_internals.server_sockets():
        with suppress(OSError):  # already closed
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def wait_until_sent(at_least: float) -> None:
    """Wait at least `at_least` seconds, and until Streamlit has sent what this run has drawn.

    The next run discards unsent messages, but not the end marker of this run; the browser then removes the stage as if
    it had not been drawn. Output reaches Streamlit's queue through its event loop, so an empty queue is conclusive only
    after a callback has passed through the same loop.
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
