"""Measure the engine against what else one would use and print ratios: python tests/benchmarks/engine.py.

PyTorch, JAX and Numba are measured where they are installed: pip install torch==2.13.0 jax jaxlib numba. All run
in float64 and on one thread; every pair is timed in turns, and the best of its rounds counts.
"""

from __future__ import annotations

import os
import sys
import tracemalloc
from math import log
from pathlib import Path
from time import perf_counter

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before NumPy is imported: one thread, as in the app
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["JAX_PLATFORMS"] = "cpu"
sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np

from rnn import Experiment, Runs, Trainer
from tests.benchmarks import compiled, peers

ROUNDS = 7
SECONDS = 0.1  # one side of one round
RATE = 0.04  # divided by T: 0.01 for four time steps
SIZES = [
    (1, 5, 1, 4),
    (2, 10, 2, 4),
    (1, 16, 1, 20),
    (1, 32, 1, 50),
    (1, 64, 1, 100),
    (1, 128, 1, 100),
    (1, 32, 1, 400),
]
PEERS = {
    "textbook": (peers.textbook_loop, {(1, 5, 1, 4): 4, (1, 16, 1, 20): 6, (1, 64, 1, 100): 6}),
    "PyTorch": (peers.pytorch, {(1, 5, 1, 4): 15, (1, 16, 1, 20): 15, (1, 64, 1, 100): 10}),
    "JAX": (peers.jax_scan, dict.fromkeys(SIZES, 1.0) | {(1, 32, 1, 400): 0.95}),
    "compiled loops": (compiled.loops, {}),
    "bare BLAS": (peers.bare_products, {(1, 128, 1, 100): 0.65}),
}
TOGETHER = {(1, 5, 1, 4): 40, (1, 16, 1, 20): 38, (1, 32, 1, 50): 24}
RUNS = 64


def waves(inputs: int, hidden: int, output: int, steps: int, sequences: int = 1, seed: int = 42) -> Experiment:
    """Waves to follow, at a rate that learns them and stays stable at every length."""
    time = np.arange(steps)[:, None]
    x = [np.sin(0.3 * time + np.arange(inputs) + b) for b in range(sequences)]
    y = [np.cos(0.3 * time + np.arange(output) + b) for b in range(sequences)]
    return Experiment(
        inputs=x[0],
        targets=y[0],
        more_inputs=x[1:],
        more_targets=y[1:],
        hidden_size=hidden,
        learning_rate=RATE / steps,
        seed=seed,
    )


def trains(advance):
    """A `train(epochs) -> seconds` that goes on from where it was."""
    state = advance(None, 5)

    def train(epochs):
        nonlocal state
        start = perf_counter()
        state = advance(state, epochs)
        return perf_counter() - start

    return train


def trainer_of(experiment):
    """Training by Trainer.advance."""
    return trains(lambda trainer, epochs: (trainer or Trainer.start(experiment)).advance(epochs=epochs))


def best(several, rounds=ROUNDS, least=3):
    """The best seconds per epoch of each, timed in turns on as much work as fills a round."""
    epochs = [max(least, int(SECONDS / max(train(least) / least, 1e-7))) for train in several]
    times = [[train(count) / count for train, count in zip(several, epochs, strict=True)] for _ in range(rounds)]
    return [min(column) for column in zip(*times, strict=True)]


def single_runs() -> None:
    """One row for each size, one ratio for each peer: above 1 the trainer is the faster."""
    print("One network, one sequence, microseconds an epoch of the trainer, and how many times as long others take:")
    print(f"{'in, hidden, out, T':>20} {'trainer':>8}" + "".join(f"{name:>20}" for name in PEERS))
    for sizes in SIZES:
        experiment = waves(*sizes)
        parameters = Trainer.start(experiment).parameters
        made = {name: make(experiment, parameters) for name, (make, _) in PEERS.items()}
        present = {name: train for name, train in made.items() if train is not None}
        ours, *theirs = best([trainer_of(experiment), *present.values()])
        ratios = {name: other / ours for name, other in zip(present, theirs, strict=True)}
        cells = (
            cell(ratios[name], asked.get(sizes)) if name in ratios else "not installed"
            for name, (_, asked) in PEERS.items()
        )
        print(f"{', '.join(map(str, sizes)):>20} {ours * 1e6:>8.1f}" + "".join(f"{text:>20}" for text in cells))


def cell(ratio, asked) -> str:
    """A ratio beside the one to reach."""
    return f"{ratio:.2f}" + (f" (asked {asked:g})" if asked else "")


def many_runs() -> None:
    """64 runs at once, per run, against the textbook's loop."""
    print(f"\n{RUNS} runs at once, microseconds a run and epoch, and how many times as long the textbook's loop takes:")
    for sizes, asked in TOGETHER.items():
        several = [waves(*sizes, seed=seed) for seed in range(RUNS)]
        stacked = trains(lambda runs, epochs, several=several: (runs or Runs.start(several)).advance(epochs))
        textbook = peers.textbook_loop(several[0], Trainer.start(several[0]).parameters)
        ours, theirs = best([stacked, textbook], least=1000 if sizes[3] == 4 else 200)
        text = f"{ours / RUNS * 1e6:>8.2f} {cell(theirs / ours * RUNS, asked):>20}"
        print(f"{', '.join(map(str, sizes)):>20} {text}")


def batches() -> None:
    """A batch of 32."""
    experiment = waves(2, 16, 1, 40, sequences=32)
    torch = peers.pytorch(experiment, Trainer.start(experiment).parameters)
    if torch is None:
        print("\nBatch of 32: PyTorch is not installed.")
        return
    ours, theirs = best([trainer_of(experiment), torch])
    print(f"\nBatch 32, T 40, in 2, hidden 16: {ours * 1e6:.0f} us an epoch, PyTorch {cell(theirs / ours, 6)}")


def growth() -> None:
    """The exponents of cost in T and h between the sizes named, and memory after many epochs."""
    by_steps = best([trainer_of(waves(1, 16, 1, steps)) for steps in (100, 1600)])
    by_hidden = best([trainer_of(waves(1, hidden, 1, 50)) for hidden in (32, 128)])
    print(f"\nCost grows as T^{log(by_steps[1] / by_steps[0]) / log(16):.2f} from T 100 to 1,600 (asked 1.05)")
    print(f"and as h^{log(by_hidden[1] / by_hidden[0]) / log(4):.2f} from 32 to 128 hidden units (asked 2).")
    trainer = Trainer.start(waves(1, 5, 1, 4)).advance(epochs=70_000)
    tracemalloc.start()
    held = []
    for _ in range(3):
        trainer = trainer.advance(epochs=70_000)
        held.append(tracemalloc.get_traced_memory()[0] / 1e6)
    tracemalloc.stop()
    print(f"Memory after 140,000, 210,000 and 280,000 epochs: {', '.join(f'{mb:.1f}' for mb in held)} MB.")


if __name__ == "__main__":
    single_runs()
    many_runs()
    batches()
    growth()
