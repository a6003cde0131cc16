"""Prepared sweeps, each with a sentence on what it shows; tests verify the sentences."""

from __future__ import annotations

from typing import Any, NamedTuple

from rnn.experiment.experiment import Experiment
from rnn.sweep.sweep import Sweep


class PreparedSweep(NamedTuple):
    """Label, one sentence that is true with every seed, and sweep."""

    label: str
    sentence: str
    sweep: Sweep


_SEEDS = (0, 1, 2)
_COUNTING: dict[str, Any] = {"inputs": [[1], [2], [3], [4]], "targets": [[2], [3], [4], [5]]}
_ECHO: dict[str, Any] = {
    "task": "echo",
    "task_steps": 16,
    "hidden_size": 12,
    "optimizer": "adam",
    "learning_rate": 0.01,
    "loss_scaling": "mean",
    "sequences": 8,
    "start": "orthogonal",
}
_UNTRAINED: dict[str, Any] = {
    "task": "latch",
    "sequences": 4,
    "hidden_size": 16,
    "start": "orthogonal",
    "input_scale": 0.01,
    "loss_at": "last",
    "learning_rate": 1e-6,
}

PREPARED_SWEEPS = {
    "rate-clipping": PreparedSweep(
        "Learning rate × clipping",
        "Without clipping, every run at the learning rate 1 diverges; with the gradient clipped at "
        "norm 10 or less, none does.",
        Sweep(
            Experiment(**_COUNTING),
            {
                "learning_rate": (0.003, 0.01, 0.03, 0.1, 0.3, 1.0),
                "clip_norm": (None, 10.0, 1.0, 0.1),
                "seed": _SEEDS,
            },
            epochs=200,
        ),
    ),
    "delay-start": PreparedSweep(
        "Delay × initialization",
        "At a delay of 8, the small initialization never reaches a loss of 0.1, and the orthogonal one always does.",
        Sweep(
            Experiment(**_ECHO),
            {"delay": (1, 2, 4, 8), "start": ("small", "gaussian", "orthogonal", "identity"), "seed": _SEEDS},
            epochs=200,
            target=0.1,
        ),
    ),
    "truncation-delay": PreparedSweep(
        "Truncation × delay",
        "At a delay of 5, chunks of 2 steps never bring the loss to 0.1; chunks of 8, and no truncation, always do.",
        Sweep(
            Experiment(**_ECHO | {"start": "gaussian", "start_gain": 0.3}),
            {"truncation": (2, 4, 6, 8, None), "delay": (1, 3, 5), "seed": _SEEDS},
            epochs=300,
            target=0.1,
        ),
    ),
    "units-delay": PreparedSweep(
        "Hidden units × delay",
        "It takes 2 units to reach a loss of 0.1 at a delay of 1, 4 at 2, 8 at 4, and 16 at 6.",
        Sweep(
            Experiment(**_ECHO),
            {"hidden_size": (1, 2, 4, 8, 16), "delay": (1, 2, 4, 6), "seed": _SEEDS},
            epochs=300,
            target=0.1,
        ),
    ),
    "gain-length": PreparedSweep(
        "Gain × length",
        "Over 40 steps, a gain of 0.5 leaves less than a billionth of the gradient, a gain of 1 more than 90 %.",
        Sweep(
            Experiment(**_UNTRAINED),
            {"start_gain": (0.5, 0.8, 1.0, 1.25, 2.0), "task_steps": (5, 10, 20, 40), "seed": _SEEDS},
            epochs=1,
        ),
    ),
    "optimizer-rate": PreparedSweep(
        "Optimizer × learning rate",
        "At the rate 0.001 only momentum brings the loss to 0.1; at 0.01 all but Adam do.",
        Sweep(
            Experiment(**_COUNTING),
            {
                "optimizer": ("sgd", "momentum", "rmsprop", "adam"),
                "learning_rate": (0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3),
                "seed": _SEEDS,
            },
            epochs=200,
            target=0.1,
        ),
    ),
}
