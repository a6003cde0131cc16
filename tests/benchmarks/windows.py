"""Frames of Train with windows of a series of 20,000 rows, beside those of a task, in turns.

    python tests/benchmarks/windows.py [rounds]

Prints frames a second at full speed, epochs a second, and the time of one change of another choice.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before NumPy is imported: one thread, as in the app
sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
from playwright.sync_api import sync_playwright

from rnn import Experiment, Trainer
from tests.support.browser import launch, serve
from tests.support.lab import TRAIN, Lab

SECONDS = 6
COUNT_FRAMES = """(seconds) => new Promise((done) => {
    let shown = 0, last = '';
    const place = document.querySelector('[data-readout=epoch]');
    const seen = new MutationObserver(() => { shown += place.textContent !== last; last = place.textContent; });
    seen.observe(place, { childList: true, characterData: true, subtree: true });
    setTimeout(() => { seen.disconnect(); done(shown / seconds); }, 1000 * seconds);
})"""
LINKS = {
    "task, 16 sequences of 24": "/?v=1&task=sine&length=24&hidden=16",
    "windows of 3,120 rows": "/?v=1&task=sunspots&window=24&scaled=standard&hidden=16",
}


def main(rounds: int) -> None:
    """Print the figures."""
    series = [[value] for value in np.sin(np.arange(20_000) / 7)]
    long = Experiment(inputs=series, window=24, hidden_size=16, scaling="standard", held_out=10.0)
    task = Experiment(task="sine", task_steps=24, hidden_size=16, batches="fresh")
    for name, experiment in (("20,000 rows", long), ("task", task)):
        trainer, began = Trainer.start(experiment), time.perf_counter()
        trained = trainer.advance(seconds=2.0)
        print(f"{name}: {trained.epoch / (time.perf_counter() - began):,.0f} epochs/s of {experiment.x.shape}")
        began = time.perf_counter()
        experiment.replaced(learning_rate=0.02).batch_at(0)
        print(f"{name}: another choice takes {1000 * (time.perf_counter() - began):.1f} ms")
    with TemporaryDirectory() as place, serve(log=Path(place) / "log") as address, sync_playwright() as playwright:
        page = launch(playwright).new_page(viewport={"width": 1366, "height": 768})
        for _ in range(rounds):
            for name, link in LINKS.items():
                lab = Lab(page, address).open(link, TRAIN).pace("max").press("Play").reaches(50)
                print(f"{name}: {page.evaluate(COUNT_FRAMES, SECONDS):.1f} frames/s", flush=True)
                lab.press("Pause")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 3)
