"""Small messages leave at once."""

from __future__ import annotations

import socket
from contextlib import closing

from pages.shared.connection import send_at_once


def sends_at_once(connection: socket.socket) -> bool:
    return connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


def test_connections_accepted_later_send_at_once_when_the_listening_socket_was_told():
    with closing(socket.socket()) as listening:  # without a protocol, as Streamlit makes its own
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        before = sends_at_once(listening)

        send_at_once()

        with closing(socket.create_connection(listening.getsockname())), closing(listening.accept()[0]) as accepted:
            assert not before
            assert sends_at_once(accepted)


def test_closed_sockets_and_other_kinds_are_left_alone():
    closed, datagrams = socket.socket(), socket.socket(type=socket.SOCK_DGRAM)
    closed.close()

    with closing(datagrams):
        send_at_once()

        assert closed.fileno() == -1
        assert datagrams.fileno() >= 0
