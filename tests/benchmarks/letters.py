"""Cost of a text of 20,000 letters: to check it, to learn it, and to draw the Writing view while it is learned.

python tests/benchmarks/letters.py
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before NumPy is imported: one thread, as in the app
sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np

from pages.shared.stage.frame import frame
from pages.shared.views.dynamics import writing_view
from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer
from rnn.data.letters import Alphabet
from rnn.data.limits import MOST_SYMBOLS, MOST_TEXT_LETTERS
from rnn.experiment.text_choices import LEARNS_LETTERS, WINDOW
from rnn.lenses.writing import AT_FIRST, writing

SIGNS = "".join(map(chr, range(32, 32 + MOST_SYMBOLS)))
TURNS, EPOCHS = 5, 200


def main() -> None:
    """Print the cost of each for texts of few and of the most symbols."""
    for symbols in (27, MOST_SYMBOLS):
        _measure("".join(np.random.default_rng(0).choice(list(SIGNS[:symbols]), MOST_TEXT_LETTERS)))


def _measure(text: str) -> None:
    experiment = Experiment(task="text", text=text, loss="cross-entropy", window=WINDOW, **LEARNS_LETTERS)
    trainer = Trainer.start(experiment)
    trained = trainer.advance(epochs=EPOCHS)
    view = Session.of(trained).view
    print(f"{MOST_TEXT_LETTERS:,} letters, {Alphabet.of(text).size} symbols, {experiment.hidden_size} hidden units")
    print(f"  another choice, checked   {_least(lambda: experiment.replaced(seed=7)):8.2f} ms")
    print(f"  epochs a second           {1000 * EPOCHS / _least(lambda: trainer.advance(epochs=EPOCHS)):8.0f}")
    print(f"  200 letters written       {_least(lambda: writing(trained, AT_FIRST)):8.2f} ms")
    print(f"  a frame of the view       {_least(lambda: frame(view, 'running', writing_view(view))):8.2f} ms")


def _least(work: Callable[[], object]) -> float:
    """Milliseconds of the fastest of some turns."""
    times = []
    for _ in range(TURNS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return 1000 * min(times)


if __name__ == "__main__":
    main()
