"""The gallery: the tasks and examples, each with choices under which the network learns it."""

from __future__ import annotations

from typing import Any, NamedTuple

from rnn.data.poem import AUTHOR, POEM, TITLE
from rnn.data.series import MEASURED
from rnn.data.tasks import TASKS
from rnn.experiment.experiment import Experiment
from rnn.experiment.text_choices import LEARNS_LETTERS, WINDOW


class Entry(NamedTuple):
    """Label, one sentence on what it shows, and experiment of an entry."""

    label: str
    shows: str
    experiment: Experiment


_COUNTING = {"inputs": [[1], [2], [3], [4]], "targets": [[2], [3], [4], [5]]}
_PAIRS = [[1, 2], [7, 2], [1, 3], [12, 4]]
_CASES = {
    "own": Entry("your own sequence", "Type numbers into the sidebar; the target is the next of them.", Experiment()),
    "text": Entry(
        "a poem, letter by letter",
        f"{TITLE} by {AUTHOR}: the next letter is the target. See under Dynamics what the network writes.",
        Experiment(task="text", text=POEM, loss="cross-entropy", window=WINDOW, **LEARNS_LETTERS),
    ),
    "case-1": Entry(
        "one in, one out", "Four numbers, each with the next as target: five units learn it.", Experiment(**_COUNTING)
    ),
    "case-2": Entry(
        "two in, one out",
        "Two numbers at each step, one target: three units take longer.",
        Experiment(inputs=_PAIRS, targets=[[2], [3], [4], [5]], hidden_size=3),
    ),
    "case-3": Entry(
        "two in, two out",
        "Two numbers in and two out at each step, with ten units.",
        Experiment(inputs=_PAIRS, targets=[[2, 1], [3, 7], [4, 8], [5, 10]], hidden_size=10),
    ),
    "two-steps": Entry(
        "two steps, by hand",
        "Forward at t = 1, 2 and back at t = 2, 1: small enough to follow with a pencil.",
        Experiment(inputs=[[1], [2]], targets=[[2], [3]], hidden_size=2),
    ),
}

LEARNS: dict[str, Any] = {
    "hidden_size": 16,
    "start": "orthogonal",
    "optimizer": "adam",
    "learning_rate": 0.005,
    "clip_norm": 1.0,
    "loss_scaling": "mean",
    "batches": "fresh",
    "sequences": 32,
}
"""Choices under which a network learns most tasks within a few hundred epochs."""
_SETTINGS: dict[str, dict[str, Any]] = {
    "count": {"task_steps": 6, "hidden_size": 8, "batches": "fixed"},
    "hello": {"loss": "cross-entropy", "hidden_size": 8, "batches": "fixed"},
    "adding": {"task_steps": 10},
    "parity": {"task_steps": 10},
    "sine": {"task_steps": 30},
    "waves": {"task_steps": 40},
    "latch": {"noise": 0.2},
    "order": {"task_steps": 12, "loss": "cross-entropy"},
    "parity-end": {"task_steps": 4},
    "xor": {"task_steps": 30},
    "addition": {"task_steps": 10},
    "flip-flop": {"task_steps": 25},
    "two-lags": {"task_steps": 30, "start_gain": 0.5},
}

_AS_TEXT: dict[str, dict[str, Any]] = {"hello": {"task": "text", "text": "hello"}}
"""Tasks that are shown as a case of a more general one, with the same numbers."""
_FORECASTS: dict[str, Any] = {
    **LEARNS,
    "batches": "fixed",
    "sequences": 16,
    "scaling": "standard",
    "window": 24,
    "held_out": 20.0,
}
"""Choices under which a network learns to forecast a measured series."""
_OF_SERIES: dict[str, dict[str, Any]] = {
    "sunspots": {"window": 66, "stride": 6},
    "nile": {"window": 10},
    "passengers": {"transformation": "growth"},
}

GALLERY = (
    _CASES
    | {
        name: Entry(
            task.label,
            task.shows,
            Experiment(**{"task": name} | _AS_TEXT.get(name, {}) | LEARNS | _SETTINGS.get(name, {})),
        )
        for name, task in TASKS.items()
    }
    | {
        name: Entry(series.label, series.shows, Experiment(task=name, **_FORECASTS | _OF_SERIES[name]))
        for name, series in MEASURED.items()
    }
)
