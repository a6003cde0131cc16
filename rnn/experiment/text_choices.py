"""Choices that go with a text: the loss of symbols, windows where it is long, and settings that learn it."""

from __future__ import annotations

from typing import Any

from rnn.data.limits import MOST_STEPS
from rnn.experiment.experiment import Experiment
from rnn.experiment.sequence_choices import TEXT

WINDOW, LONG = 24, 300
"""Letters of a window, few enough to be written side by side; and those from which on a text is cut into windows."""
LEARNS_LETTERS: dict[str, Any] = {
    "hidden_size": 32,
    "start": "orthogonal",
    "optimizer": "adam",
    "learning_rate": 0.01,
    "clip_norm": 1.0,
    "loss_scaling": "mean",
    "sequences": 16,
}
"""Choices under which a network knows a poem by heart after a few hundred epochs."""
_WITHOUT_SEQUENCES = {
    name: Experiment.model_fields[name].default
    for name in ("inputs", "targets", "more_inputs", "more_targets", "vocabulary", "classes")
}


def text_choices(text: str, present: Experiment, suited: bool = False) -> dict[str, Any]:
    """Return the choices that make `text` the data of the present experiment.

    The first text gets the loss of symbols and windows that fit; another one changes the window only if it must.
    suited : whether the network and its update are set to what learns letters
    """
    rows = {"task": TEXT, "text": text, "rows_from": None, "rows_to": None} | _WITHOUT_SEQUENCES
    settings = LEARNS_LETTERS if suited else {}
    if present.task == TEXT:
        window, targets = present.window, len(text) - present.ahead
        if (window is not None and window > targets) or (window is None and targets > MOST_STEPS):
            window = WINDOW if targets > MOST_STEPS else None
        return {**rows, "window": window, **settings}
    window = WINDOW if len(text) > LONG else None
    symbols = {"loss": "cross-entropy", "loss_at": "every", "ahead": 1, "stride": 1, "sequences": 16}
    return {**rows, **symbols, "window": window, **settings}
