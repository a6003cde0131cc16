"""Processes are kept running: one that ends is started again, and none is left behind."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

import pytest

from bptt_lab import processes as module
from bptt_lab.processes import EndedError, Kept, Processes

# Says its number, and waits until it is ended; whoever holds the other end of the connection sees when.
LIVING = """
import os, signal, socket, sys
wire = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
if "deaf" in sys.argv:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
wire.send(str(os.getpid()).encode())
signal.pause()
"""
PATIENCE = 30


@pytest.fixture
def said():
    return Queue()


@pytest.fixture
def processes(said):
    made = Processes(said.put)
    yield made
    made.stop()


@pytest.fixture
def wire():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(PATIENCE)
        yield server


@contextmanager
def watched(processes):
    watching = threading.Thread(target=processes.watch)
    watching.start()
    yield
    processes.ask_to_stop()
    watching.join(PATIENCE)
    assert not watching.is_alive()


def living(wire, *words):
    return Kept("One", (sys.executable, "-c", LIVING, str(wire.getsockname()[1]), *words), Path("/"))


def called(wire):
    """A process that has started: the connection to it, and its number."""
    connection, _ = wire.accept()
    connection.settimeout(PATIENCE)
    return connection, int(connection.recv(100))


def test_process_that_is_killed_is_started_again_and_ends_with_the_others(processes, wire, said):
    processes.start(living(wire))
    first, number = called(wire)

    with watched(processes):
        os.kill(number, signal.SIGKILL)
        second, other = called(wire)
        assert said.get(timeout=PATIENCE) == "One ended with exit -9; started again now."
        assert other != number
    processes.stop()

    assert second.recv(1) == b""
    assert said.empty()
    first.close()
    second.close()


def test_process_that_ends_soon_after_each_start_waits_longer_each_time(processes, said, monkeypatch):
    monkeypatch.setattr(module, "LONGEST_WAIT", 5.0)
    monkeypatch.setattr(
        module.threading, "Timer", lambda _, function, args: threading.Thread(None, function, args=args)
    )
    processes.start(Kept("One", (sys.executable, "-S", "-c", "raise SystemExit(3)"), Path("/")))

    with watched(processes):
        waits = [said.get(timeout=PATIENCE) for _ in range(4)]

    assert waits == [f"One ended with exit 3; started again {when}." for when in ("now", "in 1 s", "in 3 s", "in 5 s")]


def test_process_that_ran_for_long_is_started_again_at_once_each_time(processes, said, monkeypatch):
    monkeypatch.setattr(module, "STEADY", 0.0)
    processes.start(Kept("One", (sys.executable, "-S", "-c", ""), Path("/")))

    with watched(processes):
        waits = [said.get(timeout=PATIENCE) for _ in range(3)]

    assert waits == ["One ended with exit 0; started again now."] * 3


def test_process_that_cannot_be_started_again_is_tried_again(processes, wire, said, monkeypatch):
    processes.start(living(wire))
    first, number = called(wire)
    really, failures = module.subprocess.Popen, [OSError(12, "Cannot allocate memory")]

    def popen(*words, **settings):
        if failures:
            raise failures.pop()
        return really(*words, **settings)

    monkeypatch.setattr(module.subprocess, "Popen", popen)

    with watched(processes):
        os.kill(number, signal.SIGKILL)
        second, _ = called(wire)

    assert said.get() == "One ended with exit -9; started again now."
    assert said.get() == "One ended with exit 12; started again in 1 s."
    first.close()
    second.close()


def test_process_that_does_not_hear_is_killed(processes, wire, monkeypatch):
    monkeypatch.setattr(module, "GRACE", 0.0)
    processes.start(living(wire, "deaf"))
    connection, _ = called(wire)

    processes.stop()

    assert connection.recv(1) == b""
    connection.close()


def test_process_that_ends_while_it_starts_is_said(processes):
    processes.start(Kept("One", (sys.executable, "-S", "-c", "raise SystemExit(1)"), Path("/")))

    with pytest.raises(EndedError, match=r"^One ended while it started, with exit 1\.$"):
        processes.wait_until(lambda: False)


def test_waiting_ends_when_a_stop_is_asked_for(processes):
    processes.ask_to_stop()

    assert processes.wait_until(lambda: False) is False
    assert processes.wait_until(lambda: True) is True
