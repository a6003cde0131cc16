"""Prepared experiments: one click sets everything, and one sentence, which a test holds, says what will be seen."""

from __future__ import annotations

from typing import Any, NamedTuple

from rnn.experiment.experiment import Experiment
from rnn.experiment.gallery import LEARNS


class Prepared(NamedTuple):
    """What it is called, the sentence that comes true, the experiment, and the epoch by which it is seen."""

    label: str
    sentence: str
    experiment: Experiment
    epoch: int


_CASE: dict[str, Any] = {"inputs": [[1], [2], [3], [4]], "targets": [[2], [3], [4], [5]]}
_LATCH: dict[str, Any] = {"task": "latch", "task_steps": 30, "batches": "fresh", "loss_scaling": "mean"}
_FAST_ECHO: dict[str, Any] = {
    "task": "echo",
    "task_steps": 60,
    "hidden_size": 16,
    "start": "gaussian",
    "learning_rate": 1.0,
    "loss_scaling": "mean",
    "batches": "fresh",
}
_CHUNKS = LEARNS | {"task": "echo", "delay": 6, "task_steps": 30, "start": "gaussian", "start_gain": 0.3}

PREPARED = {
    "learns": Prepared(
        "It learns", "The loss falls to less than a hundredth of the untrained network's.", Experiment(**_CASE), 200
    ),
    "rate-too-high": Prepared(
        "The learning rate is too high",
        "The loss grows at every update until the run diverges, and the page names the learning rate.",
        Experiment(**_CASE, learning_rate=1.0),
        150,
    ),
    "momentum": Prepared(
        "Momentum is faster",
        "The loss is below a tenth of what plain gradient descent (Optimizer: SGD) has at the same epoch.",
        Experiment(**_CASE, learning_rate=0.001, optimizer="momentum"),
        200,
    ),
    "vanishes": Prepared(
        "The gradient vanishes",
        "At t = 1 less than a millionth of the last step's gradient is left: the loss stays at the line of no memory.",
        Experiment(**_LATCH, hidden_size=16, start="orthogonal", start_gain=0.5, noise=0.1),
        100,
    ),
    "explodes": Prepared(
        "The gradient explodes",
        "Before any training, the gradient at t = 1 is more than a thousand times that at the last step.",
        Experiment(**_LATCH, hidden_size=32, start="gaussian", start_gain=2.0, input_scale=0.001),
        0,
    ),
    "unclipped": Prepared(
        "Without clipping",
        "The updates are too long: within ten of them the loss passes a million.",
        Experiment(**_FAST_ECHO),
        10,
    ),
    "clipped": Prepared(
        "Clipping saves it",
        "The same network, its gradient clipped at norm 1: the loss falls below the line of no memory.",
        Experiment(**_FAST_ECHO, clip_norm=1.0),
        100,
    ),
    "too-short": Prepared(
        "Truncated too short",
        "The echo comes after 6 steps, the gradient goes back 3 at most: the loss stays near the line of no memory.",
        Experiment(**_CHUNKS, truncation=3),
        300,
    ),
    "long-enough": Prepared(
        "Truncated just long enough",
        "With chunks of 7 steps the gradient just reaches back over the 6: the loss falls far below the line.",
        Experiment(**_CHUNKS, truncation=7),
        400,
    ),
    "identity": Prepared(
        "An identity start remembers",
        "One sign is kept over 100 time steps: the loss falls to less than a thousandth of no memory's.",
        Experiment(**LEARNS | {"task": "latch", "task_steps": 100, "start": "identity"}),
        100,
    ),
    "tiny-start": Prepared(
        "A tiny start cannot echo 8 back",
        "For 100 epochs nothing is learned; with Start: orthogonal the loss would be less than half by then.",
        Experiment(**LEARNS | {"task": "echo", "delay": 8, "start": "small"}),
        100,
    ),
    "two-targets": Prepared(
        "The same input, two targets",
        "In hello, l is followed by l and by o: the loss falls far below the line of seeing only the present letter.",
        Experiment(task="hello", loss="cross-entropy", hidden_size=8, learning_rate=0.3, start_scale=0.1),
        100,
    ),
    "only-the-end": Prepared(
        "One answer at the end",
        "The parity of 10 bits, asked for at the end only: the loss stays near the line of always answering 1/2.",
        Experiment(**LEARNS | {"task": "parity-end", "task_steps": 10}),
        300,
    ),
    "every-step": Prepared(
        "An answer at every step",
        "The same 10 bits, their parity asked for at every step: the loss falls to less than a quarter of the line.",
        Experiment(**LEARNS | {"task": "parity", "task_steps": 10}),
        300,
    ),
}
