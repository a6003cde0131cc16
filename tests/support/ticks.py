"""Ticks: the fragments of a page that a browser asks for again and again, as the server said."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable


class Ticks:
    """`ask(fragment)` is called every so many seconds for each fragment that is told."""

    def __init__(self, ask: Callable[[str], Awaitable[None]]) -> None:
        self._ask = ask
        self._running: dict[str, tuple[float, asyncio.Task[None]]] = {}

    @property
    def longest(self) -> float:
        """Seconds between two asks; 0 if nothing is asked for."""
        return max((seconds for seconds, _ in self._running.values()), default=0.0)

    def start(self, fragment: str, seconds: float) -> None:
        """Ask for a fragment every so many seconds from now on."""
        if self._running.get(fragment, (0.0, None))[0] != seconds:
            self.stop(fragment)
            self._running[fragment] = seconds, asyncio.create_task(self._go_on(fragment, seconds))

    def stop(self, *fragments: str) -> None:
        """Ask no longer for these fragments, or for any."""
        for name in fragments or tuple(self._running):
            if name in self._running:
                self._running.pop(name)[1].cancel()

    async def _go_on(self, fragment: str, seconds: float) -> None:
        while True:
            await asyncio.sleep(seconds)
            await self._ask(fragment)
