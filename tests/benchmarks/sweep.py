"""Measure a sweep of 8 x 8 values and 4 seeds against the textbook's loop: python tests/benchmarks/sweep.py.

Both train the default experiment for 200 epochs, in turns. The textbook's loop measures nothing at the end, and is
timed on a part of the runs. The first sweep stays below the rates at which rounding grows, so that nothing is trained
twice; the second does not.
"""

from __future__ import annotations

import os
import sys
import tracemalloc
from pathlib import Path
from time import perf_counter

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before NumPy is imported: one thread, as in the app
sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np

from rnn import Experiment, Trainer
from rnn.sweep.size import bytes_of_sweep, seconds_of_sweep
from rnn.sweep.sweep import Sweep
from tests.benchmarks.peers import textbook_loop

EPOCHS, SEEDS, ROUNDS, PART = 200, range(4), 7, 32
RATES = {"calm": np.geomspace(0.001, 0.02, 8), "lively": np.geomspace(0.001, 0.05, 8)}
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


if __name__ == "__main__":
    for name in RATES:
        measure(name)
