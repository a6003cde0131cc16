"""Measure a sweep here and on two workers of this machine, in turns, and Stop: python tests/benchmarks/cluster.py.

Both train the same chunks. Here is one process; the workers are two, and this one waits, as the app does. Stop is timed
from its call to the moment at which no worker holds a task of the sweep.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before NumPy is imported: one thread, as on the workers
sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
from distributed import Client

from rnn import Experiment
from rnn.sweep.cluster.connection import Cluster
from rnn.sweep.cluster.run import ClusterRun
from rnn.sweep.state import SweepState
from rnn.sweep.sweep import Sweep
from tests.support.dask_cluster import dask_cluster

ROUNDS, STOPS, TICK = 3, 10, 0.25
CLIPPING = [None, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0]
RATES = np.geomspace(0.001, 0.02, 8)
SWEEPS = {
    "small, T = 20": Sweep(
        Experiment(), {"learning_rate": RATES, "clip_norm": CLIPPING, "seed": range(16)}, epochs=1000
    ),
    "64 units, T = 100, one by one": Sweep(
        Experiment(task="sine", task_steps=100, hidden_size=64), {"learning_rate": RATES, "seed": range(2)}, epochs=200
    ),
}


def on_the_cluster(sweep: Sweep, client: Client) -> SweepState:
    """Train as the page does, which looks a few times a second."""
    run = ClusterRun.start(sweep.start(), Cluster.of(client))
    while not run.finished:
        run = run.advance(TICK)
    assert not run.sentence, run.sentence
    return run.state


def seconds(train: Callable[[], object]) -> float:
    """How long it takes."""
    begin = perf_counter()
    train()
    return perf_counter() - begin


def speed(name: str, client: Client) -> None:
    """Runs a second of both, the best of the rounds."""
    sweep, here, there = SWEEPS[name], [], []
    assert on_the_cluster(sweep, client).table == sweep.run()
    for _ in range(ROUNDS):
        here.append(seconds(sweep.run))
        there.append(seconds(lambda: on_the_cluster(sweep, client)))
    speeds = [len(sweep) / min(times) for times in (here, there)]
    print(
        f"{name}: {len(sweep)} runs of {sweep.last_epoch} epochs, here {speeds[0]:,.0f} runs a second, "
        f"on two workers {speeds[1]:,.0f}: {speeds[1] / speeds[0]:.2f} times."
    )


def stop(name: str, client: Client) -> None:
    """Seconds until no worker holds a task of the sweep."""
    times = []
    for _ in range(STOPS):
        run = ClusterRun.start(SWEEPS[name].start(), Cluster.of(client))
        while not run.under_way:
            run = run.advance(0.05)
        run = run.advance(np.random.default_rng().uniform(0.1, 0.5))
        begin = perf_counter()
        run.stop()
        said = perf_counter() - begin
        while any(client.run(lambda dask_worker: len(dask_worker.state.tasks)).values()):
            pass
        times.append((said, perf_counter() - begin))
    said, idle = zip(*times, strict=True)
    print(
        f"{name}: Stop returns in {1000 * max(said):.1f} ms at most; "
        f"the workers are idle after {median(idle):.2f} s (median), {max(idle):.2f} s (longest of {STOPS})."
    )


if __name__ == "__main__":
    with TemporaryDirectory() as folder, dask_cluster(Path(folder)) as dask, Client(dask.address) as client:
        client.wait_for_workers(2)
        for name in SWEEPS:
            speed(name, client)
            stop(name, client)
