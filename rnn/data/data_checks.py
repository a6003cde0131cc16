"""Checks that sequences, task and loss fit together; each error message is written for a student."""

from __future__ import annotations

import numpy as np

from rnn.data.limits import MOST_SEQUENCES, MOST_STATES
from rnn.data.sequences import Rows
from rnn.data.tasks import Task
from rnn.network.batch import Batch
from rnn.text.quantities import counted


def check_batch(batch: Batch, hidden_size: int, held_out: float | None, held_out_of: str) -> None:
    """Raise ValueError for more than one pass can keep, or where the loss is taken nowhere.

    held_out : how many percent of `held_out_of` ("steps" or "sequences") are not learned, or None
    """
    sequences, steps, _ = batch.x.shape
    if sequences * steps * hidden_size > MOST_STATES:
        raise ValueError(
            f"Hidden units: {hidden_size} of them, in {counted(sequences, 'sequence')} "
            f"of {counted(steps, 'time step')}, are too many. "
            f"Make one of the three smaller: their product may be at most {MOST_STATES:,}."
        )
    if held_out is not None:
        check_held_out(batch, held_out, held_out_of)
    elif batch.counted is not None and not batch.counted.any(axis=1).all():
        without = int(np.flatnonzero(~batch.counted.any(axis=1))[0]) + 1
        raise ValueError(
            f"Loss at: in sequence {without} no time step with a target is chosen. "
            f"Give at least one of its time steps, 1 to {steps:,}."
        )


def check_held_out(batch: Batch, held_out: float, held_out_of: str) -> None:
    """Raise ValueError unless something is left to learn and something is held out, where the loss is taken."""
    refused = f"Hold out: {held_out:g} % is not allowed here, because"
    if held_out_of == "sequences" and len(batch.x) < 2:
        raise ValueError(f"{refused} there is only one sequence. Give two or more, or hold out time steps.")
    assert batch.counted is not None
    assert batch.held_out is not None
    if not batch.counted.any():
        raise ValueError(f"{refused} no time step with a loss is left to learn. Give less, or nothing (off).")
    if not batch.held_out.any():
        raise ValueError(f"{refused} no time step with a loss is held out. Give more, or hold out sequences.")


def check_task(task: Task, steps: int, delay: int, loss: str) -> None:
    """Raise ValueError where a task cannot be drawn so, or has no symbols for the loss that wants them."""
    if "task_steps" in task.dials and steps < task.shortest:
        raise ValueError(
            f"Sequence length: {steps} is not allowed for {task.label}. "
            f"Give a whole number from {task.shortest} to 500 time steps."
        )
    if "delay" in task.dials and delay >= steps:
        raise ValueError(f"Delay: {delay} is not allowed. Give less than the length of the sequences, {steps}.")
    check_loss(task.symbols is None, loss)


def check_loss(of_numbers: bool, loss: str) -> None:
    """Raise ValueError for cross-entropy where the target of a task is a number."""
    if loss == "cross-entropy" and of_numbers:
        raise ValueError(
            "Loss: 'cross-entropy' is not allowed here, because the task's target is a number and not a symbol. "
            "Give squared."
        )


def check_own(inputs: tuple[Rows, ...], target: Rows | None, more_targets: tuple[Rows, ...], loss: str) -> None:
    """Raise ValueError where a person's own sequences, targets and loss do not fit together.

    target, more_targets : those of the first sequence and of the others; None and () where the next item is the target
    """
    if target is None and more_targets:
        raise ValueError("Target 2: it needs a target of the first sequence too. Give one, or leave this one out.")
    targets = None if target is None else (target, *more_targets)
    if targets is not None and len(targets) != len(inputs):
        raise ValueError(f"Target: there are {len(targets)} for {len(inputs)} sequences. Give one for each sequence.")
    for place, rows in enumerate(inputs, start=1):
        own_target = None if targets is None else targets[place - 1]
        check_pair(_named("Sequence", place, inputs), rows, _named("Target", place, inputs), own_target)
    check_widths("Sequence", inputs)
    check_widths("Target", targets or ())
    if loss == "cross-entropy":
        for place, rows in enumerate(targets or inputs, start=1):
            check_probabilities(_named("Target", place, inputs), rows)


def check_count(label: str, sequences: int) -> None:
    """Raise ValueError for more sequences than are learned together."""
    if sequences > MOST_SEQUENCES:
        raise ValueError(f"{label}: {sequences:,} sequences are too many. Give at most {MOST_SEQUENCES}.")


def check_pair(sequence: str, inputs: Rows, target: str, targets: Rows | None) -> None:
    """Raise ValueError unless there is one target for each time step."""
    if targets is None and len(inputs) < 2:
        raise ValueError(
            f"{sequence}: one time step is not enough for the next item as target. "
            "Give at least two, or a target of your own."
        )
    if targets is not None and len(targets) != len(inputs):
        raise ValueError(
            f"{target}: it has {counted(len(targets), 'time step')}, but the sequence has {len(inputs)}. "
            "Give one target for each time step."
        )


def check_widths(label: str, several: tuple[Rows, ...]) -> None:
    """Raise ValueError unless all have as many numbers at a time step as the first."""
    for place, rows in enumerate(several, start=1):
        if len(rows[0]) != len(several[0][0]):
            raise ValueError(
                f"{label} {place}: it has {len(rows[0])} numbers at a time step, but the first has "
                f"{len(several[0][0])}. Give every one the same."
            )


def check_probabilities(label: str, rows: Rows) -> None:
    """Raise ValueError unless each row is a probability of each of two symbols or more, such as 0, 1."""
    for step, row in enumerate(rows, start=1):
        if len(row) < 2 or min(row) < 0 or abs(sum(row) - 1) > 1e-9:
            raise ValueError(
                f"{label}: with cross-entropy, time step {step} must be a probability of each symbol. "
                "Give two numbers or more that are not negative and add up to 1, such as 0, 1."
            )


def _named(label: str, place: int, several: tuple[Rows, ...]) -> str:
    return label if len(several) == 1 else f"{label} {place}"
