"""One piece of work at a time, in order, and answers to clicks before all else."""

from __future__ import annotations

import threading

import pytest

from pages.shared.stage.gate import Gate


class Queue:
    """Threads that wait at a gate one after the other, and the order in which their turn came."""

    def __init__(self) -> None:
        self.gate, self.order, self._threads = Gate(), list[str](), list[threading.Thread]()

    def joins(self, name: str, click: bool = False) -> None:
        """Have another thread wait at the gate, and return when it does."""
        before = self.waiting
        thread = threading.Thread(target=self._takes_its_turn, args=(name, click))
        self._threads.append(thread)
        thread.start()
        while self.waiting == before:
            thread.join(0.001)

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self.gate._clicks) + len(self.gate._others)

    def ends(self) -> list[str]:
        """Wait for all of them; gives their order."""
        for thread in self._threads:
            thread.join()
        return self.order

    def _takes_its_turn(self, name: str, click: bool) -> None:
        with self.gate.turn(click):
            self.order.append(name)


def test_only_one_works_at_a_time():
    gate, inside, most = Gate(), 0, 0
    counted = threading.Barrier(8)

    def work(click: bool) -> None:
        nonlocal inside, most
        counted.wait()
        for _ in range(200):
            with gate.turn(click):
                inside += 1
                most = max(most, inside)
                inside -= 1
                gate.give_way()

    threads = [threading.Thread(target=work, args=(place % 2 == 0,)) for place in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == 1


def test_who_has_waited_longest_is_next():
    queue = Queue()

    with queue.gate.turn():
        for name in ("first", "second", "third"):
            queue.joins(name)

    assert queue.ends() == ["first", "second", "third"]


def test_click_is_answered_before_training_that_waits():
    queue = Queue()

    with queue.gate.turn():
        queue.joins("training")
        queue.joins("click", click=True)

    assert queue.ends() == ["click", "training"]


def test_work_in_progress_gives_way_to_clicks_alone():
    queue = Queue()

    with queue.gate.turn():
        queue.joins("training")
        queue.gate.give_way()
        assert queue.order == []
        queue.joins("click", click=True)
        queue.joins("another click", click=True)
        queue.gate.give_way()
        queue.order.append("work in progress")

    assert queue.ends() == ["click", "another click", "work in progress", "training"]


def test_gate_opens_again_when_work_fails():
    gate = Gate()

    with pytest.raises(ZeroDivisionError), gate.turn():
        raise ZeroDivisionError

    with gate.turn():
        gate.give_way()
