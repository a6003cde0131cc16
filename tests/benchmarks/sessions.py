"""Measure what sessions leave behind in the server: python tests/benchmarks/sessions.py.

300 visitors who arrive and do nothing, twice, then 1,000 who train for a moment and leave, each with the memory and the
file descriptors of the server afterwards. A server that leaks grows with each row; one that does not levels off.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import psutil

TOGETHER = 20
"""Short sessions at the same time."""


async def idle(address: str, people: int) -> None:
    """So many visitors arrive, see the page, and leave together."""
    from tests.support.sockets import visitors

    async with visitors(address, *[f"v=1&seed={seed}" for seed in range(people)]):
        pass


async def short(address: str, people: int) -> None:
    """So many visitors train for a moment, some at the same time, and leave."""
    from tests.support.sockets import visitor

    turns = asyncio.Semaphore(TOGETHER)

    async def one(seed: int) -> None:
        async with turns, visitor(address, f"v=1&seed={seed}") as tab:
            await tab.press("step")

    await asyncio.gather(*map(one, range(people)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--idle", type=int, default=300, help="idle visitors, twice")
    parser.add_argument("--short", type=int, default=1000, help="short sessions, in four parts")
    options = parser.parse_args()

    from tests.support.browser import server_process

    part = max(options.short // 4, 1)
    rounds = [("idle", idle, options.idle)] * 2 + [("short", short, part)] * 4
    with tempfile.TemporaryDirectory() as folder, server_process(log=Path(folder) / "log") as (address, process):
        server = psutil.Process(process.pid)
        asyncio.run(idle(address, 1))
        print(f"{'round':>16} {'MB':>6} {'descriptors':>12} {'threads':>8}")
        for name, visit, people in [("one", idle, 1), *rounds]:
            asyncio.run(visit(address, people))
            asyncio.run(asyncio.sleep(2))
            megabytes = server.memory_info().rss / 2**20
            print(
                f"{people:>10} {name:<5} {megabytes:>6.0f} {server.num_fds():>12} {server.num_threads():>8}", flush=True
            )


if __name__ == "__main__":
    main()
