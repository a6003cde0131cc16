"""A scheduler and workers of Dask as processes on the loopback, all of them killed at the end."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.browser import ROOT, free_port

PATIENCE = 60.0
"""Seconds after which nothing more is expected of a cluster."""
QUIET = {
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
}


class DaskCluster:
    """Processes, as the README starts them, but without dashboards and the processes that start workers again.

    address : of the scheduler
    """

    def __init__(self, log: Path, **environment: str) -> None:
        """Start a scheduler, which has no package of ours, with a setting or two of its own."""
        port = free_port()
        self.address = f"tcp://127.0.0.1:{port}"
        self._log = log
        self._all: list[subprocess.Popen[bytes]] = []
        self.scheduler = self._start(log.parent, "scheduler", "--host", "127.0.0.1", "--port", str(port), **environment)

    def worker(self, folder: Path = ROOT) -> subprocess.Popen[bytes]:
        """Start a worker of one thread with the package `rnn` of a folder, if it has one."""
        return self._start(folder, "worker", self.address, "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny")

    def close(self) -> None:
        """Kill what still runs."""
        for process in self._all:
            process.kill()
            process.wait(timeout=PATIENCE)

    def _start(self, folder: Path, *words: str, **environment: str) -> subprocess.Popen[bytes]:
        ours = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        with self._log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *words, "--no-dashboard"],
                cwd=folder, env={**ours, **QUIET, **environment}, stdout=log, stderr=log,
            )  # fmt: skip
        self._all.append(process)
        return process


@contextmanager
def dask_cluster(folder: Path, workers: int = 2, **environment: str) -> Iterator[DaskCluster]:
    """A cluster with so many workers."""
    cluster = DaskCluster(folder / "log", **environment)
    try:
        for _ in range(workers):
            cluster.worker()
        yield cluster
    finally:
        cluster.close()
