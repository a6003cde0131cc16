"""Small messages leave at once, and a run waits for what it has drawn."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.script_data import ScriptData
from streamlit.runtime.scriptrunner.script_cache import ScriptCache

from pages.shared import streamlit_internals
from pages.shared.stage import connection
from pages.shared.stage.connection import send_at_once, wait_until_sent

STILL_WAITING = 0.2
"""Seconds after which a wait that has not ended is taken for one that goes on."""


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


@pytest.fixture
def in_a_browser_tab(monkeypatch):
    """Runs a coroutine function of a session of Streamlit's own, for which every run draws."""

    async def run(scene):
        files = MemoryUploadedFileManager("/uploads")
        session = AppSession(ScriptData("app.py", is_hello=False), files, ScriptCache(), None, {})
        monkeypatch.setattr(streamlit_internals, "browser_tab", lambda: session)
        await scene(session)
        session.shutdown()

    # In a thread of its own, since the browser of other tests has an event loop in this one.
    with ThreadPoolExecutor(max_workers=1) as thread:
        yield lambda scene: thread.submit(asyncio.run, run(scene)).result()


def test_run_waits_until_what_it_has_drawn_is_sent(in_a_browser_tab):
    async def scene(session):
        session._call_soon_on_event_loop(lambda: session._browser_queue.enqueue(ForwardMsg()))  # as drawing does it
        waiting = asyncio.get_running_loop().run_in_executor(None, wait_until_sent, 0.0)
        threading.Event().wait(STILL_WAITING)  # the server is held up: nothing is in the queue so far
        await asyncio.wait([waiting], timeout=STILL_WAITING)
        assert not waiting.done()

        assert len(session.flush_browser_queue()) == 1

        await waiting

    in_a_browser_tab(scene)


def test_run_waits_for_a_server_that_sends_nothing_only_so_long(in_a_browser_tab, monkeypatch):
    monkeypatch.setattr(connection, "PATIENCE", 0.1)

    async def scene(session):
        session._browser_queue.enqueue(ForwardMsg())

        await asyncio.to_thread(wait_until_sent, 0.0)

        assert not session._browser_queue.is_empty()

    in_a_browser_tab(scene)


def test_run_without_a_browser_waits_as_long_as_it_was_told():
    began = time.monotonic()

    wait_until_sent(0.05)

    assert time.monotonic() - began >= 0.05
