"""Sessions stay apart, and leave nothing behind: what a class did this morning costs the next one nothing."""

from __future__ import annotations

import asyncio
import re

from rnn import Experiment, Trainer
from tests.support.socket_client import SocketClient
from tests.support.sockets import play, visitor, visitors

MORE_FILES, MORE_MEGABYTES = 8, 12
"""A visitor who left and is not forgotten keeps three files open; forty of them take more than twenty megabytes."""


class Listener(SocketClient):
    """A visitor who notes whose data is in what it is sent, as text."""

    def __init__(self, address: str, query: str) -> None:
        super().__init__(address, query)
        self.marks: set[bytes] = set()

    def _take(self, message, kind):
        self.marks |= set(re.findall(rb"\d+\.713", message.SerializeToString()))
        super()._take(message, kind)


def test_twenty_visitors_with_marked_data_never_see_each_others(shared):
    people = range(101, 121)

    async def scene():
        tabs = [Listener(shared.address, f"v=1&x=1,{person}.713,3") for person in people]
        await asyncio.gather(*(tab.arrive() for tab in tabs))
        await asyncio.gather(*(tab.press("play") for tab in tabs))
        await asyncio.gather(*(tab.until(lambda tab=tab: tab.epoch >= 3) for tab in tabs))
        await asyncio.gather(*(tab.press("pause", epoch=tab.epoch) for tab in tabs))
        for tab, person in zip(tabs, people, strict=True):
            assert tab.marks == {f"{person}.713".encode()}
            inputs = [[1], [person + 0.713], [3]]
            run = Trainer.start(Experiment(inputs=inputs)).advance(epochs=tab.epoch)
            assert tab.stage["frames"][-1]["readouts"]["loss"] == f"{run.latest.loss:.4g}"
        await asyncio.gather(*(tab.close() for tab in tabs))

    play(scene)


def test_short_sessions_leave_no_files_open_and_no_memory_taken(eager):
    """The smaller form of tests/benchmarks/sessions.py: sixty in three parts, of which the first fills the caches."""
    taken = []

    async def left_behind():
        """The open files and the memory of a server with a single visitor, who has it collect garbage."""
        async with visitor(eager.address):
            return eager.process.num_fds(), eager.process.memory_info().rss / 2**20

    async def scene():
        few, _ = await left_behind()
        for _ in range(3):
            async with visitors(eager.address, *[f"v=1&seed={seed}" for seed in range(20)]) as tabs:
                await asyncio.gather(*(tab.press("step") for tab in tabs))
                assert eager.process.num_fds() >= few + 20
            opened, now = await left_behind()
            while opened > few + MORE_FILES:  # the server notices a little later that a tab was closed
                opened, now = await left_behind()
            taken.append(now)

    play(scene)
    assert taken[-1] <= taken[0] + MORE_MEGABYTES
