"""Prepared experiments, each with a sentence on what it shows; tests verify the sentences."""

from __future__ import annotations

from typing import Any, NamedTuple

from rnn.experiment.experiment import CHOICES, Experiment
from rnn.experiment.gallery import LEARNS


class Prepared(NamedTuple):
    """Label, claim, experiment, and the epoch by which the claim is true.

    The claim stays true for ten times as long, or the sentence names its end.
    """

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
_CHUNKS: dict[str, Any] = LEARNS | {
    "task": "echo",
    "delay": 6,
    "hidden_size": 10,
    "sequences": 16,
    "start": "gaussian",
    "start_gain": 0.3,
    "learning_rate": 0.01,
}

_CLIFF: dict[str, Any] = {
    "inputs": [[1.092]] + 19 * [[-1]],
    "targets": 20 * [[0.9]],
    "more_inputs": [20 * [[-1]]],
    "more_targets": [20 * [[-0.9]]],
    "loss_at": "last",
    "hidden_size": 1,
    "start": "identity",
    "start_gain": 2.1,
    "input_scale": 1.0,
    "output_scale": 1.5,
    "learning_rate": 0.05,
}
"""One unit keeps its first input over 20 time steps; it begins beside the unstable state that divides the two."""

_PAIRS = (("unclipped", "clipped"), ("too-short", "long-enough"), ("only-the-end", "every-step"))

PREPARED = {
    "learns": Prepared(
        "It learns",
        "The loss falls to less than a hundredth of the untrained network's.",
        Experiment(**_CASE),
        200,
    ),
    "rate-too-high": Prepared(
        "The learning rate is too high",
        "The loss grows until the run diverges, and the page names the learning rate.",
        Experiment(**_CASE, learning_rate=1.0),
        150,
    ),
    "momentum": Prepared(
        "Momentum is faster",
        "At epoch 200 the loss is less than a tenth of the loss without momentum. "
        f"To compare, set {CHOICES['optimizer'].setting('sgd')}, and press Play again.",
        Experiment(**_CASE, learning_rate=0.001, optimizer="momentum"),
        200,
    ),
    "vanishes": Prepared(
        "The gradient vanishes",
        "Less than a millionth of the last step's gradient norm is left at t = 1. "
        "The loss stays near the memoryless baseline.",
        Experiment(**_LATCH, hidden_size=16, start="orthogonal", start_gain=0.5, noise=0.1),
        100,
    ),
    "explodes": Prepared(
        "The gradient explodes",
        "Before any training, the gradient norm at t = 1 is more than a thousand times that at the last step.",
        Experiment(**_LATCH, hidden_size=32, start="gaussian", start_gain=2.0, input_scale=0.001),
        0,
    ),
    "unclipped": Prepared(
        "Without clipping",
        "The updates are too large: within ten of them the loss passes a million.",
        Experiment(**_FAST_ECHO),
        10,
    ),
    "clipped": Prepared(
        "Clipping saves it",
        "The same network with its gradient clipped at norm 1: the loss falls below half of the memoryless baseline.",
        Experiment(**_FAST_ECHO, clip_norm=1.0),
        100,
    ),
    "cliff": Prepared(
        "A cliff",
        "The gradient norm of one unit exceeds 8,000: the first update leaps, "
        "and the loss ends at the constant baseline. "
        "Side by side, clipped at norm 1, it falls below a millionth of that.",
        Experiment(**_CLIFF),
        200,
    ),
    "too-short": Prepared(
        "Truncated too short",
        "The echo comes 6 steps later, the gradient goes back 2 at most. The loss stays near the memoryless baseline.",
        Experiment(**_CHUNKS, truncation=3),
        300,
    ),
    "long-enough": Prepared(
        "Truncated just long enough",
        "With chunks of 7 steps the gradient goes back 6. The loss falls below a tenth of the memoryless baseline.",
        Experiment(**_CHUNKS, truncation=7),
        300,
    ),
    "identity": Prepared(
        "An identity initialization remembers",
        "One sign is kept over 100 time steps: the loss falls to less than a thousandth of the memoryless baseline.",
        Experiment(**LEARNS | {"task": "latch", "task_steps": 100, "start": "identity"}),
        100,
    ),
    "tiny-start": Prepared(
        "A small initialization learns late",
        "For 200 epochs the loss stays at the memoryless baseline. "
        f"Set {CHOICES['start'].setting('orthogonal')} and press Play again: by then it is less than a tenth of that.",
        Experiment(**LEARNS | {"task": "echo", "delay": 8, "start": "small"}),
        200,
    ),
    "two-targets": Prepared(
        "The same input, two targets",
        "In hello, l is followed by l and by o: the loss falls to less than a tenth of what the present letter allows.",
        Experiment(task="hello", loss="cross-entropy", hidden_size=8, learning_rate=0.3, start_scale=0.1),
        100,
    ),
    "only-the-end": Prepared(
        "A target only at the end",
        "The parity of 10 bits, asked for at the end only: the loss stays near the constant baseline of 1/2.",
        Experiment(**LEARNS | {"task": "parity-end", "task_steps": 10}),
        300,
    ),
    "every-step": Prepared(
        "A target at every step",
        "The same 10 bits, their parity asked for at every step: the loss falls below a quarter of the same baseline.",
        Experiment(**LEARNS | {"task": "parity", "task_steps": 10}),
        300,
    ),
    "eight-points": Prepared(
        "Three bits, eight stable points",
        "With a zero input the state has eight stable fixed points, one for each output. "
        "See State space under Dynamics.",
        Experiment(**LEARNS | {"task": "flip-flop", "task_steps": 25, "learning_rate": 0.01}),
        200,
    ),
}

AGAINST = {
    **{one: PREPARED[other].experiment for pair in _PAIRS for one, other in (pair, pair[::-1])},
    "momentum": PREPARED["momentum"].experiment.replaced(optimizer="sgd"),
    "cliff": PREPARED["cliff"].experiment.replaced(clip_norm=1.0),
    "tiny-start": PREPARED["tiny-start"].experiment.replaced(start="orthogonal"),
}
"""The experiment that a prepared one is compared with, by its name."""
