"""ClusterRun: a sweep that trains on a cluster; where the cluster fails, it goes on here from what has come back."""

from __future__ import annotations

import logging
import math
from collections.abc import Mapping
from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass, field, replace
from functools import cached_property
from time import sleep

from rnn.sweep.cluster.connection import Answer, Cluster
from rnn.sweep.cluster.failures import ClusterError
from rnn.sweep.cluster.task import Slice, packed_plan, unpacked
from rnn.sweep.parts import joined, parts_of
from rnn.sweep.state import SweepState
from rnn.training import clock

SLICE = 0.4
"""Seconds that a part trains on a worker before it comes back; Stop ends the work of the cluster within them."""
AHEAD = 2
"""Parts that are under way for each thread of the cluster, so that none waits for this process."""
HERE = "The sweep goes on in this process, from what is done."
PAUSE = 0.02
"""Seconds between two looks at a cluster without workers."""
LOOK = 1.0
"""Seconds after which the cluster is asked how many workers it has, though nothing has come back."""


@dataclass(frozen=True, eq=False)
class ClusterRun:
    """A sweep on a cluster, which advances as a SweepState does, and whose `state` is one at any time.

    ::

        run = ClusterRun.start(sweep.start(), cluster_at("tcp://host:8786"))
        while not run.finished:
            run = run.advance(seconds=0.2)  # never blocks for longer
        run.state.table

    `cluster_at` connects in the background: until then `advance` only waits. `stop` ends the work of the cluster and
    returns the state, from which either engine goes on; what is under way is then trained again, a slice at most of
    each part. Nothing needs to be closed: a run that is forgotten submits nothing more.

    After any failure of the cluster, `sentence` says what failed, and `advance` trains in this process from what has
    come back; then it computes, and is to be called where `SweepState.advance` would be. Nothing is raised.

    done : the results, and the parts that are not under way, as one state
    plan : the plan, packed
    under_way : the other parts, as they were when submitted, by the answer that will bring the next state of each
    sentence : why the cluster is no longer used; empty while it is
    """

    done: SweepState
    cluster: Cluster
    plan: bytes
    under_way: Mapping[Answer, SweepState] = field(default_factory=dict)
    sentence: str = ""

    @classmethod
    def start(cls, state: SweepState, cluster: Cluster) -> ClusterRun:
        """Return the run before anything is submitted, from the start of a sweep or from any later state."""
        return cls(state, cluster, packed_plan(state.plan))

    @cached_property
    def state(self) -> SweepState:
        """All results so far, and every run that is left as it last came back."""
        return joined(self.done.plan, [self.done, *self.under_way.values()])

    @property
    def finished(self) -> bool:
        """Whether every run has ended."""
        return self.done.finished and not self.under_way

    def advance(self, seconds: float | None = None) -> ClusterRun:
        """Take what has come back and submit what is next, for `seconds`; None: to the end."""
        deadline = math.inf if seconds is None else clock.seconds() + seconds
        run = self
        while not run.finished:
            left = max(deadline - clock.seconds(), 0.0)
            if run.sentence:
                return replace(run, done=run.done.advance(None if seconds is None else left))
            run = run._on_the_cluster(min(left, LOOK))
            if clock.seconds() > deadline:
                break
        return run

    def stop(self) -> SweepState:
        """Take back what is under way, and return the state so far."""
        for answer in self.under_way:
            answer.cancel()
        return self.state

    def _on_the_cluster(self, seconds: float) -> ClusterRun:
        """Take what comes back within `seconds`, and submit what is next."""
        run = self._taking(seconds)
        if run.sentence:
            return run
        try:
            threads = run.cluster.threads(0.0 if run.under_way else seconds)
            if threads or run.under_way:
                return run._submitting(AHEAD * threads)
        except ClusterError as error:
            return run._going_on_here(error)
        sleep(min(seconds, PAUSE))
        return run

    def _submitting(self, most: int) -> ClusterRun:
        """Return the run with so many parts under way, if there are as many."""
        parts, room = parts_of(self.done), max(most - len(self.under_way), 0)
        if not parts or not room:
            return self
        answers = {self.cluster.submit(Slice(part, self.plan, SLICE)): part for part in parts[:room]}
        results = replace(self.done, chunks=(), fallen=(), alone=())
        return replace(
            self, done=joined(results.plan, [results, *parts[room:]]), under_way={**self.under_way, **answers}
        )

    def _taking(self, seconds: float) -> ClusterRun:
        """Return the run with what has come back."""
        run, failed = self, None
        for answer in wait(self.under_way, seconds, FIRST_COMPLETED).done:
            try:
                part = unpacked(answer.result(), self.done.plan)
            except ClusterError as error:
                failed = error
            else:
                others = {one: part for one, part in run.under_way.items() if one is not answer}
                run = replace(run, done=joined(part.plan, [run.done, part]), under_way=others)
        return run._going_on_here(failed) if failed else run

    def _going_on_here(self, error: ClusterError) -> ClusterRun:
        """Return the run in this process, with all that is left."""
        logging.getLogger(__name__).warning("The cluster is no longer used: %s", error.detail)
        return replace(self, done=self.stop(), under_way={}, sentence=f"Cluster: {error} {HERE}")
