"""Measure an epoch of the trainer against the textbook loop and print a table: python tests/benchmarks/engine.py."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from time import perf_counter

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before NumPy is imported: one thread, as in the app
sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np

from rnn import Experiment, Parameters, Trainer
from tests import textbook

ROUNDS = 7
SECONDS = 0.15  # one side of one round
RATE = 0.04  # divided by T: 0.01 for four time steps
ASKED = {(1, 5, 1, 4): 4.0, (1, 16, 1, 20): 6.0, (1, 64, 1, 100): 6.0}
OTHERS = [(2, 10, 2, 4), (1, 32, 1, 50), (1, 128, 1, 100), (1, 32, 1, 400)]


def experiment_of(inputs: int, hidden: int, output: int, steps: int) -> Experiment:
    """Waves to follow, at a rate that learns them and stays stable at every length."""
    time = np.arange(steps)[:, None]
    return Experiment(
        inputs=np.sin(0.3 * time + np.arange(inputs)),
        targets=np.cos(0.3 * time + np.arange(output)),
        hidden_size=hidden,
        learning_rate=RATE / steps,
    )


def textbook_time(experiment: Experiment, weights: textbook.Weights, epochs: int) -> float:
    """Seconds for that many epochs of the textbook's loop, which trains `weights`."""
    x, y, rate = list(experiment.x[0][..., None]), list(experiment.y[0][..., None]), experiment.learning_rate
    start = perf_counter()
    for _ in range(epochs):
        textbook.epoch(weights, x, y, rate)
    return perf_counter() - start


def trainer_time(trainer: Trainer, epochs: int) -> tuple[float, Trainer]:
    """Seconds for that many epochs of Trainer.advance, and the trainer after them."""
    start = perf_counter()
    later = trainer.advance(epochs=epochs)
    return perf_counter() - start, later


def measure(inputs: int, hidden: int, output: int, steps: int) -> tuple[float, float, float, float]:
    """Best time per epoch of both, in turns on the same work; how far apart the weights end, and from the start."""
    experiment = experiment_of(inputs, hidden, output, steps)
    first = trainer = Trainer.start(experiment)
    weights = textbook.Weights(*(trainer.parameters[name].copy() for name in Parameters.names))
    plain, fast, epochs = [], [], 10
    plain_once = textbook_time(experiment, weights, epochs)
    _, trainer = trainer_time(trainer, epochs)
    epochs = max(10, int(SECONDS / plain_once * epochs))
    for _ in range(ROUNDS):
        plain.append(textbook_time(experiment, weights, epochs) / epochs)
        seconds, trainer = trainer_time(trainer, epochs)
        fast.append(seconds / epochs)
    apart = max(np.abs(trainer.parameters[name] - getattr(weights, name)).max() for name in Parameters.names)
    moved = np.abs(trainer.parameters.vector - first.parameters.vector).max()
    return min(plain), min(fast), float(apart), float(moved)


def main() -> None:
    """Print one row for each size."""
    print(f"{'in, hidden, out, T':>20} {'textbook us':>12} {'trainer us':>11} {'ratio':>6} {'asked':>6}  same weights")
    for sizes in [*ASKED, *OTHERS]:
        plain, fast, apart, moved = measure(*sizes)
        asked = f"{ASKED[sizes]:.0f}" if sizes in ASKED else ""
        same = f"{'yes' if apart < 1e-9 else 'NO'}: {apart:.0e} apart, {moved:.2f} from the start"
        row = f"{plain * 1e6:>12.1f} {fast * 1e6:>11.1f} {plain / fast:>6.1f} {asked:>6}  {same}"
        print(f"{', '.join(map(str, sizes)):>20} {row}")


if __name__ == "__main__":
    main()
