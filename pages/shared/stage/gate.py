"""Gate: one piece of work at a time, in the order in which it was asked for, and answers to clicks before training."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """A lock that is handed to whoever has waited longest.

    A semaphore may be taken again at once by the thread that has just released it, before the one that it woke has the
    interpreter: whoever trains slice after slice would keep a click waiting for seconds.
    """

    def __init__(self) -> None:
        """Begin open."""
        self._lock = threading.Lock()
        self._taken = False
        self._clicks: deque[threading.Lock] = deque()
        self._others: deque[threading.Lock] = deque()

    @contextmanager
    def turn(self, click: bool = False) -> Iterator[None]:
        """Hold the gate for a piece of work; one that answers a click comes before all that do not."""
        with self._lock:
            turn = self._wait(self._clicks if click else self._others) if self._taken else None
            self._taken = True
        if turn:
            turn.acquire()
        try:
            yield
        finally:
            with self._lock:
                self._hand_on()

    def give_way(self) -> None:
        """Let those go first who wait with a click; call this only while holding the gate."""
        with self._lock:
            if not self._clicks:
                return
            turn = self._wait(self._others, in_front=True)
            self._hand_on()
        turn.acquire()

    def _wait(self, line: deque[threading.Lock], in_front: bool = False) -> threading.Lock:
        """Join a line; the turn has come when the lock that is returned can be acquired."""
        turn = threading.Lock()
        turn.acquire()
        line.appendleft(turn) if in_front else line.append(turn)
        return turn

    def _hand_on(self) -> None:
        """Give the gate to the next one, or open it."""
        line = self._clicks or self._others
        self._taken = bool(line)
        if line:
            line.popleft().release()
