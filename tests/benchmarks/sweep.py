"""Measure a sweep of 8 x 8 values and 4 seeds against the textbook's loop: python tests/benchmarks/sweep.py.

Both train the default experiment for 200 epochs, in turns. The textbook's loop measures nothing at the end, and is
timed on a part of the runs. The first sweep stays below the rates at which rounding grows, so that nothing is trained
twice; the second does not. Then the estimates of sweeps of many kinds against the time of the processor that they take.
"""

from __future__ import annotations

import os
import sys
import tracemalloc
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before NumPy is imported: one thread, as in the app
sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np

from rnn import Experiment, Trainer
from rnn.sweep.cost import seconds_alone
from rnn.sweep.prepared_sweeps import PREPARED_SWEEPS
from rnn.sweep.size import bytes_of_sweep, seconds_of_sweep
from rnn.sweep.sweep import Sweep
from tests.benchmarks.peers import textbook_loop

EPOCHS, SEEDS, ROUNDS, PART = 200, range(4), 7, 32
RATES = {"calm": np.geomspace(0.001, 0.02, 8), "lively": np.geomspace(0.001, 0.05, 8)}
SECONDS, MOST_STATES = 0.5, 100_000
CLIPPING = [None, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0]


def plan(rates) -> Sweep:
    """The sweep from its first line on, so that this is timed as well."""
    return Sweep(Experiment(), {"learning_rate": rates, "clip_norm": CLIPPING, "seed": SEEDS}, epochs=EPOCHS)


def textbook(cells) -> float:
    """Seconds of all runs, from those of a part."""
    part = cells[:: len(cells) // PART]
    seconds = sum(textbook_loop(cell, Trainer.start(cell).parameters)(EPOCHS) for cell in part)
    return seconds * len(cells) / len(part)


def measure(name: str) -> None:
    """The best of the rounds of each side."""
    ours, theirs = [], []
    for _ in range(ROUNDS):
        begin = perf_counter()
        sweep = plan(RATES[name])
        table = sweep.run()
        ours.append(perf_counter() - begin)
        theirs.append(textbook(sweep.cells))
    tracemalloc.start()
    plan(RATES[name]).run()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    cells, count = plan(RATES[name]).cells[:: len(SEEDS)], len(table)
    print(
        f"{name:>7}: {count} runs of {EPOCHS} epochs in {min(ours) * 1e3:.0f} ms, "
        f"{count / min(ours):,.0f} runs a second, {min(theirs) / min(ours):.1f} times as fast as the textbook's loop "
        f"({min(theirs) * 1e3:,.0f} ms); "
        f"{peak / 1e6:.1f} MB at most. Estimated: {seconds_of_sweep(cells, len(SEEDS), EPOCHS) * 1e3:.0f} ms, "
        f"{bytes_of_sweep(cells, len(SEEDS)) / 1e6:.1f} MB."
    )


def estimate(name: str, sweep: Sweep) -> float:
    """Estimated against measured seconds of the processor."""
    began = process_time()
    sweep.run()
    measured = process_time() - began
    estimated = seconds_of_sweep(sweep.cells[:: len(sweep.seeds)], len(sweep.seeds), sweep.last_epoch)
    print(f"{name:>40}: {measured:6.2f} s, estimated {estimated:6.2f} s, {estimated / measured:.2f} times")
    return estimated / measured


def kinds() -> Iterator[tuple[str, Sweep]]:
    """The prepared sweeps, and sweeps of networks of many sizes whose runs train as stacks or alone."""
    for name, prepared in PREPARED_SWEEPS.items():
        yield name, prepared.sweep
    for steps, units, sequences, optimizer in product((10, 100, 500), (4, 32, 128), (1, 8, 32), ("sgd", "adam")):
        if steps * units * sequences > MOST_STATES:
            continue
        chosen = {"task_steps": steps, "hidden_size": units, "sequences": sequences, "optimizer": optimizer}
        experiment = Experiment(task="echo", learning_rate=1e-4, **chosen)
        rates = {"learning_rate": np.geomspace(1e-5, 1e-4, 4).tolist(), "seed": range(2)}
        epochs = max(int(SECONDS / seconds_alone(experiment) / 8), 1)
        yield f"T = {steps}, H = {units}, B = {sequences}, {optimizer}", Sweep(experiment, rates, epochs=epochs)


if __name__ == "__main__":
    for name in RATES:
        measure(name)
    ratios = [estimate(*kind) for kind in kinds()]
    print(f"Estimated against measured: {min(ratios):.2f} to {max(ratios):.2f} times, median {median(ratios):.2f}.")
