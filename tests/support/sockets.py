"""Scenes with visitors without a browser: opened together, and all of them gone at the end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

from tests.support.socket_client import SocketClient

SCENE = 240.0
"""Seconds after which a scene is given up."""
REDACTED = "This app has encountered an error. The original error message is redacted"
"""How Streamlit's sentence begins for an error that nobody foresaw."""


def play(scene: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a scene to its end, in a thread of its own: the browser's library leaves a loop running in this one."""

    async def within_time() -> None:
        async with asyncio.timeout(SCENE):
            await scene()

    with ThreadPoolExecutor(1) as alone:
        alone.submit(lambda: asyncio.run(within_time())).result()


@asynccontextmanager
async def visitors(address: str, *queries: str, page: str = "") -> AsyncIterator[list[SocketClient]]:
    """Visitors who arrive at the same time, one for each query; no queries are one visitor without."""
    tabs = [SocketClient(address, query, page) for query in queries or ("",)]
    try:
        await asyncio.gather(*(tab.arrive() for tab in tabs))
        yield tabs
    finally:
        await asyncio.gather(*(tab.close() for tab in tabs))


@asynccontextmanager
async def visitor(address: str, query: str = "", page: str = "") -> AsyncIterator[SocketClient]:
    """One visitor."""
    async with visitors(address, query, page=page) as (tab,):
        yield tab


async def is_well(address: str) -> None:
    """The server serves another visitor as if nothing had been."""
    async with visitor(address) as tab:
        await tab.press("step")
        assert tab.epoch == 1
        assert not tab.exceptions


def says_nothing_of_the_code(tab: SocketClient) -> None:
    """What went wrong for this visitor tells neither paths nor lines of code."""
    for error in tab.exceptions:
        assert error.message.startswith(REDACTED)
        assert not [*error.stack_trace]
