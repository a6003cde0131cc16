"""Measure many people who play at once on this machine: python tests/benchmarks/load.py.

Visitors without a browser, over the loopback only, on the same processors as the server. They arrive within two
seconds, play, pause and leave. Given pages, numbers of people and processes: load.py --people 1 30 --pages train flow.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import psutil

PAGES = {"train": ("", "v=1"), "flow": ("gradient_flow", "v=1&task=adding&length=50&hidden=32")}
"""The page and the experiment: the first thing that a class sees, and the page that takes longest to draw."""
ARRIVING, SETTLING = 2.0, 4.0
"""Seconds in which all arrive, and for which they play before it is measured."""


@dataclass
class Measured:
    """What one number of people on one page met."""

    frames: list[float] = field(default_factory=list)  # a second, each
    paints: list[float] = field(default_factory=list)  # seconds from arrival to the first frame
    pauses: list[float] = field(default_factory=list)  # seconds until Pause is answered
    processor: float = 0.0  # of one core
    megabytes: float = 0.0


def part(numbers: list[float], share: float) -> float:
    """The number below which that share of them is."""
    return sorted(numbers)[min(int(len(numbers) * share), len(numbers) - 1)]


@contextmanager
def served(processes: int, folder: Path) -> Iterator[tuple[str, list[psutil.Process]]]:
    """The app as one process, or as several behind a proxy; gives its address and its app processes."""
    from tests.support.browser import free_port, server_process
    from tests.support.installed import started

    with tempfile.TemporaryDirectory() as temporary:
        log = Path(temporary) / "log"
        if processes == 1:
            with server_process(log=log, folder=folder) as (address, process):
                yield address, [psutil.Process(process.pid)]
            return
        port = free_port()
        address, words = f"http://127.0.0.1:{port}", ("--processes", str(processes), "--port", str(port))
        with started(sys.executable, "-m", "bptt_lab", *words, address=address, folder=folder, log=log) as process:
            children = psutil.Process(process.pid).children(recursive=True)
            yield address, [child for child in children if "streamlit" in child.cmdline()]


def seconds_of(processes: list[psutil.Process]) -> float:
    """Seconds of a core that they have used."""
    return sum(sum(process.cpu_times()[:2]) for process in processes)


async def measure(address: str, processes: list[psutil.Process], people: int, page: str, seconds: float) -> Measured:
    """Let so many people arrive, play for so many seconds, pause one after the other, and leave."""
    from tests.support.socket_client import SocketClient

    name, query = PAGES[page]
    tabs = [SocketClient(address, f"{query}&seed={seed}", name) for seed in range(people)]
    found = Measured()

    async def arrive(place: int) -> None:
        await asyncio.sleep(ARRIVING * place / people)
        began = time.monotonic()
        await tabs[place].arrive()
        found.paints.append(tabs[place].first_frame - began)

    await asyncio.gather(*map(arrive, range(people)))
    await asyncio.gather(*(tab.press("play") for tab in tabs))
    await asyncio.sleep(SETTLING)
    before, began, used = [tab.frames for tab in tabs], time.monotonic(), seconds_of(processes)
    await asyncio.sleep(seconds)
    took = time.monotonic() - began
    found.frames = [(tab.frames - count) / took for tab, count in zip(tabs, before, strict=True)]
    found.processor = (seconds_of(processes) - used) / took
    found.megabytes = sum(process.memory_info().rss for process in processes) / 2**20
    for tab in tabs[:20]:  # while the others play
        began = time.monotonic()
        await tab.press("pause", epoch=tab.epoch)
        found.pauses.append(time.monotonic() - began)
    await asyncio.gather(*(tab.close() for tab in tabs))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="*", default=[1, 30, 60, 100])
    parser.add_argument("--pages", nargs="*", choices=PAGES, default=list(PAGES))
    parser.add_argument("--seconds", type=float, default=15.0, help="seconds of playing that are measured")
    parser.add_argument("--folder", type=Path, default=Path(__file__).parents[2], help="a state of the app")
    parser.add_argument("--processes", type=int, default=1, help="app processes; more than one need HAProxy")
    options = parser.parse_args()

    print(f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(
        f"{'page':>6} {'people':>7} {'frames/s median':>16} {'least':>6} {'first paint p95 s':>18} "
        f"{'Pause p95 ms':>13} {'server cores':>13} {'MB':>6}"
    )
    for page in options.pages:
        for people in options.people:
            with served(options.processes, options.folder.resolve()) as (address, processes):
                found = asyncio.run(measure(address, processes, people, page, options.seconds))
            print(
                f"{page:>6} {people:>7} {part(found.frames, 0.5):>16.1f} {min(found.frames):>6.1f} "
                f"{part(found.paints, 0.95):>18.2f} {part(found.pauses, 0.95) * 1000:>13.0f} "
                f"{found.processor:>13.2f} {found.megabytes:>6.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
