"""Values of the sidebar's widgets for a run."""

from __future__ import annotations

from typing import Any

from rnn import Trainer
from rnn.data.own_data import write_blocks
from rnn.experiment.experiment import CHOICES

DATA = ("inputs", "target_kind", "targets")
NEXT_ITEM, OWN = "the next item", "my own"


def widget_values(trainer: Trainer) -> dict[str, Any]:
    """Return the value of each choice at the present epoch, and the data as text, {name: value}."""
    experiment = trainer.experiment
    inputs, targets, *_ = experiment.own_data
    written = write_blocks if experiment.own_data.is_typed else lambda _: ""
    return {name: experiment.value_at(name, trainer.epoch) for name in CHOICES} | {
        "text": experiment.text,
        "inputs": written(inputs),
        "target_kind": NEXT_ITEM if targets is None else OWN,
        "targets": written(targets or inputs),
        "loss_steps": ", ".join(map(str, experiment.loss_steps)),
    }
