"""Connection: small messages leave at once, so that what is done on the stage is answered without a wait."""

from __future__ import annotations

import gc
import socket


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
