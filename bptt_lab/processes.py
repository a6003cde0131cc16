"""Processes: start several, start one that ended again, and stop them all."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue

GRACE = 8.0
"""Seconds for all processes to end by themselves; a container is given ten."""
STEADY, LONGEST_WAIT = 10.0, 30.0
"""Seconds: one that ran shorter than the first waits before it is started again, at most the second."""


class EndedError(RuntimeError):
    """A process ended before it was ready."""


@dataclass(frozen=True)
class Kept:
    """A command that is kept running."""

    name: str
    command: Sequence[str]
    folder: Path


@dataclass(frozen=True)
class _Ended:
    name: str
    exit: int


@dataclass(frozen=True)
class _Due:
    name: str


_STOP = "stop"


class Processes:
    """Processes that are kept running, in the order in which they were started."""

    def __init__(self, say: Callable[[str], None]) -> None:
        """Start nothing yet; `say` receives a sentence whenever a process ends or is started again."""
        self._say = say
        self._events: SimpleQueue[_Ended | _Due | str] = SimpleQueue()
        self._kept: dict[str, Kept] = {}
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._started: dict[str, float] = {}
        self._short: dict[str, int] = {}

    def start(self, kept: Kept) -> None:
        """Start a command, away from the terminal's signals: only `stop` ends it."""
        self._kept[kept.name] = kept
        process = subprocess.Popen(kept.command, cwd=kept.folder, start_new_session=True, stdin=subprocess.DEVNULL)
        self._running[kept.name], self._started[kept.name] = process, time.monotonic()
        threading.Thread(target=self._wait_for, args=(kept.name, process), daemon=True).start()

    def ask_to_stop(self) -> None:
        """End `wait_until` and `watch`; may be called by a signal handler and from any thread."""
        self._events.put(_STOP)

    def wait_until(self, ready: Callable[[], bool], look_again: float = 0.1) -> bool:
        """Wait until `ready`; returns False where a stop was asked for. Raises EndedError if a process ended before."""
        while not ready():
            try:
                event = self._events.get(timeout=look_again)
            except Empty:
                continue
            if isinstance(event, _Ended):
                raise EndedError(f"{event.name} ended while it started, with exit {event.exit}.")
            return False
        return True

    def watch(self) -> None:
        """Start again what ends, until a stop is asked for."""
        while (event := self._events.get()) != _STOP:
            if isinstance(event, _Ended):
                self._again_soon(event)
            elif isinstance(event, _Due):
                self._again(event.name)

    def stop(self) -> None:
        """End all processes, the last one first; those that do not end in time are killed."""
        running = [process for process in reversed(self._running.values()) if process.poll() is None]
        for process in running:
            process.terminate()
        until = time.monotonic() + GRACE
        for process in running:
            try:
                process.wait(max(until - time.monotonic(), 0.0))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _wait_for(self, name: str, process: subprocess.Popen[bytes]) -> None:
        self._events.put(_Ended(name, process.wait()))

    def _again(self, name: str) -> None:
        try:
            self.start(self._kept[name])
        except OSError as error:  # no memory for another process, for example
            self._again_soon(_Ended(name, error.errno or 1))

    def _again_soon(self, ended: _Ended) -> None:
        """At once the first time; a process that ends soon after each start waits twice as long each time."""
        ran = time.monotonic() - self._started[ended.name]
        self._short[ended.name] = self._short.get(ended.name, -1) + 1 if ran < STEADY else 0
        wait = min(2.0 ** self._short[ended.name] - 1, LONGEST_WAIT)
        self._say(f"{ended.name} ended with exit {ended.exit}; started again {f'in {wait:.0f} s' if wait else 'now'}.")
        due = threading.Timer(wait, self._events.put, (_Due(ended.name),))
        due.daemon = True
        due.start()
